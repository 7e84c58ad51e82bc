package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language of the environment. */
class ReadingTest {

    @Test
    void speaksTheLanguageOfTheFirstVariableThatIsSet() {
        assertThat(Reading.ofEnvironment(Map.of("LC_ALL", "zh_CN.UTF-8", "LANG", "en_GB.UTF-8")))
                .isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Reading.ofEnvironment(Map.of("LC_ALL", "", "LC_MESSAGES", "zh_CN", "LANG", "C")))
                .isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Reading.ofEnvironment(Map.of("LC_ALL", "C", "LANG", "zh_CN.UTF-8")))
                .isEqualTo(Locale.ENGLISH);
        assertThat(Reading.ofEnvironment(Map.of("LANG", "zh_CN.UTF-8"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Reading.ofEnvironment(Map.of())).isEqualTo(Locale.ENGLISH);
    }
}
