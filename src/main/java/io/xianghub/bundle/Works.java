package io.xianghub.bundle;

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
