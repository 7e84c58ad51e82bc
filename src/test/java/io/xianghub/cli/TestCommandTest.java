package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TestCommandTest {

    private static final String CASES = "routes/medical-insurance/cases/getInsuredPerson/";

    @TempDir
    private Path copy;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyTheBundle() throws IOException {
        BundleCopy.copy("routes/medical-insurance", copy);
        BundleCopy.copy("mappings/medical-insurance", copy);
    }

    @Test
    void passesABundleAndSaysWhatItsSamplesCover() {
        assertThat(test()).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("11 samples: 11 passed, 0 failed");
        assertThat(err.toString()).contains("contract 14/14").doesNotContain("untouched");
    }

    @Test
    void listsWhatNoSampleTouchesWhenAsked() throws IOException {
        deleteCase("success");
        assertThat(test("--coverage")).isEqualTo(Exit.OK);
        assertThat(err.toString())
                .contains("contract 11/14")
                .contains("getInsuredPerson untouched:")
                .contains("answer.insurances[].employer answer.insurances[].pausedSince request.body.name")
                .contains("dictionary gender untouched: *");
    }

    @Test
    void namesThePathAndTheFileOfWhatDiffers() throws IOException {
        change("mappings/medical-insurance/person-answer.map.yaml", "type: fen", "type: yuan");
        assertThat(test()).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString())
                .contains(CASES + "success/answer.json: failed getInsuredPerson/success")
                .contains("  insurances[0].balanceFen: expected 123450, got \"1234.50\"")
                .contains("mappings/medical-insurance/samples/person-answer/two-insurances.out.json: failed");
        assertThat(out.toString()).contains("3 failed");
    }

    @Test
    void namesWhatARouteSendsToTheDepartmentOtherwiseThanRecorded() throws IOException {
        change("routes/medical-insurance/bundle.yaml", "infno: \"1101\"", "infno: \"1102\"");
        assertThat(test()).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString())
                .contains(CASES + "success/legacy-1.sent.json: failed")
                .contains("infno: expected \"1101\", got \"1102\"");
    }

    @Test
    void stopsAtWhatTheCheckFinds() throws IOException {
        Files.writeString(copy.resolve(CASES + "success/answer.json"), "{\n  \"name\": ]\n}\n");
        assertThat(test()).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains(CASES + "success/answer.json:2:11: error:");
        assertThat(out.toString()).contains("and 1 error of the check");
    }

    @Test
    void knowsNoOtherBundles() {
        assertThat(hub("test", "no-such", "--folder", copy.toString(), "--lang", "en"))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("There is no bundle no-such");
    }

    @Test
    void printsResultsAndCoverageAsJson() throws IOException, Malformed {
        change("mappings/medical-insurance/person-answer.map.yaml", "mask: name", "max: 9");
        assertThat(test("--json")).isEqualTo(Exit.FINDINGS);
        Map<?, ?> bundle = (Map<?, ?>) ((List<?>) ((Map<?, ?>) Json.parse(out.toString())).get("bundles")).get(0);
        assertThat(bundle.get("failed")).isEqualTo(3L);
        Map<?, ?> sample = ((List<?>) bundle.get("samples"))
                .stream()
                        .map(Map.class::cast)
                        .filter(one -> one.get("name").equals("getInsuredPerson/success"))
                        .findAny()
                        .orElseThrow();
        assertThat(((List<?>) sample.get("differences")).get(0))
                .isEqualTo(Map.of(
                        "file", CASES + "success/answer.json",
                        "path", "name",
                        "kind", "other",
                        "expected", "测*甲",
                        "actual", "测试甲"));
        assertThat((List<?>) bundle.get("coverage")).isNotEmpty();
    }

    @Test
    void writesJUnitXmlThatEveryParserReads() throws Exception {
        change(
                "mappings/medical-insurance/person-request.map.yaml",
                "card_sn: { value: \"\" }",
                "card_sn: { value: \"<&\\\"]]>\" }");
        assertThat(test("--junit", copy.resolve("deep/down/report.xml").toString()))
                .isEqualTo(Exit.FINDINGS);

        Document report = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(copy.resolve("deep/down/report.xml").toFile());
        Element suite = (Element) report.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("medical-insurance");
        assertThat(suite.getAttribute("tests")).isEqualTo("11");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(report.getElementsByTagName("testcase").getLength()).isEqualTo(11);
        assertThat(report.getElementsByTagName("failure").item(0).getTextContent())
                .contains("card_sn: expected \"\", got \"<&\\\"]]>\"");
    }

    @Test
    void rewritesExpectationsOnlyWhenAskedAndKeepsWhatMayBeAnything() throws IOException {
        change("mappings/medical-insurance/person-request.map.yaml", "value: \"01\"", "value: \"99\"");
        String sent = CASES + "success/legacy-1.sent.json";
        String before = Files.readString(copy.resolve(sent));
        assertThat(test()).isEqualTo(Exit.FINDINGS);
        assertThat(copy.resolve(sent)).hasContent(before);

        assertThat(test("--update")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("11 samples: 11 passed, 0 failed");
        assertThat(err.toString()).contains("Wrote " + sent).doesNotContain("failed getInsuredPerson");
        assertThat(Files.readString(copy.resolve(sent))).contains("\"99\"").contains("\"${any}\"");
        assertThat(test()).isEqualTo(Exit.OK);
    }

    @Test
    void writesTheAnswerOfACaseThatHasNoneYet() throws IOException {
        Files.delete(copy.resolve(CASES + "success/answer.json"));
        Files.delete(copy.resolve(CASES + "timeout/answer.problem.json"));
        assertThat(test()).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains(CASES + "success: error:").contains("hub test --update");

        test("--update");
        assertThat(copy.resolve(CASES + "success/answer.json")).exists();
        assertThat(copy.resolve(CASES + "timeout/answer.json")).doesNotExist();
        assertThat(Files.readString(copy.resolve(CASES + "timeout/answer.problem.json")))
                .contains("department-timeout")
                .doesNotContain("detail");
        assertThat(test()).isEqualTo(Exit.OK);
    }

    private void change(String file, String from, String to) throws IOException {
        String before = Files.readString(copy.resolve(file));
        assertThat(before).contains(from);
        Files.writeString(copy.resolve(file), before.replace(from, to));
    }

    private void deleteCase(String name) throws IOException {
        try (var files = Files.list(copy.resolve(CASES + name))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private int test(String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(new String[] {"test", "--folder", copy.toString(), "--lang", "en"}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return hub(arguments);
    }

    private int hub(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
