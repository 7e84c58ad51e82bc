package io.xianghub.bundle.camel.budget;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.shared.BundleName;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The bulkhead of each bundle that has a version here, with its meters; both go when its last version does. */
public final class Bulkheads {

    private final BundleLimits limits;
    private final MeterRegistry meters;
    /** By name, not by version: a swap must not double what a bundle may use. */
    private final LongAdder entered = new LongAdder();

    private final ConcurrentMap<BundleName, Shared> bundles = new ConcurrentHashMap<>();

    public Bulkheads(BundleLimits limits, MeterRegistry meters) {
        this.limits = limits;
        this.meters = meters;
    }

    private record Shared(Bulkhead bulkhead, int versions, List<Meter> meters) {

        Shared with(int change) {
            return new Shared(bulkhead, versions + change, meters);
        }
    }

    /** One more version of the bundle is here; it {@link Bulkhead#goes goes} once. */
    Bulkhead join(BundleName bundle) {
        return bundles.compute(bundle, (name, known) -> known == null ? first(name) : known.with(1))
                .bulkhead();
    }

    /** How many inputs all bundles have let in so far. */
    public long entered() {
        return entered.sum();
    }

    private void leave(BundleName bundle) {
        bundles.computeIfPresent(bundle, (name, known) -> {
            if (known.versions() > 1) {
                return known.with(-1);
            }
            known.meters().forEach(meters::remove);
            return null;
        });
    }

    private Shared first(BundleName bundle) {
        Bulkhead bulkhead = new Bulkhead(limits, entered, () -> leave(bundle));
        String name = bundle.value();
        return new Shared(
                bulkhead,
                1,
                List.of(
                        Gauge.builder("hub.bundle.inputs", bulkhead, Bulkhead::inputs)
                                .tag("bundle", name)
                                .description("Inputs that a bundle has in hand")
                                .register(meters),
                        Gauge.builder("hub.bundle.held", bulkhead, Bulkhead::bytes)
                                .tag("bundle", name)
                                .baseUnit("bytes")
                                .description("Data that all inputs of a bundle hold, estimated")
                                .register(meters),
                        FunctionCounter.builder("hub.bundle.rejected", bulkhead, Bulkhead::rejectedInputs)
                                .tags("bundle", name, "limit", "inputs")
                                .description("Inputs turned away because the bundle had no room")
                                .register(meters),
                        FunctionCounter.builder("hub.bundle.rejected", bulkhead, Bulkhead::rejectedBytes)
                                .tags("bundle", name, "limit", "in-flight")
                                .description("Inputs turned away because the bundle had no room")
                                .register(meters)));
    }
}
