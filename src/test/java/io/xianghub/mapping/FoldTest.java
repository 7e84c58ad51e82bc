package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value of many, and one of several items. */
class FoldTest {

    private static final Map<String, Object> INSURED = Map.of(
            "insuinfo",
            List.of(
                    Map.of("insutype", "310", "balc", "12.30", "begin", "2026-03-01", "name", "测试单位"),
                    Map.of("insutype", "390", "balc", "0.07", "begin", "2025-12-31"),
                    Map.of("insutype", "510", "begin", "")));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fold: sum, from: balc, type: fen; 1237",
                "fold: sum, from: balc, type: decimal; 12.37",
                "fold: count, from: balc; 2",
                "fold: first, from: insutype; 310",
                "fold: last, from: insutype; 510",
                "fold: min, from: begin, type: date; 2025-12-31",
                "fold: max, from: begin, type: date; 2026-03-01",
                "fold: max, from: balc, type: decimal; 12.30",
                "'fold: join, separator: /, from: insutype'; 310/390/510"
            })
    void makesOneValueOfThoseOfAList(String keys, String made) {
        assertThat(String.valueOf(map("{ each: insuinfo, " + keys + " }", INSURED)))
                .isEqualTo(made);
    }

    @Test
    void makesNothingOfAnEmptyListButASumAndACount() {
        Map<String, Object> none = Map.of("insuinfo", List.of());

        assertThat(map("{ each: insuinfo, fold: sum, from: balc, type: fen }", none))
                .isEqualTo(0L);
        assertThat(map("{ each: insuinfo, fold: count, from: balc }", Map.of())).isEqualTo(0L);
        assertThat(map("{ each: insuinfo, fold: max, from: balc, type: fen }", none))
                .isNull();
        assertThatThrownBy(() -> map("{ each: insuinfo, fold: max, from: balc, type: fen, required: true }", none))
                .hasMessageContaining("required value is missing");
    }

    @Test
    void namesTheItemThatIsWrongAndRefusesASumBeyondALong() {
        assertThatThrownBy(() -> map(
                        "{ each: l, fold: sum, from: a, type: fen }",
                        Map.of("l", List.of(Map.of("a", "1"), Map.of("a", "x")))))
                .isInstanceOfSatisfying(MappingFailure.class, failure -> assertThat(failure.violations())
                        .extracting(violation -> violation.path())
                        .containsExactly("l[1].a"));
        assertThatThrownBy(() -> map(
                        "{ each: l, fold: sum, from: a, type: fen }",
                        Map.of("l", List.of(Map.of("a", "90000000000000000"), Map.of("a", "90000000000000000")))))
                .hasMessageContaining("sum is out of range");
    }

    @Test
    void takesTheItemThatAFilterMeans() {
        assertThat(map("{ from: \"insuinfo[insutype=310].name\" }", INSURED)).isEqualTo("测试单位");
        assertThat(map("{ from: \"insuinfo[insutype=999].name\" }", INSURED)).isNull();
        assertThat(map("{ each: \"insuinfo[insutype!=310]\", fold: join, from: insutype }", INSURED))
                .isEqualTo("390,510");
        assertThat(map("{ from: \"l[v=1.5].n\" }", Map.of("l", List.of(Map.of("v", new BigDecimal("1.5"), "n", "x")))))
                .isEqualTo("x");
        assertThat(map("{ from: \"f[@name=A].#text\" }", Map.of("f", List.of(Map.of("@name", "A", "#text", "1")))))
                .isEqualTo("1");
    }

    @Test
    void findsAFoldThatMakesNoSense() {
        Findings findings = new Findings();
        compile("{ each: l, fold: sum, from: a, type: yuan }", findings);
        compile("{ each: l, fold: min, from: a }", findings);
        compile("{ fold: sum, from: a, type: fen }", findings);

        assertThat(findings.all())
                .extracting(finding -> finding.code())
                .containsExactly("mapping.fold", "mapping.fold", "mapping.missing-key");
    }

    private static @Nullable Object map(String field, Map<String, Object> input) {
        Findings findings = new Findings();
        Mapping mapping = compile(field, findings).find("m").orElseThrow();
        assertThat(findings.all()).isEmpty();
        return ((Map<?, ?>) mapping.apply(input, Map.of())).get("v");
    }

    private static Mappings compile(String field, Findings findings) {
        String yaml = "source: { format: record }\nfields: { v: " + field + " }\n";
        return MappingCompiler.compile(
                new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
                findings,
                Clock.systemUTC());
    }
}
