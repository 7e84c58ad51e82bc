package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings that are used in both directions. */
class ReversalTest {

    private static final String KINDS =
            """
            code,standard,label,valid_from,valid_to
            1,person,自然人,,
            2,enterprise,法人,,
            """;

    private static final String ALL =
            """
            reverse: back
            source: { format: record }
            fields:
              version: { value: V1 }
              number: { from: PROJID, required: true, max: 5 }
              name: { from: APPLY.NAME, apply: [trim] }
              kind: { from: APPLY.TYPE, dictionary: kinds }
              day: { from: JZRQ, type: date, input: [yyyyMMdd, yyyy-MM-dd] }
              at: { from: SJ, type: date-time, input: "yyyy-MM-dd HH:mm:ss" }
              fen: { from: JE, type: fen }
              count: { from: CS, type: integer }
              options: { from: OPTS, split: ",", dictionary: kinds }
              secret: { from: MM, apply: unbase64 }
              told:
                each: ROWS
                fields:
                  fen: { from: JE, type: fen, unit: wan }
                  checked: { value: "1" }
              part:
                fields:
                  of: { from: TEIL }
            """;

    @Test
    void leadsEveryKindOfFieldBackToWhereItCameFrom() {
        Map<String, Object> theirs = Map.of(
                "PROJID", "P-1",
                "APPLY", Map.of("NAME", "测试甲", "TYPE", "2"),
                "JZRQ", "20260601",
                "SJ", "2026-06-01 09:30:15",
                "JE", "1234.50",
                "CS", "3",
                "OPTS", "2,1",
                "MM", "5rWL6K+V",
                "ROWS", List.of(Map.of("JE", "0.12345"), Map.of("JE", "2")),
                "TEIL", "x");
        Mappings mappings = compiled(ALL);
        Object ours = mappings.find("m").orElseThrow().apply(theirs, Map.of());
        assertThat(ours)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("kind", "enterprise")
                .containsEntry("day", "2026-06-01")
                .containsEntry("at", "2026-06-01T09:30:15+08:00")
                .containsEntry("fen", 123_450L)
                .containsEntry("secret", "测试")
                .containsEntry("options", List.of("enterprise", "person"));
        assertThat(mappings.reversals()).isEqualTo(Map.of("back", "m"));
        assertThat(mappings.find("back").orElseThrow().apply(ours, Map.of())).isEqualTo(theirs);
    }

    @Test
    void refusesConstantsThatAreNotThoseOfTheWayThere() {
        Mapping back = compiled(ALL).find("back").orElseThrow();
        assertThat(Compiled.refused(back, Map.of("version", "V2", "number", "1"), Map.of()))
                .containsExactly("version: V1 is expected");
        assertThat(Compiled.refused(
                        back,
                        Map.of("number", "1", "told", List.of(Map.of("checked", "1"), Map.of("checked", "0"))),
                        Map.of()))
                .containsExactly("version: A required value is missing", "told[1].checked: 1 is expected");
    }

    @Test
    void keepsWhatIsRequiredAndHowLongItMayBe() {
        Mapping back = compiled(ALL).find("back").orElseThrow();
        assertThat(Compiled.refused(back, Map.of("version", "V1"), Map.of()))
                .containsExactly("number: A required value is missing");
        assertThat(Compiled.refused(back, Map.of("version", "V1", "number", "123456"), Map.of()))
                .containsExactly("number: Longer than 5 characters");
    }

    @Test
    void writesTheLinesThatItReads() {
        Mappings mappings = compiled(
                """
                reverse: back
                source: { format: delimited, charset: GBK, columns: [ZH, MC, JE] }
                each: "."
                fields:
                  account: { from: ZH }
                  name: { from: MC }
                  amount: { from: JE, type: fen }
                """);
        byte[] lines = "1|测试甲|0.10|\n2||7.00|\n".getBytes(Charset.forName("GBK"));
        Object rows = mappings.find("m").orElseThrow().apply(lines, Map.of());
        assertThat(rows)
                .isEqualTo(List.of(
                        Map.of("account", "1", "name", "测试甲", "amount", 10L), Map.of("account", "2", "amount", 700L)));
        assertThat(mappings.find("back").orElseThrow().apply(rows, Map.of())).isEqualTo(lines);
    }

    @Test
    void writesTheXmlThatItReadsOnceItsRootIsSaid() {
        Mappings mappings = compiled(
                """
                reverse: { name: back, target: { format: xml, charset: GBK, root: MOF } }
                source: { format: xml, charset: GBK }
                each: ROWS.ROW
                fields:
                  number: { from: "@no" }
                  name: { from: NAME }
                """);
        Object rows = List.of(Map.of("number", "1", "name", "测试甲"), Map.of("number", "2", "name", "测试乙"));
        Object xml = mappings.find("back").orElseThrow().apply(rows, Map.of());
        assertThat(new String((byte[]) xml, Charset.forName("GBK")))
                .contains("<MOF><ROWS><ROW no=\"1\"><NAME>测试甲</NAME>");
        assertThat(mappings.find("m").orElseThrow().apply(xml, Map.of())).isEqualTo(rows);
    }

    @Test
    void readsBelowAPathAndTakesFieldsOfItsOwn() {
        Mappings mappings = compiled(
                """
                reverse: { name: back, below: body, fields: { KIND: { value: "9" } } }
                source: { format: record }
                fields:
                  at: { from: [D, T], join: " ", reverse: { D: { from: body.at, extract: "^(.{10})" }, "T.H": { from: body.at, extract: "(..)$" } } }
                  label: { from: X, mask: name, reverse: none }
                  name: { from: N }
                """);
        assertThat(mappings.find("back")
                        .orElseThrow()
                        .apply(Map.of("body", Map.of("at", "2026-06-01 09", "name", "甲")), Map.of()))
                .isEqualTo(Map.of("D", "2026-06-01", "T", Map.of("H", "09"), "N", "甲", "KIND", "9"));
        assertThat(mappings.find("back").orElseThrow().sources()).containsExactly("body.at", "body.name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{ from: [A, B], join: '-' }",
                "{ from: [A, B] }",
                "{ from: A, extract: '^(.)' }",
                "{ from: A, mask: name }",
                "{ from: $row.A }",
                "{ from: 'A[0].B' }",
                "{ from: 'A[k=1].B' }",
                "{ from: ., type: tree }",
                "{ each: A, fold: sum, from: ., type: fen }",
                "{ each: A, fold: join, from: B }",
                "{ lookup: { in: A, where: B, equals: C, take: D } }",
                "{ from: A, type: date, input: epoch-millis }",
                "{ from: A, type: date, input: yyyyMMdd, output: d }",
                "{ from: A, type: date, input: yyyyMMddHHmmss }",
                "{ from: A, type: boolean }",
                "{ from: A, type: division }",
                "{ from: A, type: enterprise-number-kind }",
                "{ from: A, type: identity-number, old: converted }",
                "{ from: A, dictionary: { name: kinds, at: B } }",
                "{ from: A, dictionary: { name: kinds, gives: label } }",
                "{ from: A, type: date, dictionary: kinds }",
                "{ value: [1] }",
                "{ fields: { b: { from: A } }, as: { format: json } }",
                "{ inside: { path: A, format: json }, fields: { b: { from: B } } }",
                "{ each: '^.A', fields: { b: { from: B } } }",
                "{ targets: [ { fields: { b: { from: A } } } ] }"
            })
    void saysWhichFieldHasNoWayBack(String field) {
        String yaml = "reverse: back\nsource: { format: record }\nfields:\n  z: { from: Z }\n";
        boolean up = field.contains("^.A");
        String file = yaml
                + (up ? "  o: { each: O, fields: { q: { from: Q }, a: " + field + " } }\n" : "  a: " + field + "\n");
        Findings findings = new Findings();
        Compiled.compile(Map.of("m.map.yaml", file, "dictionaries/kinds.csv", KINDS), findings);
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("mapping.not-reversible");
            assertThat(finding.line() + ":" + finding.column()).isEqualTo(up ? "5:43" : "5:3");
            assertThat(finding.message().en()).startsWith("a cannot be used backwards: ");
            assertThat(finding.message().zh()).startsWith("a 不能反向使用：");
            assertThat(finding.remedy().en()).contains("reverse: none");
            assertThat(finding.remedy().zh()).contains("reverse: none");
        });
        int end = file.lastIndexOf(up ? " } } }" : " }");
        assertThat(codes(file.substring(0, end) + ", reverse: none" + file.substring(end)))
                .isEmpty();
    }

    @Test
    void saysThatTwoFieldsLeadBackToOne() {
        assertThat(codes("reverse: back\nsource: { format: record }\nfields: { a: { from: A }, b: { from: A } }\n"))
                .containsExactly("mapping.not-reversible");
        assertThat(codes("reverse: back\nsource: { format: record }\nfields: { a: { from: A }, b: { from: A.B } }\n"))
                .containsExactly("mapping.not-reversible");
    }

    @Test
    void saysThatAWholeDocumentHasNoWayBack() {
        String fields = "fields: { a: { from: A } }\n";
        assertThat(codes("reverse: back\nsource: { format: xml }\n" + fields))
                .containsExactly("mapping.not-reversible");
        assertThat(codes("reverse: back\nsource: { format: form }\ninside: { path: x, format: json }\n" + fields))
                .containsExactly("mapping.not-reversible");
        assertThat(codes(
                        "reverse: back\nsource: { format: delimited, columns: [A], head: { columns: [n], count: n } }\n"
                                + "each: \".\"\n" + fields))
                .containsExactly("mapping.not-reversible");
    }

    @Test
    void saysWhichNamesAndWordsAreWrong() {
        String rest = "source: { format: record }\nfields: { a: { from: A } }\n";
        assertThat(codes("reverse: ../x\n" + rest)).containsExactly("mapping.reverse");
        assertThat(codes("reverse: { below: x }\n" + rest)).containsExactly("mapping.reverse");
        assertThat(codes("reverse: m\n" + rest)).containsExactly("mapping.duplicate-name");
        assertThat(codes("reverse: b\nsource: { format: record }\nfields: { a: { from: A, reverse: never } }\n"))
                .containsExactly("mapping.reverse", "mapping.no-fields");
        assertThat(codes("source: { format: record }\nfields: { a: { from: A, reverse: none } }\n"))
                .containsExactly("mapping.key-without-use");
        assertThat(codes("source: { format: record }\nfields: { a: { value: A, equals: B } }\n"))
                .containsExactly("mapping.key-without-use");
    }

    @Test
    void refusesTwoCodesOfOneMeaningUntilItIsSaidWhichCounts() {
        String codes = "code,standard,label,valid_from,valid_to\n1,person,,,\n2,person,,,\n";
        String head = "reverse: back\nsource: { format: record }\nfields: { a: { from: A, dictionary: ";
        Findings findings = new Findings();
        Compiled.compile(Map.of("m.map.yaml", head + "kinds } }\n", "dictionaries/kinds.csv", codes), findings);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("mapping.dictionary-ambiguous");
        Findings first = new Findings();
        Mappings mappings = Compiled.compile(
                Map.of("m.map.yaml", head + "{ name: kinds, ambiguous: first } } }\n", "dictionaries/kinds.csv", codes),
                first);
        assertThat(first.all()).isEmpty();
        assertThat(mappings.find("back").orElseThrow().apply(Map.of("a", "person"), Map.of()))
                .isEqualTo(Map.of("A", "1"));
    }

    @Property(tries = 300)
    void amountsAndDaysComeBackAsTheyWere(@ForAll long fen, @ForAll @IntRange(max = 80_000) int day) {
        Mappings mappings = compiled(
                """
                reverse: back
                source: { format: record }
                fields:
                  yuan: { from: A, type: yuan, unit: fen }
                  wan: { from: B, type: wan, unit: fen }
                  fen: { from: C, type: fen, unit: wan }
                  day: { from: D, type: date, input: yyyyMMdd }
                  short: { from: E, type: date, input: "yyyy/M/d", output: yyyyMMdd }
                """);
        BigDecimal amount = BigDecimal.valueOf(fen % 1_000_000_000_000_000L);
        String date = LocalDate.of(1900, 1, 1).plusDays(day).toString();
        Map<String, Object> ours = Map.of(
                "yuan", amount.movePointLeft(2).setScale(2).toPlainString(),
                "fen", amount.longValueExact(),
                "day", date,
                "short", date.replace("-", ""));
        Object theirs = mappings.find("back").orElseThrow().apply(ours, Map.of());
        assertThat(mappings.find("m").orElseThrow().apply(theirs, Map.of())).isEqualTo(ours);
    }

    private static Mappings compiled(String yaml) {
        Findings findings = new Findings();
        Mappings mappings = Compiled.compile(Map.of("m.map.yaml", yaml, "dictionaries/kinds.csv", KINDS), findings);
        assertThat(findings.all()).isEmpty();
        return mappings;
    }

    private static List<String> codes(String yaml) {
        Findings findings = new Findings();
        Compiled.compile(Map.of("m.map.yaml", yaml, "dictionaries/kinds.csv", KINDS), findings);
        return findings.all().stream().map(Finding::code).toList();
    }
}
