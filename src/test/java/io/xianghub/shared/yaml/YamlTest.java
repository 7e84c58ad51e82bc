package io.xianghub.shared.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTest {

    private static final String BOMB =
            """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            """;

    private final Findings findings = new Findings();

    @Test
    void readsValuesAsTheyAreWritten() {
        Optional<YamlNode> root = read("a: 1\nb: [1.50, \"1\", ~, null, true]\n");

        assertThat(findings.all()).isEmpty();
        assertThat(root.orElseThrow().plain()).asString().isEqualTo("{a=1, b=[1.50, 1, ~, null, true]}");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("yaml.alias", "f.yaml:1:4", BOMB),
                arguments("yaml.alias", "f.yaml:1:4", "a: &x text\nb: *x\n"),
                arguments("yaml.alias", "f.yaml:1:1", "&a [*a]"),
                arguments("yaml.merge", "f.yaml:1:5", "a: {<<: {b: 1}}\n"),
                arguments("yaml.tag", "f.yaml:1:4", "a: !!javax.script.ScriptEngineManager [x]\n"),
                arguments("yaml.tag", "f.yaml:2:4", "a: 1\nb: !ruby/object:Gem {}\n"),
                arguments("yaml.tag", "f.yaml:1:4", "a: !!binary aGk=\n"),
                arguments("yaml.syntax", "f.yaml:2:1", "a: 1\n---\nb: 2\n"),
                arguments("yaml.syntax", "f.yaml:2:1", "a:\n\tb: 1\n"),
                arguments("yaml.duplicate-key", "f.yaml:2:1", "a: 1\na: 2\n"),
                arguments("yaml.duplicate-key", "f.yaml:2:1", "a: ~\n'a': ~\n"),
                arguments("yaml.too-deep", "f.yaml:1:61", "[".repeat(1_000_000)),
                arguments("yaml.too-deep", "f.yaml:1:121", "- ".repeat(100_000) + "a"),
                arguments("yaml.too-deep", "f.yaml:1:121", "? ".repeat(100_000)),
                arguments("yaml.too-large", "f.yaml:1:4", "a: " + "x".repeat(1_900_000)),
                arguments("yaml.too-large", "f.yaml:100000:2", "-\n".repeat(500_000)),
                arguments("yaml.number", "f.yaml:1:4", "a: 1e999999999\n"),
                arguments("yaml.number", "f.yaml:1:4", "a: " + "9".repeat(200) + "\n"),
                arguments("yaml.character", "f.yaml:2:4", "a: 1\nb: \u0001\n"),
                arguments("yaml.character", "f.yaml:1:4", "a: \"\\uD800\"\n"),
                arguments("yaml.character", "f.yaml:1:4", "a: \"\\0\"\n"),
                arguments("yaml.empty", "f.yaml", ""),
                arguments("yaml.empty", "f.yaml", "# nothing\n"),
                arguments("file.bom", "f.yaml:1:1", "\uFEFFa: 1\n"));
    }

    @ParameterizedTest(name = "{index} {0} {1}")
    @MethodSource("refused")
    void refusesWhatOtherReadersWouldChokeOn(String code, String place, String text) {
        read(text);

        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.place()).isEqualTo(place);
            assertThat(finding.remedy().zh()).isNotBlank();
        });
    }

    static Stream<Arguments> encodings() {
        return Stream.of(arguments("GBK", "f.yaml:2:4"), arguments("UTF-16", "f.yaml:1:1"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void saysWhereAFileIsNotUtf8AndWhatItMayBe(String charset, String place) {
        assertThat(Yaml.read("f.yaml", "a: x\nb: 公积金\n".getBytes(Charset.forName(charset)), findings))
                .isEmpty();
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("file.not-utf8");
            assertThat(finding.place()).isEqualTo(place);
            assertThat(finding.message().en()).contains(charset);
            assertThat(finding.remedy().en()).isEqualTo("Save the file as UTF-8");
        });
    }

    @Test
    void seesTheNulsOfAUtf16FileWithoutAMark() {
        assertThat(Yaml.read("f.yaml", "a: x".getBytes(StandardCharsets.UTF_16LE), findings))
                .isEmpty();
        assertThat(findings.all()).extracting(Finding::place).containsExactly("f.yaml:1:2");
    }

    @Test
    void listsNoMoreFindingsThanAnybodyReads() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append("a: 1\n");
        }

        read(many.toString());

        assertThat(findings.all()).hasSize(1_001);
        assertThat(findings.all().get(1_000).message().en()).isEqualTo("3999 more are not listed");
        assertThat(findings.hasErrors()).isTrue();
    }

    @Test
    void keepsAnErrorThatComesAfterAThousandWarnings() {
        Findings many = new Findings();
        for (int i = 0; i < 2_000; i++) {
            many.warning(Position.whole("f"), "w", Text.of("w", "w"), Text.of("w", "w"));
        }
        many.error(Position.whole("f"), "e", Text.of("e", "e"), Text.of("e", "e"));

        assertThat(many.hasErrors()).isTrue();
        assertThat(many.all()).extracting(Finding::code).contains("e");
    }

    private Optional<YamlNode> read(String text) {
        return Yaml.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), findings);
    }
}
