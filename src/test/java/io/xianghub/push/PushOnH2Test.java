package io.xianghub.push;

import io.xianghub.shared.database.Dialect;

class PushOnH2Test extends PushContract {

    PushOnH2Test() {
        super(Dialect.H2);
    }
}
