package io.xianghub.legacy;

import io.xianghub.shared.BundleName;

/** Is told when the breaker of a connection opens, and when it has closed again. */
@FunctionalInterface
public interface BreakerWatch {

    /** Nobody is told. */
    BreakerWatch NOBODY = (bundle, connection, open) -> {};

    void changed(BundleName bundle, String connection, boolean open);
}
