package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class ExchangesOnH2Test extends ExchangesContract {

    ExchangesOnH2Test() {
        super(Dialect.H2);
    }
}
