package io.xianghub.bundle.deployment;

import io.xianghub.shared.database.Dialect;

class DeploymentOnH2Test extends DeploymentContract {

    DeploymentOnH2Test() {
        super(Dialect.H2);
    }
}
