package io.xianghub.bundle.deployment;

import io.xianghub.shared.BundleName;
import java.time.Duration;

/** Is told of every phase of every change, in the thread that makes it. */
interface PhaseObserver {

    void begins(BundleName bundle, String phase);

    void ends(BundleName bundle, String phase, Duration took);
}
