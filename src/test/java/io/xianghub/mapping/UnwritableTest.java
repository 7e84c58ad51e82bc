package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a department's charset has no place for. */
class UnwritableTest {

    private static final String FIELDS =
            """

            fields:
              title: { from: title }
              people: { each: people, fields: { name: { from: name } } }
            """;
    private static final Map<String, Object> RARE =
            Map.of("title", "𠀀", "people", List.of(Map.of("name", "测试"), Map.of("name", "某㐀")));

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "form"})
    void namesTheFieldAndTheCodePointOfEachThatStrictGbkCannotWrite(String format) {
        MappingFailure failure = catchThrowableOfType(MappingFailure.class, () -> compile(
                        "target: { format: %s, charset: GBK, writes: strict }".formatted(format))
                .apply(RARE, Map.of()));

        assertThat(failure.kind()).isEqualTo(MappingFailure.Kind.INVALID);
        assertThat(failure.violations())
                .extracting(violation ->
                        violation.path() + ": " + violation.message().en())
                .containsExactly(
                        "title: The character U+20000 cannot be written in GBK",
                        "people[1].name: The character U+3400 cannot be written in GBK");
        assertThat(failure).hasMessageNotContaining("㐀");
    }

    @Test
    void writesThemForADepartmentWhoseGbkIsGb18030() throws Exception {
        Object written = compile("target: { format: xml, charset: GBK }").apply(RARE, Map.of());

        assertThat(new String((byte[]) written, Charset.forName("GB18030")))
                .startsWith("<?xml version=\"1.0\" encoding=\"GBK\"?>")
                .contains("某㐀", "𠀀");
    }

    private static Mapping compile(String target) {
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(
                new TreeMap<>(Map.of(
                        "mappings/x/m.map.yaml",
                        ("source: { format: record }\n" + target + FIELDS).getBytes(StandardCharsets.UTF_8))),
                findings,
                Clock.systemUTC());
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }
}
