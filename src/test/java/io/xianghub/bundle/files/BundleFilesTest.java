package io.xianghub.bundle.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFilesTest {

    private final Findings findings = new Findings();

    @Test
    void readsTheSameBundleFromAFolderAndFromItsZip(@TempDir Path root) throws IOException {
        write(root, "routes/pension/bundle.yaml", "bundle: pension");
        write(root, "mappings/pension/person.map.yaml", "fields: {}");
        write(root, "routes/other/bundle.yaml", "bundle: other");

        BundleFiles folder =
                BundleFiles.read(root, new BundleName("pension"), findings).orElseThrow();
        BundleFiles zip = BundleFiles.unzip(folder.zip(), findings).orElseThrow();

        assertThat(folder.files()).containsOnlyKeys("routes/pension/bundle.yaml", "mappings/pension/person.map.yaml");
        assertThat(zip.name()).isEqualTo(folder.name());
        assertThat(zip.digest()).isEqualTo(folder.digest()).hasSize(64);
    }

    @Test
    void givesAnotherDigestWhenAFileIsRenamedOrAByteMoves() {
        BundleFiles first = files(Map.of("routes/a/x", "12", "routes/a/y", "3"));
        BundleFiles moved = files(Map.of("routes/a/x", "1", "routes/a/y", "23"));
        BundleFiles renamed = files(Map.of("routes/a/x", "12", "routes/a/z", "3"));

        assertThat(first.digest()).isNotEqualTo(moved.digest()).isNotEqualTo(renamed.digest());
    }

    @Test
    void keepsItsDigestWhenItIsSigned() {
        BundleFiles plain = files(Map.of("routes/a/x", "1"));
        BundleFiles signed = files(Map.of("routes/a/x", "1", "routes/a/bundle.sig", "any"));

        assertThat(signed.digest()).isEqualTo(plain.digest());
        assertThat(signed.runtimeDigest()).isEqualTo(plain.runtimeDigest());
        assertThat(files(Map.of("routes/a/x", "1", "routes/a/bundle.sig.yaml", "any"))
                        .digest())
                .isNotEqualTo(plain.digest());
        assertThat(files(Map.of("routes/a/x", "1", "mappings/a/bundle.sig", "any"))
                        .runtimeDigest())
                .isNotEqualTo(plain.runtimeDigest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"routes/a/simulator/s.json", "routes/a/cases/o/c/request.json", "mappings/a/samples/m/c.in.json"
            })
    void keepsItsRuntimeDigestWhenOnlyItsTrialsChange(String trial) {
        BundleFiles plain = files(Map.of("routes/a/x", "1"));
        BundleFiles tried = files(Map.of("routes/a/x", "1", trial, "any"));

        assertThat(tried.runtimeDigest()).isEqualTo(plain.runtimeDigest()).hasSize(64);
        assertThat(tried.digest()).isNotEqualTo(plain.digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes/a/y",
                "routes/a/simulator",
                "routes/a/simulators/y",
                "routes/a/more/cases/y",
                "routes/a/samples/y",
                "mappings/a/cases/y",
                "mappings/a/dictionaries/y.csv"
            })
    void changesItsRuntimeDigestWithEverythingElse(String path) {
        assertThat(files(Map.of("routes/a/x", "1", path, "any")).runtimeDigest())
                .isNotEqualTo(files(Map.of("routes/a/x", "1")).runtimeDigest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "routes/../../etc/passwd",
                "routes/a/../b/x",
                "/routes/a/x",
                "routes/a//x",
                "routes\\a\\x",
                "other/a/x",
                "routes/A B/x",
                "routes/x"
            })
    void refusesAPathThatLeavesItsPlace(String path) throws IOException {
        assertThat(BundleFiles.unzip(zip(path, "x"), findings)).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.path");
    }

    @Test
    void refusesAZipThatGrowsBeyondTheLimit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            byte[] megabyte = new byte[1024 * 1024];
            for (int i = 0; i < 40; i++) {
                out.putNextEntry(new ZipEntry("routes/bomb/" + i));
                out.write(megabyte);
            }
        }

        assertThat(bytes.size()).isLessThan(100_000);
        assertThat(BundleFiles.unzip(bytes.toByteArray(), findings)).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.too-large");
    }

    @Test
    void refusesWhatIsNotAZip() {
        assertThat(BundleFiles.unzip("not a zip".getBytes(StandardCharsets.UTF_8), findings))
                .isEmpty();
        assertThat(findings.hasErrors()).isTrue();
    }

    @Test
    void refusesASymbolicLink(@TempDir Path root) throws IOException {
        write(root, "routes/pension/bundle.yaml", "bundle: pension");
        Path secret = Files.writeString(root.resolve("secret"), "x");
        Files.createSymbolicLink(root.resolve("routes/pension/link.yaml"), secret);

        assertThat(BundleFiles.read(root, new BundleName("pension"), findings)).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.symlink");
    }

    @Test
    void namesAFolderThatIsNotThere(@TempDir Path root) {
        assertThat(BundleFiles.read(root, new BundleName("pension"), findings)).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly("bundle.missing");
    }

    private static BundleFiles files(Map<String, String> texts) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new BundleFiles(new BundleName("a"), files);
    }

    private static byte[] zip(String path, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(path));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
