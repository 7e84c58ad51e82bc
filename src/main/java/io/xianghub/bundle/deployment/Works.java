package io.xianghub.bundle.deployment;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Shadows;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.ReceiptStore;
import java.time.Clock;
import java.time.Duration;

/**
 * What a change of a bundle works with.
 *
 * @param patience how long a version that left may finish what it has begun
 */
record Works(
        BundleStore store,
        ReceiptStore receipts,
        ActiveBundles active,
        Starter starter,
        Gate gate,
        Proof proof,
        PhaseObserver observer,
        Observations observations,
        Shadows shadows,
        Clock clock,
        Duration patience) {}
