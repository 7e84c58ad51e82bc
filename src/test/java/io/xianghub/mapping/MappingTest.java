package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem.Violation;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T04:00:00Z"), ZoneOffset.UTC);
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final Findings findings = new Findings();

    @Test
    void readsAPipeFileInGbkLineByLine() {
        Mapping mapping = compile(
                """
                source: { format: delimited, charset: GBK, separator: "|", columns: [GRZH, XM, FSE] }
                each: "."
                fields:
                  account: { from: GRZH, required: true }
                  name: { from: XM }
                  fen: { from: FSE, type: fen }
                """);

        Object mapped = mapping.apply("1|测试甲|12.30|\n2|㐱·甲|-0.01|\n\n".getBytes(GB18030), Map.of());

        assertThat(mapped)
                .isEqualTo(List.of(
                        Map.of("account", "1", "name", "测试甲", "fen", 1230L),
                        Map.of("account", "2", "name", "㐱·甲", "fen", -1L)));
    }

    @Test
    void namesLineAndColumnOfEveryWrongValueAndMapsNothing() {
        Mapping mapping = compile(
                """
                source: { format: delimited, separator: "|", columns: [GRZH, FSE] }
                each: "."
                fields:
                  account: { from: GRZH, required: true }
                  fen: { from: FSE, type: fen }
                """);

        MappingFailure failure =
                catchThrowableOfType(MappingFailure.class, () -> mapping.apply(bytes("1|2.001\n|3\n4|x\n"), Map.of()));

        assertThat(failure.violations())
                .extracting(Violation::path)
                .containsExactly("line 1, column FSE", "line 2, column GRZH", "line 3, column FSE");
    }

    @Test
    void refusesALineWithTooFewColumns() {
        Mapping mapping =
                compile("source: { format: delimited, columns: [A, B] }\neach: \".\"\nfields: { a: { from: A } }\n");

        assertThatThrownBy(() -> mapping.apply(bytes("1|2\n3\n"), Map.of()))
                .isInstanceOf(MappingFailure.class)
                .hasMessageContaining("Line 2 has 1 columns, not 2");
    }

    @Test
    void readsAFormInItsCharset() {
        Mapping mapping =
                compile("source: { format: form, charset: GBK }\nfields: { name: { from: XM }, n: { from: N } }\n");

        assertThat(mapping.apply(bytes("XM=%B2%E2%CA%D4&N=a+b%26"), Map.of()))
                .isEqualTo(Map.of("name", "测试", "n", "a b&"));
    }

    @ParameterizedTest
    @CsvSource({
        "XM=%B2%E, MALFORMED",
        "XM=%G1, MALFORMED",
        "XM, MALFORMED",
        "XM=1&XM=2, MALFORMED",
        "XM=%FF, WRONG_CHARSET"
    })
    void refusesABrokenForm(String form, MappingFailure.Kind kind) {
        Mapping mapping = compile("source: { format: form, charset: GBK }\nfields: { name: { from: XM } }\n");

        assertThat(catchThrowableOfType(MappingFailure.class, () -> mapping.apply(bytes(form), Map.of()))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void readsXmlFieldsByTheirNameAttribute() {
        Mapping mapping = compile(
                """
                source: { format: xml, charset: GBK }
                fields:
                  account: { from: "body.field[@name=GRZH]" }
                  name: { from: "body.field[@name=XM]" }
                  kind: { from: "body.@kind" }
                """);
        String xml = "<?xml version=\"1.0\" encoding=\"GBK\"?><message><body kind=\"x\"><field name=\"GRZH\">7</field>"
                + "<field name=\"XM\"><![CDATA[测试]]></field></body></message>";

        assertThat(mapping.apply(xml.getBytes(GB18030), Map.of()))
                .isEqualTo(Map.of("account", "7", "name", "测试", "kind", "x"));
    }

    @Test
    void readsTheTreeOfAnXmlAnswerWithAttributesAndTheTextBesideThem() {
        Mapping mapping = compile(
                "source: { format: record }\nfields: { kind: { from: \"NAME.@kind\" }, name: { from: \"NAME.#text\" } }\n");

        assertThat(mapping.apply(Map.of("NAME", Map.of("@kind", "a", "#text", "测试")), Map.of()))
                .isEqualTo(Map.of("kind", "a", "name", "测试"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><m><a>&x;</a></m>",
                "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><m><a>&b;</a></m>",
                "<!DOCTYPE m SYSTEM \"http://127.0.0.1:1/x.dtd\"><m><a>1</a></m>",
                "<m><a>&x;</a></m>",
                "<m><a>1</a>",
                "<m/><m/>",
                ""
            })
    void refusesXmlWithADtdOrWithoutForm(String xml) {
        Mapping mapping = compile("source: { format: xml }\nfields: { a: { from: a } }\n");

        assertThat(catchThrowableOfType(MappingFailure.class, () -> mapping.apply(bytes(xml), Map.of()))
                        .kind())
                .isEqualTo(MappingFailure.Kind.MALFORMED);
    }

    @Test
    void doesNotBelieveAPrologThatLies() {
        Mapping mapping = compile("source: { format: xml, charset: GBK }\nfields: { a: { from: a } }\n");

        MappingFailure lie = catchThrowableOfType(
                MappingFailure.class,
                () -> mapping.apply(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><m><a>测</a></m>".getBytes(GB18030), Map.of()));

        assertThat(lie.kind()).isEqualTo(MappingFailure.Kind.WRONG_CHARSET);
    }

    @Test
    void refusesXmlDeeperThanAnyRealOne() {
        Mapping mapping = compile("source: { format: xml }\nfields: { a: { from: a } }\n");

        assertThat(catchThrowableOfType(
                        MappingFailure.class,
                        () -> mapping.apply(bytes("<a>".repeat(200) + "</a>".repeat(200)), Map.of())))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(MappingFailure.Kind.TOO_LARGE))
                .hasMessageContaining("deeper than 90");
    }

    @Test
    void refusesGbkBytesThatClaimUtf8() {
        Mapping mapping = compile("source: { format: json }\nfields: { a: { from: a } }\n");

        assertThat(catchThrowableOfType(
                                MappingFailure.class, () -> mapping.apply("{\"a\":\"测\"}".getBytes(GB18030), Map.of()))
                        .kind())
                .isEqualTo(MappingFailure.Kind.WRONG_CHARSET);
    }

    @Test
    void countsAnUnmappedCodeAsWrongUnlessTheDictionaryHasADefault() {
        Mapping strict = compile(
                "source: { format: record }\nfields: { kind: { from: k, dictionary: kinds, sensitivity: public } }\n",
                "code,standard,label,valid_from,valid_to\n01,deposit,汇缴,,\n");
        Mapping lenient = compile(
                "source: { format: record }\nfields: { kind: { from: k, dictionary: kinds } }\n",
                "code,standard,label,valid_from,valid_to\n01,deposit,汇缴,,\n*,other,其他,,\n");

        assertThat(strict.apply(Map.of("k", "01"), Map.of())).isEqualTo(Map.of("kind", "deposit"));
        assertThatThrownBy(() -> strict.apply(Map.of("k", "77"), Map.of())).hasMessageContaining("no code 77");
        assertThat(lenient.apply(Map.of("k", "77"), Map.of())).isEqualTo(Map.of("kind", "other"));
    }

    @Test
    void usesTheMeaningACodeHasToday() {
        Mapping mapping = compile(
                "source: { format: record }\nfields: { kind: { from: k, dictionary: kinds } }\n",
                "code,standard,label,valid_from,valid_to\n01,old,旧,,2025-12-31\n01,new,新,2026-01-01,\n");

        assertThat(mapping.apply(Map.of("k", "01"), Map.of())).isEqualTo(Map.of("kind", "new"));
    }

    @ParameterizedTest
    @CsvSource({
        "date, 20260601, yyyyMMdd, 2026-06-01",
        "date, 0000-00-00, yyyy-MM-dd, ",
        "date, 9999-12-31, yyyy-MM-dd, ",
        "date-time, 20260601093015123, yyyyMMddHHmmssSSS, 2026-06-01T09:30:15+08:00",
        "yuan, 1234.5, , 1234.50",
        "yuan, １２３.４０, , 123.40",
        "identity-number, 43030119000101002８, , 430301190001010028",
        "uscc, 91430100mahub0013h, , 91430100MAHUB0013H"
    })
    void readsWhatDepartmentsWrite(String type, String written, String input, String read) {
        Mapping mapping = compile("source: { format: record }\nfields: { v: { from: v, type: " + type
                + (input == null ? "" : ", input: " + input) + " } }\n");

        Object mapped = mapping.apply(Map.of("v", written), Map.of());

        assertThat(mapped).isEqualTo(read == null ? Map.of() : Map.of("v", read));
    }

    @ParameterizedTest
    @CsvSource({
        "identity-number, 430301190001010029, check digit",
        "identity-number, 433101209802290006, birth date",
        "identity-number, 430102209912310016, birth date",
        "identity-number, 130503670401001, 15 digits",
        "date, 2026-02-30x, date of the form",
        "fen, 1.001, finer than a fen",
        "integer, 1.5, whole number"
    })
    void saysWhatIsWrongWithoutRepeatingIt(String type, String written, String why) {
        Mapping mapping = compile("source: { format: record }\nfields: { v: { from: v, type: " + type + " } }\n");

        assertThatThrownBy(() -> mapping.apply(Map.of("v", written), Map.of()))
                .hasMessageContaining(why)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain(written);
    }

    @Test
    void keepsEveryDigitOfAnAmount() {
        Mapping mapping = compile("source: { format: json }\nfields: { fen: { from: a, type: fen } }\n");

        assertThat(mapping.apply(bytes("{\"a\": 90071992547409.93}"), Map.of()))
                .isEqualTo(Map.of("fen", 9007199254740993L));
        assertThat(mapping.apply(bytes("{\"a\": \"0.07\"}"), Map.of())).isEqualTo(Map.of("fen", 7L));
    }

    @Test
    void reachesTreesSetAside() {
        Mapping mapping = compile(
                "source: { format: record }\nfields: { a: { from: $row.x }, b: { from: [$row.x, y], join: \"-\" }, c: { from: $row, type: tree } }\n");

        assertThat(mapping.apply(Map.of("y", new BigDecimal("2.0")), Map.of("row", Map.of("x", 1L))))
                .isEqualTo(Map.of("a", "1", "b", "1-2.0", "c", Map.of("x", 1L)));
    }

    @Test
    void writesAFormInGbkAndRefusesWhatItCannotCarry() {
        Mapping mapping = compile(
                "source: { format: record }\ntarget: { format: form, charset: ISO-8859-1 }\nfields: { m: { from: m } }\n");
        Mapping gbk = compile(
                "source: { format: record }\ntarget: { format: form, charset: GBK }\nfields: { m: { from: m } }\n");

        assertThat((byte[]) gbk.apply(Map.of("m", "成功"), Map.of())).isEqualTo(bytes("m=%B3%C9%B9%A6"));
        assertThatThrownBy(() -> mapping.apply(Map.of("m", "成功"), Map.of())).isInstanceOf(MappingFailure.class);
    }

    @Test
    void givesNoKeyWhenAPartOfItIsMissing() {
        Mapping mapping =
                compile("source: { format: record }\nfields: { key: { from: [a, b], join: \"-\", required: true } }\n");

        assertThat(mapping.apply(Map.of("a", "1", "b", "2"), Map.of())).isEqualTo(Map.of("key", "1-2"));
        assertThatThrownBy(() -> mapping.apply(Map.of("a", "1"), Map.of()))
                .hasMessageContaining("required value is missing");
    }

    @Test
    void writesXmlWithAttributesAndNothingThatBreaksIt() {
        Mapping mapping = compile(
                "source: { format: record }\ntarget: { format: xml, charset: GBK, root: m }\nfields: { \"@k\": { from: k }, v: { from: v } }\n");

        assertThat(new String((byte[]) mapping.apply(Map.of("k", "a\"b", "v", "<测&>"), Map.of()), GB18030))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<m k=\"a&quot;b\"><v>&lt;测&amp;&gt;</v></m>\n");
        assertThatThrownBy(() -> mapping.apply(Map.of("k", "1", "v", "\u0001"), Map.of()))
                .isInstanceOf(MappingFailure.class);
    }

    @Test
    void writesNoColumnThatTheValueBroughtAlong() {
        Mapping mapping = compile(
                "source: { format: record }\ntarget: { format: delimited, separator: \"|\", columns: [a, b] }\neach: \".\"\nfields: { a: { from: a }, b: { from: b } }\n");

        assertThat((byte[]) mapping.apply(List.of(Map.of("a", "1", "b", "2")), Map.of()))
                .isEqualTo(bytes("1|2|\n"));
        assertThatThrownBy(() -> mapping.apply(List.of(Map.of("a", "1|9", "b", "2")), Map.of()))
                .isInstanceOf(MappingFailure.class);
    }

    @Test
    void findsAllMistakesOfAMappingAtOnceWithTheirPlaces() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(
                "mappings/x/m.map.yaml",
                bytes(
                        """
                        source: { format: jsom }
                        fields:
                          a: { form: x }
                          b: { from: x, type: money }
                          c: { from: x, dictionary: none }
                          d: { from: x, pattern: "(" }
                          e: { from: "a..b" }
                          f: { from: x, mask: nose }
                          g: { from: x, input: "yyyy-qq" }
                        """));

        MappingCompiler.compile(files, findings, NOW);

        assertThat(findings.all())
                .extracting(finding -> finding.line() + " " + finding.code())
                .contains(
                        "1 mapping.unknown-format",
                        "3 mapping.unknown-key",
                        "4 mapping.unknown-type",
                        "5 mapping.unknown-dictionary",
                        "6 mapping.pattern",
                        "7 mapping.path",
                        "8 mapping.unknown-mask");
        assertThat(findings.all()).extracting(Finding::file).containsOnly("mappings/x/m.map.yaml");
    }

    private Mapping compile(String yaml) {
        return compile(yaml, null);
    }

    private Mapping compile(String yaml, String dictionary) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("mappings/x/m.map.yaml", bytes(yaml));
        if (dictionary != null) {
            files.put("mappings/x/dictionaries/kinds.csv", bytes(dictionary));
        }
        Mappings mappings = MappingCompiler.compile(files, findings, NOW);
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
