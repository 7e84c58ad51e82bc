package io.xianghub.lease;

import io.xianghub.shared.database.Dialect;

class LeasesOnPostgreSqlTest extends LeasesContract {

    LeasesOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
