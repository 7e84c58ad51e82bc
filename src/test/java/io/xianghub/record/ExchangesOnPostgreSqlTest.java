package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class ExchangesOnPostgreSqlTest extends ExchangesContract {

    ExchangesOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
