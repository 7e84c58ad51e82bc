package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.Fen;
import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is true of every mapping that can be written and of every tree that can come. */
class MappingPropertiesTest {

    private static final List<String> KEYS = MappingKeys.FIELD.stream()
            .filter(key -> !key.equals("fields"))
            .sorted()
            .toList();
    private static final List<String> VALUES = List.of(
            "a",
            "b",
            "c",
            "a.b",
            "\"b[a=1].c\"",
            "$row.a",
            ".",
            "[a, b]",
            "[a, [b]]",
            "\"\"",
            "~",
            "1",
            "8",
            "true",
            "false",
            "-",
            "[8, 6]",
            "yyyyMMdd",
            "\"yyyy-MM-dd'T'HH:mm:ssXXX\"",
            "[yyyyMM, epoch-millis]",
            "HH:mm:ss",
            "kept",
            "wan",
            "accepted",
            "converted",
            "name",
            "address",
            "public",
            "sensitive",
            "upper",
            "unhex",
            "[no-null, digits, url]",
            "\"([0-9]+)\"",
            "\"(((a{99}){99}){99})\"",
            "sum",
            "count",
            "join",
            "max",
            "kind",
            "{ name: kind, reverse: true, ambiguous: first }",
            "{ name: kind, at: c, gives: label, unmapped: reported }",
            "{ path: a, equals: \"1\" }",
            "none",
            "{ any: [{ path: b, absent: true }, { path: a, matches: \"1.*\" }] }",
            "{ x: { from: a } }",
            "[{ path: a }]");
    private static final List<String> HEADS = List.of(
            "source: { format: record }",
            "reverse: back\nsource: { format: record }",
            "reverse: { name: back, below: a.b, fields: { z: { from: c } } }\nsource: { format: form }\neach: b",
            "source: { format: form }\ntarget: { format: json }",
            "source: { format: form, charset: GBK }\ntarget: { format: xml, charset: GBK, writes: strict, root: r }",
            "source: { format: form }\ntarget: { format: form }",
            "source: { format: record }\ntarget: { format: delimited, columns: [x, y] }\neach: b",
            """
            source: { format: form }
            inside: { path: a, format: delimited, columns: [a, b] }
            each: "."
            distinct: [a]""",
            """
            source: { format: form }
            inside: { path: a, format: json, encoding: hex }
            where: { path: a, present: true }""");

    @Property(tries = 1_000)
    void aGeneratedMappingCompilesAndTakesAnyTreeOrHasFindingsWithPlaces(@ForAll("mappings") String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        MappingCompilerFuzz.fuzzerTestOneInput(bytes);
        Findings findings = new Findings();
        Fuzzed.compile(bytes, findings);
        assertThat(findings.all())
                .allSatisfy(finding -> assertThat(finding.line()).isPositive());
    }

    @Property(tries = 1_000)
    void aMappingWithOtherBytesInItCompilesOrHasFindings(
            @ForAll("inputs") String input, @ForAll @IntRange(max = 2_000) int at, @ForAll("puts") String put)
            throws Exception {
        String yaml = Files.readString(Path.of("src/test/resources/fuzz/mapping-compiler", input));
        int from = Math.min(at, yaml.length());
        int to = Math.min(yaml.length(), from + put.length() / 2);
        MappingCompilerFuzz.fuzzerTestOneInput(
                (yaml.substring(0, from) + put + yaml.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000)
    void aTreeIsMappedOrRefusedByNameOfAField(@ForAll("trees") Object tree) {
        assertThatCode(() -> SourcesFuzz.take(tree)).doesNotThrowAnyException();
    }

    @Property(tries = 1_000)
    void everyAmountComesBackToTheFen(@ForAll long fen) throws Exception {
        BigDecimal yuan = BigDecimal.valueOf(fen, 2);
        assertThat(new Amounts(Amounts.Unit.YUAN, false).fen(Fen.yuan(fen))).isEqualTo(fen);
        assertThat(new Amounts(Amounts.Unit.WAN, false).fen(Fen.wan(fen))).isEqualTo(fen);
        assertThat(new Amounts(Amounts.Unit.YUAN, true).fen(String.format(Locale.ROOT, "%,.2f", yuan)))
                .isEqualTo(fen);
        assertThat(new Amounts(Amounts.Unit.YUAN, false).fen(Width.full(yuan + "000")))
                .isEqualTo(fen);
    }

    @Property(tries = 1_000)
    void noAmountIsRounded(@ForAll("decimals") BigDecimal amount) {
        for (Amounts.Unit unit : Amounts.Unit.values()) {
            int point = unit == Amounts.Unit.FEN ? 0 : unit == Amounts.Unit.YUAN ? 2 : 6;
            try {
                long fen = new Amounts(unit, false).fen(amount.toPlainString());
                assertThat(amount.movePointRight(point)).isEqualByComparingTo(BigDecimal.valueOf(fen));
            } catch (Unfit refused) {
                Oracle.told(refused.text());
            }
        }
    }

    @Property(tries = 500)
    void aTimeWithAnOffsetIsTheSameInstantInBeijing(
            @ForAll @LongRange(min = -2_000_000_000L, max = 40_000_000_000L) long second,
            @ForAll @IntRange(min = -72, max = 72) int quarters) {
        OffsetDateTime there = Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(quarters * 900));
        Mapping mapping = Fuzzed.sound(
                """
                source: { format: record }
                fields:
                  time: { from: v, type: date-time, input: "yyyy-MM-dd'T'HH:mm:ssxxx" }
                  day:  { from: v, type: date, input: "yyyy-MM-dd'T'HH:mm:ssxxx" }
                """);
        String written = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").format(there);
        Map<?, ?> made = (Map<?, ?>) mapping.apply(Map.of("v", written), Map.of());
        OffsetDateTime here = there.withOffsetSameInstant(ZoneOffset.ofHours(8));
        assertThat(OffsetDateTime.parse((String) made.get("time"))).isEqualTo(here);
        assertThat(made.get("time").toString()).endsWith("+08:00");
        assertThat(made.get("day")).isEqualTo(here.toLocalDate().toString());
    }

    @Provide
    Arbitrary<String> mappings() {
        Arbitrary<String> field = Combinators.combine(Arbitraries.of(KEYS), Arbitraries.of(VALUES))
                .as((key, value) -> key + ": " + value)
                .list()
                .uniqueElements(pair -> pair.substring(0, pair.indexOf(':')))
                .ofMaxSize(5)
                .map(pairs -> "{ from: a"
                        + pairs.stream()
                                .filter(pair -> !pair.startsWith("from:"))
                                .map(pair -> ", " + pair)
                                .collect(Collectors.joining())
                        + " }");
        return Combinators.combine(Arbitraries.of(HEADS), field, field)
                .as((head, x, y) -> head + "\nfields:\n  x: " + x + "\n  y:\n    fields:\n      z: " + y + "\n");
    }

    @Provide
    Arbitrary<String> inputs() {
        return Arbitraries.of("every-type", "lines", "inside");
    }

    @Provide
    Arbitrary<String> puts() {
        return Arbitraries.oneOf(
                Arbitraries.of(VALUES),
                Arbitraries.of(
                        " ", "\n", ":", "{", "}", "]", "'", "# ", "? ", "- ", "&a ", "*a", "!!x ", "%", "\t", "|", ">"),
                Arbitraries.strings().ofMaxLength(4));
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).asGeneric(),
                Arbitraries.of(
                                "1",
                                "20260601",
                                "2026-06-01T01:02:03+08:00",
                                "99991231",
                                "430181",
                                "1,234.50",
                                "测试甲",
                                "x^y^z")
                        .asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.of(
                                new BigDecimal("1E+2147483647"),
                                new BigDecimal("1E-2147483647"),
                                new BigDecimal("-0.00"),
                                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE))
                        .asGeneric());
        Arbitrary<String> name = Arbitraries.of("a", "b", "c", "d", "");
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).asGeneric(),
                        Arbitraries.maps(name, inner).ofMaxSize(5).asGeneric()),
                1,
                4);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 18))
                .as(BigDecimal::valueOf);
    }
}
