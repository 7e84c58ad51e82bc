package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class TypeTest {

    private static final Type.Options COMPACT = new Type.Options(
            new Dates(DateInput.of("yyyyMMdd"), null, false),
            Amounts.STANDARD,
            Divisions.STANDARD,
            IdentityNumbers.REFUSED);

    @Test
    void refusesADayThatDoesNotExistInsteadOfMovingIt() {
        assertThatThrownBy(() -> date("20260229")).isInstanceOf(Unfit.class);
    }

    @Test
    void readsFullWidthDatesAndRefusesWordsInsteadOfDroppingThem() throws Exception {
        assertThat(date("２０２６０６０１")).isEqualTo("2026-06-01");
        assertThat(date("0000-00-00")).isNull();
        assertThatThrownBy(() -> date("待定")).isInstanceOf(Unfit.class);
    }

    @Test
    void doesNotWriteOutANumberThatWouldFillTheMemory() {
        assertThat(Leaf.text(new BigDecimal("1e999999999"))).hasSizeLessThan(20);
    }

    private static Object date(String value) throws Exception {
        return Type.DATE.of(value, COMPACT, Clock.systemUTC());
    }
}
