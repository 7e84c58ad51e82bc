package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.sample.Coverage;
import io.xianghub.record.Exchange;
import io.xianghub.shared.problem.Finding;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

    static Stream<String> words() {
        return Stream.of(
                        Finding.Severity.values(),
                        Coverage.Kind.values(),
                        BundleEvent.Kind.values(),
                        Candidate.Mode.values(),
                        Exchange.Kind.values(),
                        Exchange.Outcome.values())
                .flatMap(Arrays::stream)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @MethodSource("words")
    void eachWordOfAnAnswerIsSaidInChinese(String word) {
        assertThat(Words.of(word).zh()).isNotEqualTo(word).matches(".*\\p{IsHan}.*");
        assertThat(Words.of(word).en()).doesNotContainPattern("\\p{IsHan}");
    }
}
