package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class UsesOnH2Test extends UsesContract {

    UsesOnH2Test() {
        super(Dialect.H2);
    }
}
