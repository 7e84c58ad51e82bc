package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T04:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "absent",
            value = {
                "20260601; type: date, input: yyyyMMdd; 2026-06-01",
                "2026-06-01 09:30:15; type: date; 2026-06-01",
                "20260601093015123; type: date-time, input: yyyyMMddHHmmssSSS; 2026-06-01T09:30:15+08:00",
                "1780277415123; type: date-time, input: epoch-millis; 2026-06-01T09:30:15+08:00",
                "1780277415; type: date-time, input: epoch-seconds; 2026-06-01T09:30:15+08:00",
                "2026-06-01 09:30:15.0; 'type: date-time, input: [epoch-millis, \"yyyy-MM-dd HH:mm:ss\", \"yyyy-MM-dd"
                        + " HH:mm:ss.S\"]'; 2026-06-01T09:30:15+08:00",
                "1988-07-01 12:00:00; type: date-time; 1988-07-01T12:00:00+08:00",
                "202606; type: month, input: yyyyMM; 2026-06",
                "000000; type: month, input: yyyyMM; absent",
                "93015; type: time, digits: 6, input: HHmmss; 09:30:15",
                "000000; type: time, input: HHmmss; 00:00:00",
                "0000-00-00 00:00:00.0; type: date-time; absent",
                "9999-12-31; type: date; absent",
                "9999-12-31 23:59:59; type: date-time; absent",
                "99991231000000; type: date, input: yyyyMMdd; absent",
                "9999-12-31; 'type: date, endless: kept'; 9999-12-31",
                "12.345678; type: fen, unit: wan; 12345678",
                "123450; type: yuan, unit: fen; 1234.50",
                "123450; type: wan, unit: fen; 0.12345",
                "'1,234,567.89'; type: fen, grouping: accepted; 123456789",
                "430181000; type: division; 430181",
                "430181; type: division, width: 9; 430181000",
                "430181001; 'type: division, truncate: true'; 430181",
                "430301000101002; type: identity-number, old: converted; 430301190001010028",
                "430301000101002; type: identity-number, old: kept; 430301000101002",
                "ｍａｈｕｂ００１－3; type: enterprise-number; MAHUB0013",
                "MAHUB001-3; type: enterprise-number-kind; ORGANISATION_CODE",
                "ＡＢ１ ; 'apply: [half-width, lower]'; ab1",
                "(null); apply: no-null; absent",
                "5rWL6K+V; apply: unbase64; 测试",
                "NXJXTDZLK1Y=; 'apply: [unbase64]'; 5rWL6K+V",
                "测试; 'apply: [base64, base64]'; NXJXTDZLK1Y=",
                "E6B58B; apply: unhex; 测",
                "%E6%B5%8B+a; apply: unurl; 测 a",
                "付款 301900000000001 备注; 'extract: \"([0-9]{15})\"'; 301900000000001",
                "付款; 'extract: \"([0-9]{15})\"'; absent"
            })
    void readsAValueAsTheFieldSays(String written, String keys, @Nullable String read) {
        Object mapped = map("{ from: v, " + keys + " }", Map.of("v", written));

        assertThat(mapped == null ? null : mapped.toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "12.3456789; type: fen, unit: wan; finer than a fen",
                "12.5; type: fen, unit: fen; finer than a fen",
                "'12,34'; type: fen, grouping: accepted; Not a number",
                "'1,234'; type: fen; Not a number",
                "￥12; type: fen; currency sign",
                "12元; type: yuan; currency sign",
                "1E+3; type: fen; Not a number",
                "1780277415; type: date-time, input: epoch-millis; epoch-millis",
                "431000000.0; type: division; lost its form",
                "430181001; type: division; level below the county",
                "990000; type: division; no province",
                "4301; type: division; 6, 9 or 12 digits",
                "130503670401001; type: identity-number; 15 digits",
                "990301000101002; type: identity-number, old: converted; no province",
                "5rWL6K-V; apply: unbase64; opened by unbase64",
                "FF; apply: unhex; are not UTF-8",
                "企业; type: enterprise-number; letters and digits"
            })
    void refusesAValueThatIsNotWhatTheFieldSays(String written, String keys, String why) {
        assertThatThrownBy(() -> map("{ from: v, " + keys + " }", Map.of("v", written)))
                .isInstanceOf(MappingFailure.class)
                .hasMessageContaining(why);
    }

    @Test
    void readsWhatADatabaseOrANumberInJsonIsWithoutAPattern() {
        assertThat(map("{ from: v, type: date-time }", Map.of("v", LocalDateTime.of(2026, 6, 1, 9, 30, 15))))
                .isEqualTo("2026-06-01T09:30:15+08:00");
        assertThat(map("{ from: v, type: fen }", Map.of("v", new BigDecimal("1E+3"))))
                .isEqualTo(100_000L);
        assertThat(map("{ from: v, type: date, input: epoch-millis }", Map.of("v", 1780277415123L)))
                .isEqualTo("2026-06-01");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-31T18:30:15Z, date-time, 2026-06-01T02:30:15+08:00",
        "2026-06-01T09:30:15+08:00, date-time, 2026-06-01T09:30:15+08:00",
        "2026-05-31T18:30:15Z, date, 2026-06-01",
        "2026-05-31T18:30:15Z, month, 2026-06",
        "2026-05-31T18:30:15-02:00, time, 04:30:15",
        "9999-12-31T23:59:59Z, date-time, ",
        "9999-12-31T23:59:59Z, date, "
    })
    void aTimeThatSaysItsOffsetBecomesTheSameInstantInBeijing(String written, String type, String read) {
        String field = "{ from: v, type: " + type + ", input: \"yyyy-MM-dd'T'HH:mm:ssXXX\" }";
        assertThat(map(field, Map.of("v", written))).isEqualTo(read);
    }

    @Test
    void aTimeOfDayWithAnOffsetIsBeijingsAndADateWithOneStaysItsDate() {
        assertThat(map("{ from: v, type: time, input: \"HH:mm:ssXXX\" }", Map.of("v", "18:30:15Z")))
                .isEqualTo("02:30:15");
        assertThat(map("{ from: v, type: date, input: \"yyyy-MM-ddXXX\" }", Map.of("v", "2026-05-31Z")))
                .isEqualTo("2026-05-31");
        assertThat(map("{ from: v, type: month, input: \"'yy'yyyy'年'MM\" }", Map.of("v", "yy2026年06")))
                .isEqualTo("2026-06");
    }

    @Test
    void putsDateAndTimeOfTwoColumnsTogetherWithTheirLostZeros() {
        String field = "{ from: [d, t], join: \"\", digits: [8, 6], type: date-time, input: yyyyMMddHHmmss }";

        assertThat(map(field, Map.of("d", 20260601L, "t", 93015L))).isEqualTo("2026-06-01T09:30:15+08:00");
        assertThat(map(field, Map.of("d", 20260601L))).isNull();
    }

    @Test
    void takesTheFirstPlaceThatHoldsWhatIsLookedFor() {
        String field = "{ from: [摘要, 备注], apply: [no-null, half-width], extract: \"([0-9]{15})\" }";

        assertThat(map(field, Map.of("摘要", "NULL", "备注", "缴存３０１９０００００００００１２号"))).isEqualTo("301900000000012");
        assertThat(map(field, Map.of("摘要", "工资", "备注", "301900000000012"))).isEqualTo("301900000000012");
    }

    @Test
    void makesAListOfTheParts() {
        assertThat(map("{ from: v, split: \"^\", type: integer }", Map.of("v", "1^ 2^^3")))
                .isEqualTo(List.of(1L, 2L, 3L));
        assertThat(map("{ from: v, split: \"^\" }", Map.of("v", "^^"))).isNull();
        assertThatThrownBy(() -> map("{ from: v, split: \"^\", type: integer }", Map.of("v", "1^x")))
                .hasMessageContaining("Not a whole number");
    }

    @Test
    void opensABase64TextInTheCharsetOfItsSource() {
        Mapping mapping =
                compile("source: { format: form, charset: GBK }\nfields: { v: { from: v, apply: unbase64 } }\n");

        assertThat(mapping.apply("v=suLK1A%3D%3D".getBytes(StandardCharsets.US_ASCII), Map.of()))
                .isEqualTo(Map.of("v", "测试"));
        assertThat("测试".getBytes(Charset.forName("GB18030")))
                .isEqualTo(new byte[] {(byte) 0xB2, (byte) 0xE2, (byte) 0xCA, (byte) 0xD4});
    }

    @ParameterizedTest
    @CsvSource({
        "阿不都•买买提, 阿不都·买买提",
        "阿不都 ．买买提, 阿不都·买买提",
        "测　试 甲, 测试甲",
        "John  Smith, John Smith",
        "\uE81E某, \u9FB4某",
        "\uE815某, \uE815某",
        "\uF9DC某, \uF9DC某",
        "𫓧某, 𫓧某"
    })
    void spellsANameInOneWayAndKeepsItsRareCharacters(String written, String name) {
        assertThat(map("{ from: v, apply: name }", Map.of("v", written))).isEqualTo(name);
    }

    @Test
    void stopsFunctionsThatMakeATextLongerAndLonger() {
        String longText = "测".repeat(200_000);

        assertThatThrownBy(() ->
                        map("{ from: v, apply: [url, url, url, url, url, url, url, url] }", Map.of("v", longText)))
                .hasMessageContaining("Longer than 1000000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ path: k, in: [\"1\", \"2\"] }",
                "{ path: k, not-in: [\"3\"] }",
                "{ path: k, present: true }",
                "{ path: k, absent: false }",
                "{ path: gone, absent: true }",
                "{ path: k, matches: \"[0-9]\" }",
                "{ all: [{ path: k, equals: \"1\" }, { path: gone, not-equals: \"1\" }] }",
                "{ any: [{ path: k, equals: \"9\" }, { path: k, present: true }] }"
            })
    void readsAFieldWhenItsConditionHolds(String condition) {
        String field = "{ from: k, when: %s }";

        assertThat(map(field.formatted(condition), Map.of("k", "1"))).isEqualTo("1");
        assertThat(map(
                        field.formatted("{ all: [{ path: k, absent: true }, %s] }".formatted(condition)),
                        Map.of("k", "1")))
                .isNull();
    }

    @Test
    void demandsAValueOnlyWhenTheConditionHolds() {
        String field = "{ from: v, required-when: { path: k, equals: \"1\" } }";

        assertThat(map(field, Map.of("k", "2"))).isNull();
        assertThatThrownBy(() -> map(field, Map.of("k", "1"))).hasMessageContaining("required value is missing");
    }

    @Test
    void findsKeysThatSayNothingAndWordsThatAreNone() {
        Findings findings = new Findings();
        String yaml =
                """
                source: { format: record }
                fields:
                  a: { from: x, unit: wan }
                  b: { from: x, type: date, old: kept }
                  c: { from: x, apply: [half-width, shout] }
                  d: { from: x, type: date-time, input: yyyyMMdd }
                  e: { from: x, type: division, width: 8 }
                  f: { from: [x, y], digits: [8, 6] }
                  g: { from: x, extract: "(" }
                  h: { from: x, when: { path: k, in: [a], equals: b } }
                  i: { from: x, when: { all: [] } }
                  j: { from: x, type: date, input: [yyyyMMdd, yyyy-qq] }
                  k: { from: x, split: "" }
                  l: { from: x, type: tree, mask: name }
                  m: { from: x, type: date, output: HH:mm }
                  p: { from: x, type: date, input: yyypyMMdd }
                  n: { from: x, pattern: "((a{99}){99}){99}" }
                  o: { from: x, when: { path: k, matches: "((a{99}){99}){99}" } }
                """;

        MappingCompiler.compile(files(yaml), findings, NOW);

        assertThat(findings.all())
                .extracting(finding -> finding.line() + " " + finding.code())
                .contains(
                        "3 mapping.key-without-use",
                        "4 mapping.key-without-use",
                        "5 mapping.unknown-apply",
                        "6 mapping.date-pattern",
                        "7 mapping.division-width",
                        "8 mapping.digits",
                        "9 mapping.pattern",
                        "10 mapping.condition",
                        "11 mapping.condition",
                        "12 mapping.date-pattern",
                        "13 mapping.split",
                        "14 mapping.key-without-use",
                        "15 mapping.date-pattern",
                        "16 mapping.date-pattern",
                        "17 mapping.pattern",
                        "18 mapping.pattern");
        assertThat(findings.all()).extracting(Finding::file).containsOnly("mappings/x/m.map.yaml");
    }

    private static @Nullable Object map(String field, Map<String, Object> input) {
        Object mapped = compile("source: { format: record }\nfields: { v: " + field + " }\n")
                .apply(input, Map.of());
        return ((Map<?, ?>) mapped).get("v");
    }

    private static Mapping compile(String yaml) {
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(files(yaml), findings, NOW);
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }

    private static SortedMap<String, byte[]> files(String yaml) {
        return new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
