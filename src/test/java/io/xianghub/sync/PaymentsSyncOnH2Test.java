package io.xianghub.sync;

import io.xianghub.shared.database.Dialect;

class PaymentsSyncOnH2Test extends PaymentsSyncContract {

    PaymentsSyncOnH2Test() {
        super(Dialect.H2);
    }
}
