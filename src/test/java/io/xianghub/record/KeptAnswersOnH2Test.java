package io.xianghub.record;

import io.xianghub.shared.database.Dialect;

class KeptAnswersOnH2Test extends KeptAnswersContract {

    KeptAnswersOnH2Test() {
        super(Dialect.H2);
    }
}
