package io.xianghub.bundle.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips made to hurt; what each would have done to a reader that believes it stands in its name. */
class HostileZipTest {

    private static final String PATH = "routes/pension/bundle.yaml";
    private static final byte[] CONTENT = "bundle: pension\n".getBytes(StandardCharsets.UTF_8);

    private final CraftedZip zip = new CraftedZip();
    private final Findings findings = new Findings();

    @Test
    void takesAnHonestZipWithFoldersAndBothMethods() {
        zip.stored("routes/", new byte[0]).mode = 0040755;
        zip.stored("routes/pension/", new byte[0]).mode = 0040755;
        zip.stored(PATH, CONTENT);
        zip.deflated("mappings/pension/汇缴.map.yaml", CONTENT);

        Optional<BundleFiles> files = read();

        assertThat(findings.all()).isEmpty();
        assertThat(files.orElseThrow().files()).containsOnlyKeys(PATH, "mappings/pension/汇缴.map.yaml");
        assertThat(files.get().file(PATH)).hasValue(CONTENT);
    }

    @Test
    void takesWhatStreamingToolsWrite() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(PATH));
            out.write(CONTENT);
            out.setComment("made by hand");
        }

        assertThat(BundleFiles.unzip(bytes.toByteArray(), findings)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "C:/routes/a/x",
                "routes/a/C:x",
                "routes/a/..",
                "routes/a/x\0.yaml",
                "routes/a/x\u001b[2J",
                "routes/a/x\u202Elmay",
                "routes/a/x\u200B",
                "routes/a/x.",
                "routes/a/x ",
                "routes/a/ x",
                "routes/a/x?",
                "routes/a/con",
                "routes/a/NUL.yaml",
                "routes/a/com1.txt",
                "routes/a/x:stream",
                "routes/a/1/2/3/4/5/6/7/8/9/10/11/x"
            })
    void refusesANameThatMeansSomethingElseSomewhere(String path) {
        zip.stored(path, CONTENT);

        refused("bundle.path");
        assertThat(findings.all().get(0).file()).doesNotContainPattern("\\p{C}");
    }

    @Test
    void refusesAFolderThatLeavesItsPlace() {
        zip.stored("routes/pension/../../etc/", new byte[0]).mode = 0040755;
        zip.stored(PATH, CONTENT);

        refused("bundle.path");
    }

    @Test
    void refusesTheSameFileTwice() {
        zip.stored(PATH, CONTENT);
        zip.stored(PATH, CONTENT);

        refused("bundle.duplicate-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes/pension/BUNDLE.yaml", "routes/pension/Bundle.Yaml"})
    void refusesFilesThatAreOneOnAnotherSystem(String twin) {
        zip.stored(PATH, CONTENT);
        zip.stored(twin, CONTENT);

        refused("bundle.same-file");
    }

    @Test
    void takesBothFormsOfAnAccentForTheSameFile() {
        zip.stored("routes/pension/caf\u00E9.camel.yaml", CONTENT);
        zip.stored("routes/pension/cafe\u0301.camel.yaml", CONTENT);

        refused("bundle.duplicate-file");
    }

    @Test
    void refusesFoldersThatAreOneOnAnotherSystem() {
        zip.stored("routes/pension/cases/a.json", CONTENT);
        zip.stored("routes/pension/Cases/b.json", CONTENT);

        refused("bundle.same-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes/pension/x", "routes/pension/X"})
    void refusesAFileThatIsAFolderToo(String file) {
        zip.stored("routes/pension/x/y", CONTENT);
        zip.stored(file, CONTENT);

        refused("bundle.file-and-folder");
    }

    @Test
    void refusesAFolderThatIsAFileToo() {
        zip.stored("routes/pension/x", CONTENT);
        zip.stored("routes/pension/x/", new byte[0]).mode = 0040755;

        refused("bundle.file-and-folder");
    }

    @Test
    void refusesASymbolicLink() {
        zip.stored("routes/pension/link.yaml", "/etc/passwd".getBytes(StandardCharsets.UTF_8)).mode = 0120777;

        refused("bundle.symlink");
    }

    @ParameterizedTest
    @ValueSource(ints = {0010644, 0020644, 0060644, 0140644, 0040755})
    void refusesADeviceAPipeASocketAndAFolderThatIsNone(int mode) {
        zip.stored("routes/pension/x", CONTENT).mode = mode;

        refused("bundle.special-file");
    }

    @Test
    void refusesAnEncryptedEntry() {
        zip.stored(PATH, CONTENT).flags = 1;

        refused("bundle.zip-encrypted");
    }

    @Test
    void refusesAMethodThatItDoesNotKnow() {
        zip.stored(PATH, CONTENT).method = 12;

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("method 12");
    }

    @Test
    void refusesANameThatAChineseWindowsWrote() {
        zip.stored(PATH, CONTENT).named("routes/pension/公积金.yaml".getBytes(Charset.forName("GBK")));

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("公积金.yaml is not written in UTF-8");
    }

    @Test
    void refusesABombOfOneFile() {
        zip.deflated("routes/pension/zeros", new byte[9 * 1024 * 1024]);

        refused("bundle.file-too-large");
    }

    @Test
    void refusesABombThatSaysItIsSmall() {
        CraftedZip.Entry bomb = zip.deflated("routes/pension/zeros", new byte[4 * 1024 * 1024]);
        bomb.size = 100;

        refused("bundle.zip");
    }

    /** Of which a reader that believes the directory would see the beginning, and another all of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAFileThatSaysItIsSmallerThanItIsWithTheChecksumOfItsBeginning(boolean deflated) {
        CraftedZip.Entry entry = deflated ? zip.deflated(PATH, CONTENT) : zip.stored(PATH, CONTENT);
        entry.size = 6;
        CRC32 crc = new CRC32();
        crc.update(CONTENT, 0, 6);
        entry.crc = crc.getValue();

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("length or checksum");
    }

    @Test
    void refusesBytesBehindTheEndOfWhatWasCompressed() {
        CraftedZip.Entry entry = zip.deflated(PATH, CONTENT);
        entry.data = Arrays.copyOf(entry.data, entry.data.length + 7);
        entry.packed = entry.data.length;

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("length or checksum");
    }

    @Test
    void refusesAFileThatSaysItIsLargerThanItIs() {
        zip.deflated(PATH, CONTENT).size = 4 * 1024 * 1024;

        refused("bundle.zip");
    }

    @Test
    void refusesABombOfTenGigabytesWithoutUnpackingIt() {
        for (int i = 0; i < 3; i++) {
            zip.deflated("routes/pension/" + i, CONTENT).size = 0xD0000000L;
        }

        refused("bundle.too-large");
    }

    @Test
    void refusesEntriesThatShareTheirBytes() {
        zip.deflated(PATH, new byte[1024 * 1024]);
        for (int i = 0; i < 20; i++) {
            CraftedZip.Entry again = zip.deflated(PATH, new byte[1024 * 1024]);
            again.offset = 0;
        }

        assertThat(zip.bytes().length).isLessThan(10_000);
        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("overlap");
    }

    @Test
    void refusesAnEntryWhoseOwnHeadNamesAnotherFile() {
        zip.stored(PATH, CONTENT).localName = "routes/pension/bundle.yam".getBytes(StandardCharsets.UTF_8);

        refused("bundle.zip");
    }

    @Test
    void refusesADirectoryOfMoreEntriesThanItSays() {
        zip.stored(PATH, CONTENT);
        zip.stored("routes/pension/hidden", CONTENT);
        zip.countInEnd(1);

        refused("bundle.zip");
    }

    @Test
    void refusesADirectoryOfFewerEntriesThanItSays() {
        zip.stored(PATH, CONTENT);
        zip.countInEnd(2);

        refused("bundle.zip");
    }

    @Test
    void refusesZip64() {
        zip.stored(PATH, CONTENT).size = 0xFFFFFFFFL;

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("Zip64");
    }

    @Test
    void refusesAMillionTinyEntries() {
        for (int i = 0; i < 10_000; i++) {
            zip.stored("routes/pension/" + i, new byte[0]);
        }

        refused("bundle.zip");
        assertThat(findings.all().get(0).message().en()).contains("more than 4000 entries");
    }

    @Test
    void refusesMoreFilesThanABundleHas() {
        for (int i = 0; i < 2_001; i++) {
            zip.stored("routes/pension/" + i, new byte[0]);
        }

        refused("bundle.too-large");
    }

    @Test
    void refusesBytesBeforeBetweenAndBehind() {
        zip.stored(PATH, CONTENT);
        assertRefused(new CraftedZip().before(new byte[100]));
        assertRefused(new CraftedZip().between(new byte[100]));
        assertRefused(new CraftedZip().after(new byte[100]));
    }

    private void assertRefused(CraftedZip odd) {
        odd.stored(PATH, CONTENT);
        Findings found = new Findings();
        assertThat(BundleFiles.unzip(odd.bytes(), found)).isEmpty();
        assertThat(found.all()).extracting(Finding::code).containsExactly("bundle.zip");
    }

    @Test
    void refusesAZipCutAnywhere() {
        zip.stored(PATH, CONTENT);
        zip.deflated("routes/pension/x.camel.yaml", CONTENT);
        byte[] whole = zip.bytes();

        for (int length = 0; length < whole.length; length++) {
            Findings found = new Findings();
            assertThat(BundleFiles.unzip(Arrays.copyOf(whole, length), found)).isEmpty();
            assertThat(found.all()).extracting(Finding::code).containsExactly("bundle.zip");
        }
    }

    @Test
    void refusesAnEmptyZip() {
        refused("bundle.one-name");
    }

    @Test
    void refusesTwoBundlesInOneZip() {
        zip.stored(PATH, CONTENT);
        zip.stored("mappings/other/x.map.yaml", CONTENT);

        refused("bundle.one-name");
    }

    @Test
    void opensNoZipInsideAZip() {
        byte[] inner = CraftedZip.of("routes/pension/../../x", CONTENT);
        zip.stored(PATH, CONTENT);
        zip.stored("routes/pension/inner.zip", inner);

        assertThat(read().orElseThrow().file("routes/pension/inner.zip")).hasValue(inner);
    }

    @Test
    void reportsAllThatIsWrongAtOnce() {
        zip.stored("routes/a/..", CONTENT);
        zip.stored("routes/pension/link", CONTENT).mode = 0120777;
        zip.stored("routes/pension/x.", CONTENT);

        assertThat(read()).isEmpty();
        assertThat(findings.all())
                .extracting(Finding::code)
                .containsExactly("bundle.path", "bundle.symlink", "bundle.path");
    }

    private Optional<BundleFiles> read() {
        return BundleFiles.unzip(zip.bytes(), findings);
    }

    private void refused(String code) {
        assertThat(read()).isEmpty();
        assertThat(findings.all()).extracting(Finding::code).containsExactly(code);
        assertThat(findings.all().get(0).remedy().zh()).isNotBlank();
    }
}
