package io.xianghub.catalogue;

import io.xianghub.shared.database.Dialect;

class SubscriptionsOnH2Test extends SubscriptionsContract {

    SubscriptionsOnH2Test() {
        super(Dialect.H2);
    }
}
