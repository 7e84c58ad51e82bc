package io.xianghub.bundle.deployment;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.shared.BundleName;
import java.time.Duration;

/** {@code hub.deployment.phases}: how long each phase of a deployment takes. */
record PhaseMeters(MeterRegistry meters) implements PhaseObserver {

    @Override
    public void begins(BundleName bundle, String phase) {}

    @Override
    public void ends(BundleName bundle, String phase, Duration took) {
        meters.timer("hub.deployment.phases", "phase", phase).record(took);
    }
}
