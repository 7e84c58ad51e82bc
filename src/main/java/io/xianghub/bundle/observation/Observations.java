package io.xianghub.bundle.observation;

import java.time.Clock;

/** What a running bundle shows its engineers. */
public record Observations(BundleLog log, BundleTraces traces) {

    public static Observations of(Clock clock) {
        return new Observations(new BundleLog(clock), new BundleTraces(clock));
    }
}
