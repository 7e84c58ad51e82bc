package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {

    private static final String BUNDLE = "medical-insurance";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void copyABundle() throws IOException {
        copyTree("routes/" + BUNDLE);
        copyTree("mappings/" + BUNDLE);
    }

    @Test
    void signsABundleSoThatItVerifies() throws IOException {
        generate("release");

        assertThat(sign("release", "张工")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(folder.resolve("routes/" + BUNDLE + "/bundle.sig"))
                .content()
                .contains("signer: 张工", "algorithm: SM2-SM3", "bundle: " + BUNDLE);
        assertThat(verify("release")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("张工 signed it at");
    }

    @Test
    void signsAgainOverAnOldSignature() throws IOException {
        generate("release");
        sign("release", "张工");
        touchTheContract();

        assertThat(verify("release")).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains("routes/medical-insurance/bundle.sig: error: The files were altered");
        assertThat(sign("release", "李工")).isEqualTo(Exit.OK);
        assertThat(verify("release")).as(err.toString()).isEqualTo(Exit.OK);
    }

    @Test
    void believesNoKeyButTheTrusted() throws IOException {
        generate("release");
        generate("other");
        sign("other", "张工");

        assertThat(verify("release")).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains("is not trusted").contains("has no valid signature");
    }

    @Test
    void writesAPrivateKeyForItsOwnerAloneAndNeverOverAnother() throws IOException {
        generate("release");
        Path secret = folder.resolve("release.key.pem");
        String before = Files.readString(secret);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(hub("key", "generate", folder.resolve("release").toString(), "--lang", "en"))
                .isEqualTo(Exit.CONFLICT);
        assertThat(err.toString()).contains("is not overwritten");
        assertThat(secret).hasContent(before);

        Files.delete(secret);
        assertThat(hub("key", "generate", folder.resolve("release").toString(), "--lang", "en"))
                .isEqualTo(Exit.CONFLICT);
        assertThat(secret).doesNotExist();
    }

    @Test
    void signsWithNoKeyThatOthersCanRead() throws IOException {
        generate("release");
        Path secret = folder.resolve("release.key.pem");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(sign("release", "张工")).isEqualTo(Exit.REFUSED);
        assertThat(err.toString()).contains("chmod 600");
        assertThat(folder.resolve("routes/" + BUNDLE + "/bundle.sig")).doesNotExist();
    }

    @Test
    void signsNothingThatWouldBeRefusedAnyway() throws IOException {
        generate("release");
        Path route = folder.resolve("routes/" + BUNDLE + "/insured-person.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("mapping:person-answer", "mapping:none"));

        assertThat(sign("release", "张工")).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains("insured-person.camel.yaml:8:").contains("was not signed");
    }

    @Test
    void saysWhatIsWrongWithTheKeyOrTheSigner() throws IOException {
        generate("release");

        assertThat(sign("no-such", "张工")).isEqualTo(Exit.NOT_FOUND);
        assertThat(sign("release", "two\nlines")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("one line of at most 80 characters");
        assertThat(hub("key", "generate", folder.resolve("x").toString(), "--days", "0"))
                .isEqualTo(2);
    }

    private void generate(String name) {
        assertThat(hub("key", "generate", folder.resolve(name).toString(), "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
    }

    private int sign(String key, String signer) {
        return hub(
                "sign",
                BUNDLE,
                "--folder",
                folder.toString(),
                "--key",
                folder.resolve(key + ".key.pem").toString(),
                "--signer",
                signer,
                "--lang",
                "en");
    }

    private int verify(String key) {
        return hub(
                "verify",
                BUNDLE,
                "--folder",
                folder.toString(),
                "--lang",
                "en",
                "--trusted",
                folder.resolve(key + ".pub.pem").toString());
    }

    private void touchTheContract() throws IOException {
        Path contract = folder.resolve("routes/" + BUNDLE + "/openapi.yaml");
        Files.writeString(contract, Files.readString(contract) + "# reviewed\n");
    }

    private int hub(String... arguments) {
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void copyTree(String from) throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of(from))) {
            for (Path path : paths.toList()) {
                Path target = folder.resolve(path.toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
