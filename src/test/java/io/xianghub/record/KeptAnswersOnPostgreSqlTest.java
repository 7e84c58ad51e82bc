package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class KeptAnswersOnPostgreSqlTest extends KeptAnswersContract {

    KeptAnswersOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
