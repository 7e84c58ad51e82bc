package io.xianghub.bundle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sound bundle with one thing wrong: the check says what, where and how to mend it. */
class HostileBundleTest {

    private static final String ROUTES = "routes/medical-insurance/";
    private static final String MAPPINGS = "mappings/medical-insurance/";
    private static final String CONTRACT = ROUTES + "openapi.yaml";
    private static final String ROUTE = ROUTES + "insured-person.camel.yaml";
    private static final Charset GBK = Charset.forName("GBK");

    @Test
    void findsNothingWrongWithTheSoundBundle() {
        assertThat(check(sound())).isEmpty();
    }

    @Test
    void findsATextInGbkInEachKindOfFileWithItsLine() {
        for (String path :
                new String[] {ROUTES + "bundle.yaml", CONTRACT, ROUTE, MAPPINGS + "person-answer.map.yaml"}) {
            Map<String, byte[]> files = sound();
            String text = text(files, path);
            files.put(path, (text + "\n# 备注\n").getBytes(GBK));

            assertThat(check(files)).as(path).anySatisfy(finding -> {
                assertThat(finding.code()).isEqualTo("file.not-utf8");
                assertThat(finding.file()).isEqualTo(path);
                assertThat(finding.line()).isPositive();
                assertThat(finding.remedy().zh()).isEqualTo("把文件另存为 UTF-8");
            });
        }
    }

    @Test
    void findsADictionaryInGbkWithItsLine() {
        Map<String, byte[]> files = sound();
        String csv = "code,standard,label,valid_from,valid_to\n1,A,甲,,\n";
        files.put(MAPPINGS + "dictionaries/other.csv", csv.getBytes(GBK));

        assertThat(check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("file.not-utf8");
            assertThat(finding.place()).isEqualTo(MAPPINGS + "dictionaries/other.csv:2:5");
        });
    }

    @Test
    void takesADictionaryAsExcelSavesIt() {
        Map<String, byte[]> files = sound();
        String csv = "\uFEFFcode,standard,label,valid_from,valid_to\r\n1,A,甲,,\r\n";
        files.put(MAPPINGS + "dictionaries/other.csv", csv.getBytes(StandardCharsets.UTF_8));

        assertThat(check(files)).isEmpty();
    }

    @Test
    void stopsAtACodeOfEndlessPeriods() {
        StringBuilder csv = new StringBuilder("code,standard,label,valid_from,valid_to\n");
        for (int year = 1000; year < 1300; year++) {
            csv.append("1,A,x,%d-01-01,%d-12-31%n".formatted(year, year));
        }
        Map<String, byte[]> files = sound();
        files.put(MAPPINGS + "dictionaries/other.csv", csv.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(check(files)).extracting(Finding::code).containsOnly("mapping.dictionary-periods");
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("mapping.duplicate-name", MAPPINGS + "more/person-answer.map.yaml"),
                arguments("mapping.duplicate-name", MAPPINGS + "more/Person-Answer.map.yaml"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void findsANameThatIsTaken(String code, String path) {
        Map<String, byte[]> files = sound();
        files.put(path, files.get(MAPPINGS + "person-answer.map.yaml"));

        assertThat(check(files)).extracting(Finding::code).containsExactly(code);
    }

    @Test
    void findsARouteIdThatIsTakenInAnotherFile() {
        Map<String, byte[]> files = sound();
        files.put(ROUTES + "another.camel.yaml", files.get(ROUTE));

        assertThat(check(files)).extracting(Finding::code).contains("route.duplicate-id", "route.duplicate-from");
    }

    @Test
    void findsABundleThatClaimsAnothersName() {
        Map<String, byte[]> files = sound();
        replace(files, ROUTES + "bundle.yaml", "bundle: medical-insurance", "bundle: housing-fund");

        assertThat(check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("bundle.name-differs");
            assertThat(finding.line()).isPositive();
        });
    }

    /** Else the running bundle could change while its runtime digest stays. */
    @Test
    void takesNoRouteAndNoMappingFromWhatOnlyTriesItOut() {
        Map<String, byte[]> files = sound();
        String route = text(files, ROUTE);
        files.remove(ROUTE);
        files.put(ROUTES + "cases/x.camel.yaml", route.getBytes(StandardCharsets.UTF_8));
        assertThat(check(files)).extracting(Finding::code).contains("route.missing");

        files = sound();
        files.put(MAPPINGS + "samples/x/person-answer.map.yaml", files.remove(MAPPINGS + "person-answer.map.yaml"));
        assertThat(check(files)).extracting(Finding::code).contains("route.unknown-mapping");
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                arguments("contract.duplicate-operation", "/persons/{id}", "getinsuredperson"),
                arguments("contract.duplicate-path", "/people/{number}", "another"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void findsAnOperationThatCannotBeToldFromAnother(String code, String path, String id) {
        Map<String, byte[]> files = sound();
        replace(files, CONTRACT, "paths:\n", "paths:\n" + operation("/people/{id}", "one") + operation(path, id));

        assertThat(check(files))
                .filteredOn(finding -> finding.file().equals(CONTRACT))
                .extracting(Finding::code)
                .contains(code);
    }

    @Test
    void takesOperationsThatDiffer() {
        Map<String, byte[]> files = sound();
        replace(
                files,
                CONTRACT,
                "paths:\n",
                "paths:\n" + operation("/people/{id}", "one") + operation("/persons/{id}", "another"));

        assertThat(check(files)).extracting(Finding::code).containsOnly("route.missing");
    }

    private static String operation(String path, String id) {
        return """
                 %s:
                   get:
                     operationId: %s
                     responses:
                       "200":
                         content:
                           application/json:
                             schema: { type: object }
               """
                .formatted(path, id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/schema.json",
                "file:///etc/passwd",
                "classpath:application.yaml",
                "#/components/schemas/None",
                "#/paths",
                "schemas.yaml#/Insurance",
                "../housing-fund/openapi.yaml#/components/schemas/Movement"
            })
    void findsAReferenceThatLeadsElsewhere(String reference) {
        Map<String, byte[]> files = sound();
        replace(files, CONTRACT, "\"#/components/schemas/Insurance\"", '"' + reference + '"');

        assertThat(check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("contract.ref");
            assertThat(finding.place()).isEqualTo(CONTRACT + ":" + place(text(files, CONTRACT), '"' + reference + '"'));
            assertThat(finding.message())
                    .isEqualTo(new Text(
                            "引用 " + reference + " 不在本契约的 #/components/ 之下",
                            "The reference " + reference + " is not below this contract's #/components/"));
            assertThat(finding.remedy().en()).isEqualTo("Write it out, or move it below #/components/");
        });
    }

    /** Wherever a schema may stand, also where no comparison of contracts looks into it. */
    @ParameterizedTest
    @ValueSource(strings = {"not", "if", "contains", "propertyNames", "additionalProperties"})
    void findsAReferenceThatLeadsElsewhereInsideEveryKeyword(String keyword) {
        Map<String, byte[]> files = sound();
        replace(
                files,
                CONTRACT,
                "  schemas:\n",
                "  schemas:\n    Ruled:\n      " + keyword + ": { $ref: \"http://127.0.0.1:1/a.json\" }\n");

        assertThat(check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("contract.ref");
            assertThat(finding.place())
                    .isEqualTo(CONTRACT + ":" + place(text(files, CONTRACT), "\"http://127.0.0.1:1/a.json\""));
        });
    }

    /** Line and column of the first occurrence. */
    private static String place(String text, String what) {
        String before = text.substring(0, text.indexOf(what));
        return before.lines().count() + (before.endsWith("\n") ? 1 : 0) + ":"
                + (before.length() - before.lastIndexOf('\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "AUTHORIZATION", "Cookie", "proxy-authorization"})
    void findsAHeaderByWhichARouteWouldReadItsCallersCredential(String header) {
        Map<String, byte[]> files = sound();
        String asks = "      parameters: [ { name: %s, in: header, schema: { type: string } } ]\n".formatted(header);
        replace(
                files,
                CONTRACT,
                "      operationId: getInsuredPerson\n",
                "      operationId: getInsuredPerson\n" + asks);

        assertThat(check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("contract.credential-header");
            assertThat(finding.message().en()).contains("The header " + header);
            assertThat(finding.place()).startsWith(CONTRACT + ":").doesNotContain(":0");
        });
    }

    @Test
    void findsReferencesThatLeadInACircle() {
        Map<String, byte[]> files = sound();
        replace(files, CONTRACT, "\"#/components/schemas/Insurance\"", "\"#/components/schemas/Loop\"");
        String contract = text(files, CONTRACT);
        String loop =
                """
                schemas:
                  Loop: { $ref: "#/components/schemas/Pool" }
                  Pool: { $ref: "#/components/schemas/Loop" }
                """
                        .indent(2);
        files.put(
                CONTRACT,
                contract.replaceFirst("  schemas:\n", loop.replace("$", "\\$")).getBytes(StandardCharsets.UTF_8));

        assertThat(check(files)).extracting(Finding::code).containsOnly("contract.ref-loop");
    }

    @Test
    void findsASchemaThatMovesWhatItsReferencesMean() {
        Map<String, byte[]> files = sound();
        replace(files, CONTRACT, "  schemas:\n", "  schemas:\n    Moved: { $id: \"http://127.0.0.1:1/\" }\n");

        assertThat(check(files)).extracting(Finding::code).containsExactly("contract.elsewhere");
    }

    private static java.util.List<Finding> check(Map<String, byte[]> files) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        Findings findings = new Findings();
        BundleCheck.check(new BundleFiles(new BundleName("medical-insurance"), sorted), findings, Clock.systemUTC());
        return findings.all();
    }

    private static Map<String, byte[]> sound() {
        Findings findings = new Findings();
        return new TreeMap<>(BundleFiles.read(Path.of("."), new BundleName("medical-insurance"), findings)
                .orElseThrow()
                .files());
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static void replace(Map<String, byte[]> files, String path, String from, String to) {
        String text = text(files, path);
        assertThat(text).contains(from);
        files.put(path, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
}
