package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.shared.Budget;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private static final String PEOPLE =
            """
            source: { format: record }
            fields:
              name: { from: [alias, name], sensitivity: public }
              mobile: { from: phone }
              insured:
                each: list
                fields:
                  kind: { from: type, dictionary: kinds, sensitivity: SENSITIVITY }
            """;
    private static final String KINDS = "code,standard,label,valid_from,valid_to\n310,EMPLOYEE,职工,,\n";

    private final Noted noted = new Noted();

    @Test
    void hearsWhereEveryValueCameFromAndThatOneWasLeftOut() {
        apply(Map.of("name", "测试甲", "list", List.of(Map.of("type", "310"))), "public");

        assertThat(noted.made)
                .extracting(Derivation::target, Derivation::value)
                .containsExactly(tuple("name", "测试甲"), tuple("mobile", null), tuple("insured[0].kind", "EMPLOYEE"));
        assertThat(noted.made.get(0).from())
                .containsExactly(
                        new Derivation.Taken("alias", "alias", null), new Derivation.Taken("name", "name", "测试甲"));
        assertThat(noted.made.get(2).from()).containsExactly(new Derivation.Taken("list.type", "list[0].type", "310"));
        assertThat(noted.made.get(2).at().line()).isEqualTo(8);
    }

    @Test
    void namesTheFieldOfAnUnmappedCodeAndTheCodeOnlyWhenItIsPublic() {
        Map<String, Object> unknown = Map.of("list", List.of(Map.of("type", "77")));

        assertThat(catchThrowable(() -> apply(unknown, "public"))).isInstanceOf(MappingFailure.class);
        assertThat(catchThrowable(() -> apply(unknown, "personal"))).isInstanceOf(MappingFailure.class);

        assertThat(noted.unmapped).containsExactly("people insured.kind kinds 77", "people insured.kind kinds null");
    }

    private void apply(Map<String, Object> input, String sensitivity) {
        Mappings mappings = MappingCompiler.compile(
                new TreeMap<>(Map.of(
                        "mappings/x/people.map.yaml", bytes(PEOPLE.replace("SENSITIVITY", sensitivity)),
                        "mappings/x/dictionaries/kinds.csv", bytes(KINDS))),
                new Findings(),
                Clock.systemUTC());
        mappings.find("people").orElseThrow().apply(input, Map.of(), noted, Budget.UNLIMITED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Noted implements Witness {

        private final List<Derivation> made = new ArrayList<>();
        private final List<String> unmapped = new ArrayList<>();

        @Override
        public void read(String mapping, String source) {}

        @Override
        public void coded(String dictionary, String code) {}

        @Override
        public boolean wants() {
            return true;
        }

        @Override
        public void made(Derivation derivation) {
            made.add(derivation);
        }

        @Override
        public void unmapped(String mapping, String field, String dictionary, @Nullable String code) {
            unmapped.add(mapping + " " + field + " " + dictionary + " " + code);
        }
    }
}
