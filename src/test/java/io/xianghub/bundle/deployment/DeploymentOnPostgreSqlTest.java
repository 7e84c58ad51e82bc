package io.xianghub.bundle.deployment;

import io.xianghub.shared.database.Dialect;

class DeploymentOnPostgreSqlTest extends DeploymentContract {

    DeploymentOnPostgreSqlTest() {
        super(Dialect.POSTGRESQL);
    }
}
