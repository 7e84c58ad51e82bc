package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists in lists, values of other lists, and several targets of one item. */
class StructureTest {

    private static final Map<String, Object> BATCHES = Map.of(
            "name",
            "20260601.txt",
            "rows",
            List.of(
                    Map.of("batchNo", "B1", "items", List.of(Map.of("fen", "1.00"), Map.of("fen", "2.50"))),
                    Map.of("batchNo", "B2"),
                    Map.of("batchNo", "B3", "items", List.of(Map.of("fen", "x")))));

    @Test
    void makesOneListOfTheItemsOfAllRowsAndReachesWhatEnclosesThem() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                each: "rows[].items[]"
                where: { path: ^.batchNo, not-equals: B3 }
                fields:
                  batch: { from: ^.batchNo }
                  file: { from: ^^.name }
                  fen: { from: fen, type: fen }
                """);

        assertThat(mapping.apply(BATCHES, Map.of()))
                .isEqualTo(List.of(
                        Map.of("batch", "B1", "file", "20260601.txt", "fen", 100L),
                        Map.of("batch", "B1", "file", "20260601.txt", "fen", 250L)));
        assertThat(mapping.sources()).containsExactly("name", "rows.batchNo", "rows.items.fen");
    }

    @Test
    void namesTheRowAndTheItemOfAWrongValue() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                each: "rows[].items[]"
                fields: { fen: { from: fen, type: fen } }
                """);

        assertThat(Compiled.refused(mapping, BATCHES, Map.of())).containsExactly("rows[2].items[0].fen: Not a number");
    }

    @Test
    void reachesTheEnclosingItemFromANestedListAndFromAFold() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                fields:
                  rows:
                    each: rows
                    fields:
                      items: { each: items, fields: { of: { from: ^.batchNo }, in: { from: ^^.name } } }
                  all: { each: "rows[].items[]", fold: join, from: [^.batchNo, fen], join: "=" }
                """);

        assertThat(mapping.apply(BATCHES, Map.of()))
                .isEqualTo(Map.of(
                        "rows",
                        List.of(
                                Map.of("items", Collections.nCopies(2, Map.of("of", "B1", "in", "20260601.txt"))),
                                Map.of("items", List.of()),
                                Map.of("items", List.of(Map.of("of", "B3", "in", "20260601.txt")))),
                        "all",
                        "B1=1.00,B1=2.50,B3=x"));
    }

    @Test
    void findsAPathThatGoesBeyondTheEnclosingItemsOrMeansMany() {
        assertThat(
                        Compiled.findings(
                                """
                        source: { format: record }
                        each: "rows[].items[]"
                        fields:
                          a: { from: ^^^.name }
                          b: { from: "^.items[].fen" }
                          c: { from: "^x" }
                        """))
                .containsExactly("4:14 mapping.no-enclosing-item", "5:14 mapping.path", "6:14 mapping.path");
    }

    @Test
    void takesTheOnlyRowOfAnXmlDocumentAsAListOfOne() {
        Mapping mapping = Compiled.mapping(
                "source: { format: xml }\neach: rows.row\nfields: { id: { from: id }, file: { from: ^.name } }");

        assertThat(mapping.apply(
                        "<r><name>f</name><rows><row><id>1</id></row></rows></r>".getBytes(StandardCharsets.UTF_8),
                        Map.of()))
                .isEqualTo(List.of(Map.of("id", "1", "file", "f")));
        assertThat(mapping.apply("<r><rows/></r>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(List.of());
    }

    private static final String RATES =
            """
            source: { format: record }
            each: "."
            fields:
              rate: { lookup: { in: $rates, where: AAE140, equals: insutype, take: RATE }, type: decimal, required: true }
            """;

    @Test
    void looksAValueUpByTheKeyOfTheItem() {
        List<Object> rates = List.of(Map.of("AAE140", 310L, "RATE", "0.08"), Map.of("AAE140", "390", "RATE", "0.02"));

        assertThat(Compiled.mapping(RATES)
                        .apply(List.of(Map.of("insutype", "390"), Map.of("insutype", "310")), Map.of("rates", rates)))
                .hasToString("[{rate=0.02}, {rate=0.08}]");
        assertThat(Compiled.refused(
                        Compiled.mapping(RATES), List.of(Map.of("insutype", "777")), Map.of("rates", rates)))
                .containsExactly("[0].insutype: A required value is missing");
        assertThat(Compiled.mapping(RATES).sources()).containsExactly("$rates.AAE140", "$rates.RATE", "insutype");
    }

    @Test
    void refusesAKeyOfWhichSeveralItemsHaveDifferentValuesUnlessTheFirstCounts() {
        List<Map<String, String>> input = List.of(Map.of("insutype", "310"));
        Map<String, Object> same =
                Map.of("rates", List.of(Map.of("AAE140", "310", "RATE", "1"), Map.of("AAE140", "310", "RATE", "1")));
        Map<String, Object> other =
                Map.of("rates", List.of(Map.of("AAE140", "310", "RATE", "1"), Map.of("AAE140", "310", "RATE", "2")));

        assertThat(Compiled.mapping(RATES).apply(input, same)).asString().isEqualTo("[{rate=1}]");
        assertThat(Compiled.refused(Compiled.mapping(RATES), input, other))
                .containsExactly("[0].insutype: Several items of $rates have this [AAE140], and different values");
        assertThat(Compiled.mapping(RATES.replace("take: RATE", "take: RATE, ambiguous: first"))
                        .apply(input, other))
                .asString()
                .isEqualTo("[{rate=1}]");
    }

    @Test
    void looksUpByAKeyOfSeveralPartsInTheItemItself() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                fields:
                  rows:
                    each: rows
                    fields:
                      name:
                        lookup: { in: "^.groups[].people[]", where: [kind, no], equals: [k, n], take: name }
                        default: nobody
                """);
        Map<String, Object> input = Map.of(
                "groups",
                List.of(
                        Map.of("people", List.of(Map.of("kind", "A", "no", "1", "name", "a1"))),
                        Map.of("people", List.of(Map.of("kind", "A", "no", "2", "name", "a2"), Map.of("kind", "A")))),
                "rows",
                List.of(Map.of("k", "A", "n", "2"), Map.of("k", "A"), Map.of("k", "A", "n", "1")));

        assertThat(mapping.apply(input, Map.of()))
                .isEqualTo(
                        Map.of("rows", List.of(Map.of("name", "a2"), Map.of("name", "nobody"), Map.of("name", "a1"))));
    }

    @Test
    void indexesAListOnceHoweverManyItemsLookInIt() {
        List<Object> rates = new ArrayList<>();
        List<Object> input = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rates.add(Map.of("AAE140", "k" + i, "RATE", String.valueOf(i)));
            input.add(Map.of("insutype", "k" + i));
        }
        long[] made = {0};
        Budget counting = bytes -> made[0] += bytes;

        Compiled.mapping(RATES).apply(input, Map.of("rates", rates), Witness.NONE, counting);

        assertThat(made[0]).isLessThan(2_000L * 200);
    }

    @Test
    void makesSeveralTargetsOfOneItem() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                each: "."
                targets:
                  - when: { path: ACCT_PAY, not-in: ["", "0", "0.00"] }
                    fields: { kind: { value: ACCOUNT }, fen: { from: ACCT_PAY, type: fen } }
                  - fields: { kind: { value: FUND }, fen: { from: FUND_PAY, type: fen } }
                """);

        assertThat(mapping.apply(
                        List.of(Map.of("ACCT_PAY", "0", "FUND_PAY", "2"), Map.of("ACCT_PAY", "1.5", "FUND_PAY", "3")),
                        Map.of()))
                .isEqualTo(List.of(
                        Map.of("kind", "FUND", "fen", 200L),
                        Map.of("kind", "ACCOUNT", "fen", 150L),
                        Map.of("kind", "FUND", "fen", 300L)));
        assertThat(mapping.sources()).containsExactly("ACCT_PAY", "FUND_PAY");
    }

    @Test
    void makesSeveralTargetsOfOneInputAndBelowAField() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                targets:
                  - fields: { a: { from: a } }
                  - fields: { b: { targets: [{ fields: { c: { from: a } } }, { when: { path: a, equals: "2" }, fields: { d: { from: a } } }] } }
                """);

        assertThat(mapping.apply(Map.of("a", "1"), Map.of()))
                .isEqualTo(List.of(Map.of("a", "1"), Map.of("b", List.of(Map.of("c", "1")))));
    }

    @Test
    void findsTargetsThatStandBesideFieldsOrAreNone() {
        assertThat(Compiled.findings("source: { format: record }\ntargets: []\n"))
                .containsExactly("2:10 mapping.targets");
        assertThat(
                        Compiled.findings(
                                """
                        source: { format: record }
                        fields: { a: { from: a } }
                        targets: [{ fields: { a: { from: a } } }]
                        """))
                .containsExactly("3:10 mapping.targets");
        assertThat(
                        Compiled.findings(
                                """
                        source: { format: record }
                        fields: { a: { lookup: { in: l, where: [a, b], equals: c, take: d } } }
                        """))
                .containsExactly("2:40 mapping.lookup");
    }

    private static final String VOUCHERS =
            """
            source: { format: record }
            each: vouchers
            fields:
              id: { from: id }
              voucher:
                inside: { path: data, encoding: base64, format: delimited, charset: GBK, columns: [payee, fen] }
                each: "."
                fields:
                  payee: { from: payee }
                  fen: { from: fen, type: fen }
                  of: { from: ^^.id }
            """;

    @Test
    void readsADocumentInsideEachItem() {
        assertThat(Compiled.mapping(VOUCHERS).apply(vouchers("测试|1.20|\n", ""), Map.of()))
                .isEqualTo(List.of(
                        Map.of("id", "0", "voucher", List.of(Map.of("payee", "测试", "fen", 120L, "of", "0"))),
                        Map.of("id", "1", "voucher", List.of())));
        assertThat(Compiled.mapping(VOUCHERS).sources())
                .containsExactly("vouchers.data.fen", "vouchers.data.payee", "vouchers.id");
    }

    @Test
    void namesTheLineOfTheInnerDocumentOfAnItem() {
        assertThat(Compiled.refused(Compiled.mapping(VOUCHERS), vouchers("测试|1.20|\n", "a|1|\nb|x|\n"), Map.of()))
                .containsExactly("[1].data, line 2, column fen: Not a number");
        assertThat(Compiled.refused(Compiled.mapping(VOUCHERS), vouchers("a|1|", "b"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("[1].data: In the delimited at data: Line 1 has 1 columns, not 2");
    }

    @Test
    void leavesOutADocumentThatIsNotThereUnlessItIsRequired() {
        String yaml =
                """
                source: { format: record }
                fields:
                  body: { inside: { path: data, format: json }, fields: { a: { from: a } } }
                """;

        assertThat(Compiled.mapping(yaml).apply(Map.of("data", "{\"a\": \"1\"}"), Map.of()))
                .isEqualTo(Map.of("body", Map.of("a", "1")));
        assertThat(Compiled.mapping(yaml).apply(Map.of(), Map.of())).isEqualTo(Map.of());
        assertThat(Compiled.refused(
                        Compiled.mapping(yaml.replace("format: json }", "format: json }, required: true")),
                        Map.of(),
                        Map.of()))
                .containsExactly("data: A required value is missing");
    }

    @Test
    void countsADocumentAgainTheMoreOftenItIsRead() {
        String yaml =
                """
                source: { format: record }
                each: rows
                fields: { all: { inside: { path: ^.data, format: json }, fields: { a: { from: a } } } }
                """;
        String data = "{\"a\": \"1\", \"b\": \"" + "x".repeat(50_000) + "\"}";
        Map<String, Object> input = Map.of("data", data, "rows", Collections.nCopies(1_000, Map.of()));
        long[] left = {1_000_000};
        Budget small = bytes -> {
            left[0] -= bytes;
            if (left[0] < 0) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, Text.of("多", "much"));
            }
        };

        assertThatThrownBy(() -> Compiled.mapping(yaml).apply(input, Map.of(), Witness.NONE, small))
                .isInstanceOf(Problem.class);
    }

    private static Map<String, Object> vouchers(String... lines) {
        List<Object> vouchers = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            byte[] bytes = lines[i].getBytes(Charset.forName("GB18030"));
            vouchers.add(
                    Map.of("id", String.valueOf(i), "data", Base64.getEncoder().encodeToString(bytes)));
        }
        return Map.of("vouchers", vouchers);
    }
}
