package io.xianghub.sync;

import io.xianghub.shared.database.Dialect;

class PaymentsSyncOnPostgreSqlTest extends PaymentsSyncContract {

    PaymentsSyncOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
