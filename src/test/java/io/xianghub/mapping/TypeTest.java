package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class TypeTest {

    private static final Type.Options COMPACT = new Type.Options(Type.formatter("yyyyMMdd"), "yyyyMMdd", null);

    @Test
    void refusesADayThatDoesNotExistInsteadOfMovingIt() {
        assertThatThrownBy(() -> date("20260229")).isInstanceOf(Type.Unfit.class);
    }

    @Test
    void readsFullWidthDatesAndRefusesWordsInsteadOfDroppingThem() throws Exception {
        assertThat(date("２０２６０６０１")).isEqualTo("2026-06-01");
        assertThat(date("0000-00-00")).isNull();
        assertThatThrownBy(() -> date("待定")).isInstanceOf(Type.Unfit.class);
    }

    @Test
    void doesNotWriteOutANumberThatWouldFillTheMemory() {
        assertThat(Type.text(new BigDecimal("1e999999999"))).hasSizeLessThan(20);
    }

    private static Object date(String value) throws Exception {
        return Type.DATE.of(value, COMPACT, Clock.systemUTC());
    }
}
