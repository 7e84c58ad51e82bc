package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadSourcesTest {

    @TempDir
    Path folder;

    private Finding refused(ScaffoldedBundle made) {
        assertThat(made.bundle()).isEmpty();
        List<Finding> errors = made.findings().all().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).remedy().zh()).isNotBlank();
        assertThat(errors.get(0).remedy().en()).isNotBlank();
        return errors.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a.yaml | openapi: 3.0.0\\npaths: { /p: { get: { | syntax | a.yaml:2:22",
                "a.json | {\"openapi\": \"3.0.0\", \"paths\": {\"/p\": | syntax | a.json:1:37",
                "a.json | ~~ | empty | a.json",
                "a.json | {\"openapi\": \"4.0.0\"} | openapi-version | a.json:1:13",
                "a.json | {\"openapi\": \"3.0.0\", \"paths\": {}} | no-operations | a.json:1:31",
                "a.wsdl | <!DOCTYPE html>\\n<html><body>login</body></html> | web-page | a.wsdl",
                "a.wsdl | <definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"><types> | syntax | a.wsdl:1:62",
                "a.wsdl | <definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"/> | no-soap-binding | a.wsdl:1:56",
                "a.wsdl | <description xmlns=\"http://www.w3.org/ns/wsdl\"/> | wsdl-version | a.wsdl:1:49",
                "a.xsd | <schema xmlns=\"http://www.w3.org/2001/XMLSchema\"/> | schema-alone | a.xsd:1:51",
                "a.xml | <?xml version=\"1.0\"?>\\n"
                        + "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\\n"
                        + "<a>&x;</a> | doctype | a.xml:2:1",
                "a.xml | <a>&nothing;</a> | syntax | a.xml:1:13",
                "a.txt | hello: world | unknown-source | a.txt"
            })
    void saysWhereASourceIsWrongAndWhatToDo(String file, String text, String code, String place) throws IOException {
        Finding error = refused(ScaffoldedBundle.of(folder, file, text == null ? "" : text.replace("\\n", "\n")));
        assertThat(error.code()).isEqualTo("init." + code);
        assertThat(error.place()).isEqualTo(place);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThat(refused(ScaffoldedBundle.of(folder.resolve("none.yaml").toString()))
                        .code())
                .isEqualTo("init.no-file");
        assertThat(refused(ScaffoldedBundle.of(folder.toString())).code()).isEqualTo("init.no-file");
    }

    @Test
    void refusesAFileOfFiftyMegabytesWithoutReadingIt() throws IOException {
        Path large = folder.resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(50L * 1024 * 1024);
        }
        assertThat(refused(ScaffoldedBundle.of(large.toString())).code()).isEqualTo("init.too-large");
    }

    @Test
    void refusesABombOfAliases() throws IOException {
        StringBuilder bomb = new StringBuilder("openapi: 3.0.0\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("x%d: &x%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*x" + (i - 1)))));
        }
        assertThat(refused(ScaffoldedBundle.of(folder, "bomb.yaml", bomb.toString()))
                        .code())
                .isEqualTo("init.too-many-values");
    }

    @Test
    void refusesABombOfEntities() throws IOException {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY x%d \"&x%d;&x%d;\">".formatted(i, i - 1, i - 1));
        }
        assertThat(refused(ScaffoldedBundle.of(folder, "bomb.xml", bomb + "]><a>&x29;</a>"))
                        .code())
                .isEqualTo("init.doctype");
    }

    @Test
    void refusesWhatNestsWithoutEnd() throws IOException {
        assertThat(refused(ScaffoldedBundle.of(folder, "deep.json", "[".repeat(5_000)))
                        .code())
                .isEqualTo("init.syntax");
        assertThat(refused(ScaffoldedBundle.of(folder, "deep.xml", "<a>".repeat(5_000)))
                        .code())
                .isEqualTo("init.syntax");
    }

    @Test
    void readsGbkAndRefusesBytesOfNoCharset() throws IOException {
        Path gbk = Files.write(folder.resolve("gbk.json"), "{\"xm\":\"测试甲\"}".getBytes(Charset.forName("GB18030")));
        assertThat(((java.util.Map<?, ?>)
                                ScaffoldedBundle.of(gbk.toString()).json("routes/tried/cases/tried/sample/answer.json"))
                        .get("xm"))
                .isEqualTo("测试甲");
        Path binary = Files.write(folder.resolve("a.bin"), new byte[] {1, (byte) 0xFF, (byte) 0x80, 0, (byte) 0xFF});
        assertThat(refused(ScaffoldedBundle.of(binary.toString())).code()).isEqualTo("init.charset");
    }

    @Test
    void writesBothFoldersOrNothing() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "s.json", "{\"a\":1}");
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("mappings/tried"));
        Files.writeString(root.resolve("mappings/tried/mine.txt"), "mine");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> made.bundle().orElseThrow().write(root, false))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(root.resolve("mappings/tried/mine.txt"));
        }
        made.bundle().orElseThrow().write(root, true);
        assertThat(root.resolve("mappings/tried/mine.txt")).doesNotExist();
        assertThat(root.resolve("routes/tried/bundle.yaml")).exists();
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("routes", "mappings");
        }
    }
}
