package io.xianghub.lease;

import io.xianghub.shared.database.Dialect;

class LeasesOnH2Test extends LeasesContract {

    LeasesOnH2Test() {
        super(Dialect.H2);
    }
}
