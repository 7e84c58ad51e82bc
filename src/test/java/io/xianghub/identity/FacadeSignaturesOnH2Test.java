package io.xianghub.identity;

import io.xianghub.shared.database.Dialect;

class FacadeSignaturesOnH2Test extends FacadeSignaturesContract {

    FacadeSignaturesOnH2Test() {
        super(Dialect.H2);
    }
}
