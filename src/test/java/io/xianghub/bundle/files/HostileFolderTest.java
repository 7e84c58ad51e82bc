package io.xianghub.bundle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that would lead a reader elsewhere, hold it up, or show it something half written. */
class HostileFolderTest {

    private static final BundleName PENSION = new BundleName("pension");

    private final Findings findings = new Findings();

    @TempDir
    private Path root;

    @BeforeEach
    void writeABundle() throws IOException {
        write("routes/pension/bundle.yaml", "bundle: pension");
        write("mappings/pension/person.map.yaml", "fields: {}");
    }

    @Test
    void refusesALinkToAFileToAFolderAndToNothing() throws IOException {
        Path secrets = Files.createDirectories(root.resolve("secrets"));
        Files.writeString(secrets.resolve("key"), "x");
        Files.createSymbolicLink(root.resolve("routes/pension/a.yaml"), secrets.resolve("key"));
        Files.createSymbolicLink(root.resolve("routes/pension/b"), secrets);
        Files.createSymbolicLink(root.resolve("mappings/pension/c"), root.resolve("none"));

        assertThat(read()).isEmpty();
        assertThat(findings.all())
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("bundle.symlink", "bundle.symlink", "bundle.symlink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes/pension", "mappings/pension", "routes"})
    void refusesAFolderThatIsALinkItself(String folder) throws IOException {
        Path moved = Files.move(root.resolve(folder), root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve(folder), moved);

        assertThat(read()).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.symlink");
        assertThat(findings.all().get(0).file()).isEqualTo(folder);
    }

    @Test
    @Timeout(30)
    void refusesAPipeWithoutWaitingForItsWriter() throws Exception {
        Process made =
                new ProcessBuilder("mkfifo", root.resolve("routes/pension/pipe").toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();

        refused("bundle.special-file", "routes/pension/pipe");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Files.write(root.resolve("routes/pension/large"), new byte[8 * 1024 * 1024 + 1]);

        refused("bundle.file-too-large", "routes/pension/large");
    }

    @Test
    void refusesFoldersThatAreTooDeep() throws IOException {
        write("routes/pension/" + "d/".repeat(20) + "x", "x");

        assertThat(read()).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.path");
    }

    @Test
    void refusesMoreFilesThanABundleHas() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            write("routes/pension/cases/" + i, "");
        }

        assertThat(read()).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.too-large");
    }

    @Test
    void takesNoBackslashInANameForAFolder() throws IOException {
        write("routes/pension/..\\..\\x", "x");

        assertThat(read()).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.path");
    }

    @Test
    void readsNamesAsOneDigestWhateverSystemWroteThem() throws IOException {
        Files.createDirectories(root.resolve("mac/routes/pension"));
        Files.createDirectories(root.resolve("linux/routes/pension"));
        Files.writeString(root.resolve("mac/routes/pension/cafe\u0301.yaml"), "x");
        Files.writeString(root.resolve("linux/routes/pension/caf\u00E9.yaml"), "x");

        assertThat(BundleFiles.read(root.resolve("mac"), PENSION, findings)
                        .orElseThrow()
                        .digest())
                .isEqualTo(BundleFiles.read(root.resolve("linux"), PENSION, findings)
                        .orElseThrow()
                        .digest());
    }

    @Test
    void saysWhatItMayNotRead() throws IOException {
        Path secret = root.resolve("routes/pension/secret.yaml");
        write("routes/pension/secret.yaml", "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();

        refused("bundle.unreadable", "routes/pension/secret.yaml");
    }

    /** A writer replaces a.yaml, then z.yaml, each time by the next number: at no moment is z.yaml ahead. */
    @Test
    void neverReadsSomeFilesFromBeforeAChangeAndSomeFromAfterIt() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Files.createDirectories(root.resolve("written"));
        replace("a.yaml", 1);
        for (int i = 0; i < 50; i++) {
            write("routes/pension/between" + i, "read after the one and before the other");
        }
        replace("z.yaml", 1);
        Thread writer = new Thread(() -> {
            for (int number = 2; !done.get(); number++) {
                replace("a.yaml", number);
                replace("z.yaml", number);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 100; i++) {
                Findings found = new Findings();
                BundleFiles.read(root, PENSION, found)
                        .ifPresentOrElse(
                                files -> assertThat(number(files, "a.yaml") - number(files, "z.yaml"))
                                        .isBetween(0, 1),
                                () -> assertThat(found.all())
                                        .extracting(Finding::code)
                                        .containsOnly("bundle.changing"));
            }
        } finally {
            done.set(true);
            writer.join();
        }
        assertThat(read()).isPresent();
    }

    /** All numbers have the same length; each file has another inode, because the one before it is kept. */
    private void replace(String name, int number) {
        try {
            Path kept = Files.writeString(root.resolve("written/" + name + number), "%09d".formatted(number));
            Path fresh = Files.createLink(root.resolve("fresh"), kept);
            Files.move(fresh, root.resolve("routes/pension").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int number(BundleFiles files, String name) {
        return Integer.parseInt(
                new String(files.file("routes/pension/" + name).orElseThrow(), StandardCharsets.US_ASCII));
    }

    private Optional<BundleFiles> read() {
        return BundleFiles.read(root, PENSION, findings);
    }

    private void refused(String code, String path) {
        assertThat(read()).isEmpty();
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.file()).isEqualTo(path);
        });
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
