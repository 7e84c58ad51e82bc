package io.xianghub.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(?:(?:[0-9]{900}){1,900})",
                "([^]]{1000}x){500,}",
                "\\Q[\\E((a{1000}){1000}){1000}]",
                "(([\\]]{1000}){1000})",
                "(([[:alpha:]]{1000}){1000})",
                "((\\d{1000}))*((b{999}){99})",
                "(((((a{30}){30}){30}){30}",
            })
    void refusesRepeatsThatWouldFillTheMemory(String pattern) {
        assertThatThrownBy(() -> Patterns.compile(pattern))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("repeats too often");
    }

    @Test
    void refusesBracketsThatWouldOverflowTheStack() {
        assertThat(Patterns.compile("(".repeat(100) + ")".repeat(100)).groupCount())
                .isEqualTo(100);
        assertThatThrownBy(() -> Patterns.compile("(".repeat(101) + ")".repeat(101)))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("nests deeper than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9]{6}(?:18|19|20)[0-9]{2}[0-9]{9}[0-9X]",
                "([0-9]{18}\\|){20}",
                "[\\p{Han}·]{2,40}",
                ".{1,1000}\\|.{1,1000}\\|.{1,1000}",
                "\\x{3000}{1,9}",
                "[{}]{1,3}\\{9\\}",
                "",
            })
    void compilesWhatSomebodyWouldWrite(String pattern) {
        assertThat(Patterns.compile(pattern).pattern()).isEqualTo(pattern);
    }
}
