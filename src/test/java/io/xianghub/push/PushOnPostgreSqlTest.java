package io.xianghub.push;

import io.xianghub.shared.database.Dialect;

class PushOnPostgreSqlTest extends PushContract {

    PushOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
