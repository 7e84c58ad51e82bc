package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.Budget;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of lines: fixed widths, and heads and trailers that say what the file holds. */
class LinesTest {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final String FIXED =
            """
            source: { format: fixed, charset: GBK, columns: { account: 6, name: 8, fen: 5 } }
            each: "."
            fields:
              account: { from: account }
              name: { from: name }
              fen: { from: fen, type: integer }
            """;
    private static final String SUMMED =
            """
            source:
              format: delimited
              columns: [account, amount]
              head: { columns: [day, lines, total], begins: "$", count: lines, sum: { amount: total } }
            each: "."
            fields:
              account: { from: account }
              day: { from: $head.day }
              fen: { from: amount, type: fen }
            """;

    @Test
    void cutsALineByTheBytesThatABankCounts() {
        Mapping mapping = compile(FIXED);

        assertThat(mapping.apply("000001测试甲  00012\n000002𫓧某  00003\r\n".getBytes(GBK), Map.of()))
                .isEqualTo(List.of(
                        Map.of("account", "000001", "name", "测试甲", "fen", 12L),
                        Map.of("account", "000002", "name", "𫓧某", "fen", 3L)));
    }

    @Test
    void refusesAWidthThatCutsACharacterAndALineOfAnotherLength() {
        Mapping mapping = compile(FIXED);

        assertThatThrownBy(() -> mapping.apply("00001测试甲   00012\n".getBytes(GBK), Map.of()))
                .hasMessageContaining("Column account of line 1 is no whole text in GB18030");
        assertThatThrownBy(() -> mapping.apply("000001测试甲\n".getBytes(GBK), Map.of()))
                .hasMessageContaining("Line 1 has 12 bytes, not 19");
        assertThatThrownBy(() -> mapping.apply("000001测试甲  000123\n".getBytes(GBK), Map.of()))
                .hasMessageContaining("Line 1 has 20 bytes, not 19");
    }

    @Test
    void writesALineAboutTheOthersAboveThem() {
        Mapping mapping = compile(
                """
                source: { format: record }
                target: { format: delimited, charset: GBK, columns: [账号, 金额], head: { columns: [日期, 总笔数, 总金额], begins: "$" } }
                fields:
                  head:
                    fields:
                      日期: { from: day }
                      总笔数: { from: account, each: rows, fold: count }
                      总金额: { from: total, type: yuan, unit: fen }
                  rows:
                    each: rows
                    fields: { 账号: { from: account }, 金额: { from: fen, type: yuan, unit: fen } }
                """);

        assertThat((byte[]) mapping.apply(
                        Map.of(
                                "day",
                                "20260601",
                                "total",
                                330L,
                                "rows",
                                List.of(Map.of("account", "1", "fen", 110L), Map.of("account", "2", "fen", 220L))),
                        Map.of()))
                .isEqualTo("$20260601|2|3.30|\n1|1.10|\n2|2.20|\n".getBytes(GBK));
        assertThatThrownBy(() -> mapping.apply(
                        Map.of("day", "a|b", "rows", List.of(Map.of("account", "1|2", "fen", 1L))), Map.of()))
                .hasMessageContaining("日期")
                .hasMessageContaining("账号");
    }

    @Test
    void refusesAHeadWhereNothingIsBelowIt() {
        String headed = "target: { format: FORMAT, columns: [a], head: { columns: [b] } }\n";
        assertThat(findings("source: {}\n" + headed.replace("FORMAT", "delimited")
                        + "each: rows\nfields: { a: { from: a } }\n"))
                .extracting(Finding::code)
                .containsExactly("mapping.head");
        assertThat(findings("source: {}\n" + headed.replace("FORMAT", "json") + "fields: { a: { from: a } }\n"))
                .extracting(Finding::code)
                .containsExactly("mapping.head");
    }

    @Test
    void cutsALineByItsCharacters() {
        Mapping mapping = compile(FIXED.replace("format: fixed", "format: fixed, width: characters"));

        assertThat(mapping.apply("00001 𫓧某      00012\n".getBytes(GBK), Map.of()))
                .isEqualTo(List.of(Map.of("account", "00001", "name", "𫓧某", "fen", 12L)));
    }

    @Test
    void believesAFileWhoseHeadAgreesWithItsLines() {
        assertThat(compile(SUMMED).apply("$20260601|2|3.30|\n1|1.10|\n2|2.20|\n".getBytes(GBK), Map.of()))
                .isEqualTo(List.of(
                        Map.of("account", "1", "day", "20260601", "fen", 110L),
                        Map.of("account", "2", "day", "20260601", "fen", 220L)));
        assertThat(compile(SUMMED).apply("$20260601|0|0|\n".getBytes(GBK), Map.of()))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$20260601|3|3.30; The head says 3 lines, there are 2",
                "$20260601|2|3.31; In the head, total differs by 0.01 from the sum of amount over the lines",
                "$20260601|x|3.30; Column lines of head is not a number",
                "20260601|2|3.30; Line 1 is not the file's head: it should begin with $",
                "$20260601|2; Line 1 has 2 columns, not 3"
            })
    void refusesAFileWhoseHeadDoesNot(String head, String why) {
        assertThatThrownBy(() -> compile(SUMMED).apply((head + "\n1|1.10\n2|2.20\n").getBytes(GBK), Map.of()))
                .isInstanceOf(MappingFailure.class)
                .hasMessageContaining(why);
    }

    @Test
    void countsTheLinesOfTheWholeFileWhenItNamesOne() {
        assertThatThrownBy(() -> compile(SUMMED).apply("$20260601|2|3.3\n1|1.1\n2|2.2001\n".getBytes(GBK), Map.of()))
                .hasMessageContaining("differs by -0.0001");
        String uncounted = SUMMED.replace(", count: lines, sum: { amount: total }", "");
        assertThatThrownBy(() -> compile(uncounted).apply("$20260601|2|3.3\n1|1.1\n2|2.2001\n".getBytes(GBK), Map.of()))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> assertThat(failure.violations())
                        .extracting(violation -> violation.path())
                        .containsExactly("line 3, column amount"));
    }

    @Test
    void readsATrailerAsItReadsAHead() {
        Mapping mapping = compile(SUMMED.replace("head:", "trailer:").replace("$head", "$trailer"));

        assertThat(mapping.apply("1|1.10\n$20260601|1|1.10\n\n".getBytes(GBK), Map.of()))
                .isEqualTo(List.of(Map.of("account", "1", "day", "20260601", "fen", 110L)));
        assertThatThrownBy(() -> mapping.apply("1|1.10\n2|2.20\n".getBytes(GBK), Map.of()))
                .hasMessageContaining("Line 2 is not the file's trailer");
    }

    @Test
    void leavesOutALineThatRepeatsAnother() {
        List<String> repeats = new ArrayList<>();
        Witness noted = new Witness() {
            @Override
            public void read(String mapping, String source) {}

            @Override
            public void coded(String dictionary, String code) {}

            @Override
            public void repeated(String mapping, int count) {
                repeats.add(mapping + " " + count);
            }
        };
        Mapping mapping = compile(
                """
                source: { format: delimited, columns: [account, amount, note] }
                each: "."
                distinct: [account, amount]
                fields: { account: { from: account }, note: { from: note } }
                """);

        Object mapped =
                mapping.apply("1|1.00|a\n1|1.00|b\n1|2.00|c\n".getBytes(GBK), Map.of(), noted, Budget.UNLIMITED);

        assertThat(mapped).isEqualTo(List.of(Map.of("account", "1", "note", "a"), Map.of("account", "1", "note", "c")));
        assertThat(repeats).containsExactly("m 1");
    }

    /** Each of them used to be looked at again for each one before it: half an hour for this file. */
    @Test
    @Timeout(60)
    void takesAFileOfEmptyLinesForNoMoreThanItIs() {
        byte[] file = ("\n".repeat(900_000) + "1|2\n").getBytes(StandardCharsets.UTF_8);
        Mapping mapping =
                compile("source: { format: delimited, columns: [a, b] }\neach: \".\"\nfields: { a: { from: a } }\n");
        assertThatThrownBy(() -> mapping.apply(file, Map.of()))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> assertThat(failure.violations())
                        .singleElement()
                        .satisfies(violation ->
                                assertThat(violation.message().en()).startsWith("Line 1 has 1 columns, not 2")));
    }

    @Test
    void findsColumnsOfATargetThatStandTwiceOrNowhereAndASeparatorOfNothing() {
        Findings findings = new Findings();
        MappingCompiler.compile(
                files(
                        """
                        source: { format: json }
                        target: { format: delimited, columns: [a, b, a], separator: "" }
                        fields: { a: { from: a } }
                        """),
                findings,
                Clock.systemUTC());
        MappingCompiler.compile(
                files("source: { format: json }\ntarget: { format: delimited }\nfields: { a: { from: a } }\n"),
                findings,
                Clock.systemUTC());
        assertThat(findings.all())
                .extracting(Finding::code)
                .containsExactly("mapping.duplicate-column", "mapping.separator", "mapping.columns");
    }

    @Test
    void findsColumnsThatStandTwiceOrNowhere() {
        Findings findings = new Findings();
        String yaml =
                """
                source:
                  format: delimited
                  columns: [a, b, a]
                  head: { columns: [n], count: m, sum: { c: n } }
                fields: { a: { from: a } }
                """;

        MappingCompiler.compile(files(yaml), findings, Clock.systemUTC());
        MappingCompiler.compile(
                files("source: { format: fixed, charset: UTF-16, columns: { a: 4 } }\nfields: { a: { from: a } }\n"),
                findings,
                Clock.systemUTC());
        MappingCompiler.compile(
                files("source: { format: fixed, columns: [a] }\nfields: { a: { from: a } }\n"),
                findings,
                Clock.systemUTC());

        assertThat(findings.all())
                .extracting(finding -> finding.line() + " " + finding.code())
                .containsExactlyInAnyOrder(
                        "3 mapping.duplicate-column",
                        "4 mapping.unknown-column",
                        "4 mapping.unknown-column",
                        "1 mapping.charset",
                        "1 mapping.columns");
    }

    private static List<Finding> findings(String yaml) {
        Findings findings = new Findings();
        MappingCompiler.compile(files(yaml), findings, Clock.systemUTC());
        return findings.all();
    }

    private static Mapping compile(String yaml) {
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(files(yaml), findings, Clock.systemUTC());
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }

    private static SortedMap<String, byte[]> files(String yaml) {
        return new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
