package io.xianghub.bundle.observation;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The ways that each bundle's last inputs took on this node, in memory. */
public final class BundleTraces {

    public static final int MOST = 200;

    private final Clock clock;
    private final Map<BundleName, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Ring<Trace> traces, RecentCalls calls) {}

    public BundleTraces(Clock clock) {
        this.clock = clock;
    }

    public Clock clock() {
        return clock;
    }

    /** @param hubOrDepartment whether it ended in a failure that is not the caller's */
    public void add(BundleName bundle, Trace trace, boolean hubOrDepartment) {
        Kept of = of(bundle);
        of.traces().add(trace);
        of.calls().add(clock.instant(), hubOrDepartment);
    }

    private Kept of(BundleName bundle) {
        return kept.computeIfAbsent(bundle, first -> new Kept(new Ring<>(MOST), new RecentCalls()));
    }

    /** What came after the cursor, oldest first; waits when there is nothing. */
    public Ring.Slice<Trace> after(BundleName bundle, @Nullable String cursor, Duration patience) {
        return of(bundle).traces().await(cursor, patience);
    }

    public Optional<Trace> find(BundleName bundle, ExchangeId exchange) {
        return Optional.ofNullable(kept.get(bundle))
                .flatMap(of -> of.traces().find(trace -> trace.exchange().equals(exchange)));
    }

    public RecentCalls.Count recent(BundleName bundle) {
        Kept of = kept.get(bundle);
        return of == null ? new RecentCalls.Count(0, 0) : of.calls().count(clock.instant());
    }

    /** Nothing of the bundle is left. */
    public void forget(BundleName bundle) {
        kept.remove(bundle);
    }
}
