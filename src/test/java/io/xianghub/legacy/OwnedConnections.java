package io.xianghub.legacy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Connections of which a test hears whenever it is noted whose they are. */
public final class OwnedConnections {

    private OwnedConnections() {}

    public static Connections telling(Bindings bindings, Clock clock, MeterRegistry meters, Runnable owned) {
        return new Connections(bindings, clock, meters, (bundle, department, connections) -> owned.run());
    }
}
