package io.xianghub.catalogue;

import io.xianghub.shared.database.Dialect;

class SubscriptionsOnPostgreSqlTest extends SubscriptionsContract {

    SubscriptionsOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
