package io.xianghub.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {

    @Test
    void chenzhouIsNot43Point1() {
        assertThat(Division.of("431000000").value()).isEqualTo("431000");
        assertThat(new Division("431000").wide(9)).isEqualTo("431000000");
        assertThat(new Division("431000").wide(12)).isEqualTo("431000000000");
        assertThat(Division.flawOf("43.1", false)).isEqualTo(Division.Flaw.FORM);
    }

    @ParameterizedTest
    @CsvSource({
        "430181, ",
        "430181000, ",
        "430181000000, ",
        "430181999000, ",
        "439900, ",
        "430181001, BELOW_COUNTY",
        "430181001000, BELOW_COUNTY",
        "430181999001, BELOW_COUNTY",
        "4301, FORM",
        "４３０１８１, FORM",
        "990000, PROVINCE"
    })
    void tellsTheLevelByTheDigitsBehindTheCounty(String code, Division.Flaw flaw) {
        assertThat(Division.flawOf(code, false)).isEqualTo(flaw);
    }

    @Test
    void doesNotExistWithAFlaw() {
        assertThatThrownBy(() -> new Division("430181000")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Division.flawOf("430181001", true)).isNull();
    }
}
