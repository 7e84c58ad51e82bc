package io.xianghub.identity;

import io.xianghub.shared.database.Dialect;

class FacadeSignaturesOnPostgreSqlTest extends FacadeSignaturesContract {

    FacadeSignaturesOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
