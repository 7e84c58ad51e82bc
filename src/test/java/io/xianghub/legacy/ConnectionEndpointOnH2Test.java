package io.xianghub.legacy;

import io.xianghub.shared.database.Dialect;

class ConnectionEndpointOnH2Test extends ConnectionEndpointContract {

    ConnectionEndpointOnH2Test() {
        super(Dialect.H2);
    }
}
