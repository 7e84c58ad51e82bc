package io.xianghub.bundle.border;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.active.ShadowFindings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TapeDifferencesTest {

    @Test
    void namesThePlaceAndCountsTheField() {
        List<String> places = TapeDifferences.paths(
                "answer",
                Map.of("items", List.of(Map.of("to", 1), Map.of("to", 2))),
                Map.of("items", List.of(Map.of("to", 1), Map.of("to", 3))));

        assertThat(places).containsExactly("answer.items[1].to");
        assertThat(ShadowFindings.field(places.get(0))).isEqualTo("answer.items[].to");
    }

    @Test
    void showsNoMemberNameThatLooksLikeSomebodysNumber() {
        assertThat(TapeDifferences.paths(
                        "answer",
                        Map.of("persons", Map.of("430301190001010028", Map.of("paid", List.of(1, 2)))),
                        Map.of("persons", Map.of("430301190001010028", Map.of("paid", List.of(1, 3))))))
                .containsExactly("answer.persons.*.paid[1]");
    }

    @Test
    void comparesRawAnswersByWhatTheySay() {
        assertThat(TapeDifferences.paths("answer", bytes("{\"a\": 1, \"b\": 2}"), bytes("{\"b\":2,\"a\":1}")))
                .isEmpty();
        assertThat(TapeDifferences.paths("answer", bytes("one|two\nthree"), bytes("one|two\nfour")))
                .containsExactly("answer.line 2")
                .extracting(ShadowFindings::field)
                .containsExactly("answer.line");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
