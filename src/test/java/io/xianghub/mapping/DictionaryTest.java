package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.shared.Budget;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T04:00:00Z"), ZoneOffset.UTC);
    private static final String HEAD = "code,standard,label,valid_from,valid_to\n";
    private static final String KINDS = HEAD + "01,old,旧,,2025-12-31\n01,new,新,2026-01-01,\n02,other,其他,,\n";

    private final Noted noted = new Noted();

    @Test
    void usesTheMeaningThatTheCodeHadOnTheDayOfTheRow() {
        String field = "{ from: k, dictionary: { name: kinds, at: day } }";

        assertThat(map(field, KINDS, Map.of("k", "01", "day", "20250601"))).isEqualTo("old");
        assertThat(map(field, KINDS, Map.of("k", "01", "day", "2026-01-01"))).isEqualTo("new");
        assertThat(map(field, KINDS, Map.of("k", "01"))).isEqualTo("new");
        assertThatThrownBy(() -> map(field, KINDS, Map.of("k", "01", "day", "soon")))
                .hasMessageContaining("day is no date");
        assertThat(map(
                        "{ from: k, dictionary: { name: kinds, at: day, input: dd/MM/yyyy } }",
                        KINDS,
                        Map.of("k", "01", "day", "01/06/2025")))
                .isEqualTo("old");
    }

    @Test
    void turnsAMeaningBackIntoItsCode() {
        String field = "{ from: k, dictionary: { name: kinds, reverse: true } }";

        assertThat(map(field, KINDS, Map.of("k", "other"))).isEqualTo("02");
        assertThat(noted.coded).containsExactly("kinds 02");
        assertThatThrownBy(() -> map(field, KINDS, Map.of("k", "old"))).hasMessageContaining("no code");
    }

    @Test
    void refusesToTurnBackAMeaningOfSeveralCodesUnlessTheFirstIsToWin() {
        String several = HEAD + "3,none,开户,,\n1,none,启封,,\n2,other,其他,,\n*,unknown,,,\n";

        Findings findings = new Findings();
        compile("{ from: k, dictionary: { name: kinds, reverse: true } }", several, findings);

        assertThat(findings.all())
                .extracting(Finding::line, Finding::code, finding -> finding.message()
                        .en())
                .containsExactly(tuple(
                        2, "mapping.dictionary-ambiguous", "In the dictionary kinds, none has several codes: [3, 1]"));
        assertThat(map(
                        "{ from: k, dictionary: { name: kinds, reverse: true, ambiguous: first } }",
                        several,
                        Map.of("k", "none")))
                .isEqualTo("3");
    }

    @Test
    void givesTheLabelAndFindsCodesThatHaveNone() {
        String field = "{ from: k, dictionary: { name: kinds, gives: label } }";

        assertThat(map(field, KINDS, Map.of("k", "01"))).isEqualTo("新");
        Findings findings = new Findings();
        compile(field, HEAD + "01,new,,,\n", findings);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("mapping.dictionary-label");
    }

    @Test
    void readsQuotedLabelsAMarkOfByteOrderAndWindowsLineEnds() {
        String csv = "\uFEFF" + HEAD.replace("\n", "\r\n") + "01,a,\"甲, \"\"乙\"\"\r\n丙\",,\r\n\r\n02,b,丁,,\r\n";

        String field = "{ from: k, dictionary: { name: kinds, gives: label } }";

        assertThat(map(field, csv, Map.of("k", "01"))).isEqualTo("甲, \"乙\"\r\n丙");
        assertThat(map(field, csv, Map.of("k", "02"))).isEqualTo("丁");
    }

    @Test
    void namesTheLineOfAQuoteThatIsNotWhole() {
        Findings findings = new Findings();
        compile("{ from: k }", HEAD + "01,a,甲,,\n02,b,\"乙,,\n", findings);
        compile("{ from: k }", HEAD + "01,a,\"甲\"x,,\n", findings);

        assertThat(findings.all())
                .extracting(Finding::line, finding -> finding.message().en())
                .containsExactly(tuple(3, "A quote does not end"), tuple(2, "There is text behind a closing quote"));
    }

    @Test
    void leavesAFieldOutWhoseUnknownCodeIsOnlyToBeReported() {
        String field = "{ from: k, dictionary: { name: kinds, unmapped: reported }%s }";

        assertThat(map(field.formatted(""), KINDS, Map.of("k", "77"))).isNull();
        assertThat(map(field.formatted(", sensitivity: public"), KINDS, Map.of("k", "77")))
                .isNull();
        assertThatThrownBy(() -> map(field.formatted(", required: true"), KINDS, Map.of("k", "77")))
                .hasMessageContaining("required value is missing");
        assertThat(noted.unmapped).containsExactly("m v kinds null", "m v kinds 77", "m v kinds null");
    }

    @Test
    void translatesEachPartOfASplitValue() {
        assertThat(map("{ from: k, split: \"^\", dictionary: kinds }", KINDS, Map.of("k", "01^02")))
                .isEqualTo(List.of("new", "other"));
    }

    private @Nullable Object map(String field, String csv, Map<String, Object> input) {
        Findings findings = new Findings();
        Mapping mapping = compile(field, csv, findings).find("m").orElseThrow();
        assertThat(findings.all()).isEmpty();
        return ((Map<?, ?>) mapping.apply(input, Map.of(), noted, Budget.UNLIMITED)).get("v");
    }

    private static Mappings compile(String field, String csv, Findings findings) {
        return MappingCompiler.compile(
                new TreeMap<>(Map.of(
                        "mappings/x/m.map.yaml",
                        ("source: { format: record }\nfields: { v: " + field + " }\n").getBytes(StandardCharsets.UTF_8),
                        "mappings/x/dictionaries/kinds.csv",
                        csv.getBytes(StandardCharsets.UTF_8))),
                findings,
                NOW);
    }

    private static final class Noted implements Witness {

        private final List<String> coded = new ArrayList<>();
        private final List<String> unmapped = new ArrayList<>();

        @Override
        public void read(String mapping, String source) {}

        @Override
        public void coded(String dictionary, String code) {
            coded.add(dictionary + " " + code);
        }

        @Override
        public void unmapped(String mapping, String field, String dictionary, @Nullable String code) {
            unmapped.add(mapping + " " + field + " " + dictionary + " " + code);
        }
    }
}
