package io.xianghub.legacy;

import io.xianghub.shared.database.Dialect;

class ConnectionEndpointOnPostgreSqlTest extends ConnectionEndpointContract {

    ConnectionEndpointOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
