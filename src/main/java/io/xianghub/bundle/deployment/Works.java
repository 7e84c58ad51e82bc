package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Shadows;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.ReceiptStore;
import io.xianghub.shared.BundleName;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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
        Duration patience) {

    /** What answers for the same major version, or would if it had started with the hub. */
    Optional<Services.Active> answering(Services.Active version) {
        int major = version.version().major();
        return active.slot(version.bundle(), major)
                .map(slot -> slot.active().version())
                .or(() -> active.unstarted().find(version.bundle(), major).map(Unstarted.Missing::version));
    }

    /** After every change of what answers: the connections follow the version that serves the bundle now. */
    void publish(BundleName bundle) {
        starter.publish(bundle, active.running(bundle));
    }
}
