package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowTextTest {

    @Test
    void saysHowManyCallsDifferedInWhichFieldsAndWhereToLook() {
        Map<String, Object> found = Map.of(
                "compared",
                10_000L,
                "differing",
                3L,
                "dropped",
                1L,
                "tooLarge",
                2L,
                "limit",
                4L * 1024 * 1024,
                "fields",
                Map.of("answer.items[].validTo", 3L),
                "examples",
                List.of(Map.of("exchange", "01ABC", "fields", List.of("answer.items[7].validTo"))));

        assertThat(ShadowText.of("1.1.0", found).en())
                .isEqualTo(
                        "Shadow 1.1.0: differs in 3 of 10,000, 1 more not compared in time; not compared: 2, larger than 4 MB\n"
                                + "  answer.items[].validTo  3  (01ABC answer.items[7].validTo)");
    }
}
