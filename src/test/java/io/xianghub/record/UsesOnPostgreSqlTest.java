package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class UsesOnPostgreSqlTest extends UsesContract {

    UsesOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
