package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings that are JSLT scripts: what they can do, and what they cannot. */
class JsltTest {

    private static final String HEAD =
            """
            // hub: source: { format: record }
            // hub: target: { format: record }
            """;
    private static final String KINDS = "code,standard,label,valid_from,valid_to\n310,EMPLOYEE,,,\n";

    @Test
    void mapsATreeWithWhatTheRouteHasSetAside() {
        Mapping mapping = script(HEAD
                + "{ \"name\": .psn.name, \"of\": $account.no, \"kinds\": [for (.list) dictionary(\"kinds\", .k)] }");

        assertThat(mapping.apply(
                        Map.of("psn", Map.of("name", "测试甲"), "list", List.of(Map.of("k", 310L), Map.of("k", "999"))),
                        Map.of("account", Map.of("no", 7L))))
                .isEqualTo(mapOf("name", "测试甲", "of", 7L, "kinds", listOf("EMPLOYEE", null)));
        assertThat(script(HEAD + "[dictionary(\"kinds\", \"310\")]").apply(Map.of(), Map.of()))
                .as("today's meaning, not that of the day when it was compiled")
                .isEqualTo(List.of("EMPLOYEE"));
    }

    @Test
    void readsAndWritesTheFormatsOfOtherMappings() throws Exception {
        Mapping mapping = script(
                """
                // what a bank sends
                // hub: source: { format: delimited, charset: GBK, columns: [name, fen] }
                // hub: target: { format: xml, charset: GBK, root: rows }
                { "row": [for (.) { "@n": .name, "#text": .fen }] }
                """);

        byte[] written = (byte[]) mapping.apply("测试|1.20|\n".getBytes(Charset.forName("GBK")), Map.of());

        assertThat(new String(written, Charset.forName("GBK")))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<rows><row n=\"测试\">1.20</row></rows>\n");
        assertThat(mapping.takesBytes()).isTrue();
    }

    @Test
    void readsXmlAsATreeAndKeepsEveryDigitOfADecimal() {
        Mapping mapping = script(
                HEAD.replace("record }\n// hub: target", "xml }\n// hub: target") + "{ \"a\": .a.\"@n\", \"b\": .b }");

        assertThat(mapping.apply("<r><a n='1'/><b>x</b><b>y</b></r>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(Map.of("a", "1", "b", List.of("x", "y")));
        assertThat(script(HEAD + ".").apply(Map.of("d", new BigDecimal("0.10000000000000000001")), Map.of()))
                .isEqualTo(Map.of("d", new BigDecimal("0.10000000000000000001")));
    }

    @Test
    void tellsItsWitnessOfAnUnmappedCodeAndNeverTheCode() {
        List<String> unmapped = new ArrayList<>();
        Witness witness = new Witness() {
            @Override
            public void read(String mapping, String source) {}

            @Override
            public void coded(String dictionary, String code) {}

            @Override
            public void unmapped(String mapping, String field, String dictionary, @Nullable String code) {
                unmapped.add(mapping + " " + dictionary + " " + code);
            }
        };

        script(HEAD + "{ \"a\": dictionary(\"kinds\", .k) }")
                .apply(Map.of("k", "9"), Map.of(), witness, Budget.UNLIMITED);

        assertThat(unmapped).containsExactly("m kinds null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(n) f($n + 1) f(0)",
                "error(\"430301190001010028\")",
                "dictionary(\"nobody\", .k)",
            })
    void refusesTheInputWhenItFailsAndTellsNoValue(String body) {
        MappingFailure failure = catchThrowableOfType(
                MappingFailure.class, () -> script(HEAD + body).apply(Map.of("k", "430301190001010028"), Map.of()));

        assertThat(failure.kind()).isEqualTo(MappingFailure.Kind.INVALID);
        assertThat(failure.violations()).singleElement().satisfies(violation -> assertThat(violation.path())
                .isEqualTo("script"));
        assertThat(failure).hasMessageNotContaining("430301");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(n) if ($n == 0) 1 else f($n - 1) + f($n - 1) f(60)",
                "[for (.l) [for ($root.l) [for ($root.l) [for ($root.l) 1]]]]",
                "{for (.l) let x = size([for ($root.l) size([for ($root.l) size([for ($root.l) 1])])]) string($x) :"
                        + " $x}",
            })
    void endsWithItsBudgetHoweverItRuns(String body) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(i);
        }
        Map<String, Object> input = Map.of("l", items);

        assertThatThrownBy(() -> script(HEAD + body).apply(input, Map.of("root", input), Witness.NONE, small()))
                .isInstanceOf(Problem.class);
    }

    @Test
    void endsBeforeATextThatDoublesFillsTheMemory() {
        Mapping mapping =
                script(HEAD + "def f(s, n) if ($n == 0) size($s) else f($s + $s, $n - 1) f(\"0123456789\", 40)");

        assertThat(Compiled.refused(mapping, Map.of(), Map.of()))
                .containsExactly("script: The script takes too much memory for this input");
    }

    @Test
    void endsAPatternThatOthersNeverEnd() {
        String text = "a".repeat(50_000) + "!";

        assertThat(script(HEAD
                                + "[test(., \"(a+)+$\"), size(split(., \"(a|a)*b\")), replace(., \"(a*)*!\","
                                + " \"x\"), capture(., \"(?P<e>!)\")]")
                        .apply(text, Map.of()))
                .isEqualTo(List.of(false, 1L, "x", Map.of("e", "!")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"test(., \"((a{1000}){1000}){1000}\")", "test(\"a\", \"((a{1000}){\" + size(.) + \"}){1000}\")"})
    void refusesAPatternThatWouldFillTheMemory(String body) {
        Findings findings = new Findings();
        Mappings mappings = Compiled.compile(Map.of("m.jslt", HEAD + body), findings);
        if (findings.hasErrors()) {
            assertThat(findings.all()).extracting(finding -> finding.code()).containsExactly("mapping.pattern");
        } else {
            assertThat(Compiled.refused(mappings.find("m").orElseThrow(), "a".repeat(1_000), Map.of()))
                    .singleElement()
                    .asString()
                    .startsWith("script: The script failed");
        }
    }

    @Test
    void cannotReadOtherFilesNorCountItsOwnSteps() {
        assertThat(findings(HEAD + "import \"file:///etc/passwd\" as p\np(.)"))
                .singleElement()
                .asString()
                .contains("mapping.script");
        assertThat(findings(HEAD + "import \"log4j2.xml\" as p\np(.)")).hasSize(1);
        assertThat(findings(HEAD + "def hub-step() 1 2"))
                .containsExactly("0:0 mapping.script The name hub-step is the hub's own");
    }

    @Test
    void findsAMistakeWithItsLineAndColumn() {
        assertThat(findings(HEAD + "{\n  \"a\": nothing(.b)\n}"))
                .containsExactly("4:8 mapping.script JSLT: No such function: 'nothing'");
        assertThat(findings(HEAD + "{ \"a\": }")).singleElement().asString().startsWith("3:");
        assertThat(findings("{}")).singleElement().asString().startsWith("1:1 mapping.script-head");
        assertThat(findings("// hub: source: { format: recrod }\n// hub: target: {}\n{}"))
                .singleElement()
                .asString()
                .startsWith("1:27 mapping.unknown-format");
    }

    @Test
    void countsEveryStepAndChangesNothingElse() {
        String script = "// for (x)\nlet a = .for\n{ \"for (let\": [for (.l) let b = (1) $b], \"\\\"def f(\": $a }";

        assertThat(JsltSteps.in(script))
                .isEqualTo("// for (x)\n"
                        + " let hub-step1 = (hub-step()) let a = .for\n"
                        + "{ \"for (let\": [for (.l) let hub-step2 = (hub-step())   let hub-step3 = (hub-step())"
                        + " let b = (1) $b], \"\\\"def f(\": $a }");
    }

    private static Budget small() {
        long[] left = {2_000_000};
        return bytes -> {
            left[0] -= bytes;
            if (left[0] < 0) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, Text.of("多", "much"));
            }
        };
    }

    private static Mapping script(String text) {
        return Compiled.mapping(Map.of("m.jslt", text, "dictionaries/kinds.csv", KINDS));
    }

    private static List<String> findings(String text) {
        Findings findings = new Findings();
        Compiled.compile(Map.of("m.jslt", text), findings);
        return findings.all().stream()
                .map(finding -> finding.line() + ":" + finding.column() + " " + finding.code() + " "
                        + finding.message().en())
                .toList();
    }

    private static Map<String, @Nullable Object> mapOf(Object... pairs) {
        Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static List<@Nullable Object> listOf(@Nullable Object... items) {
        return new ArrayList<>(java.util.Arrays.asList(items));
    }
}
