package io.xianghub.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AmountPropertyTest {

    @Property
    void anAmountSurvivesEveryUnit(@ForAll long fen) {
        assertThat(Fen.ofYuan(new BigDecimal(Fen.yuan(fen)))).isEqualTo(fen);
        assertThat(Fen.ofWan(new BigDecimal(Fen.wan(fen)))).isEqualTo(fen);
        assertThat(Fen.ofFen(new BigDecimal(fen))).isEqualTo(fen);
    }
}
