package io.xianghub.bundle.observation;

import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What lately happened to each bundle on this node, in memory; what must be kept stands in receipts and the exchange log. */
public final class BundleLog {

    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<BundleName, Ring<BundleEvent>> events = new ConcurrentHashMap<>();

    public BundleLog(Clock clock) {
        this.clock = clock;
    }

    public void record(BundleName bundle, BundleEvent.Kind kind, Text message) {
        add(bundle, new BundleEvent(clock.instant(), kind, null, message, null, null));
    }

    public void record(Services.Active version, BundleEvent.Kind kind, Text message) {
        record(version, kind, message, null, null);
    }

    public void record(
            Services.Active version,
            BundleEvent.Kind kind,
            Text message,
            @Nullable ExchangeId exchange,
            @Nullable String step) {
        String id = exchange == null ? null : exchange.value();
        add(version.bundle(), new BundleEvent(clock.instant(), kind, words(version), message, id, step));
    }

    /** Such as {@code 1.0.0 (4f2a90c1)}. */
    public static String words(Services.Active version) {
        String digest = version.digest();
        return version.version() + " (" + digest.substring(0, Math.min(8, digest.length())) + ")";
    }

    private void add(BundleName bundle, BundleEvent event) {
        events.computeIfAbsent(bundle, first -> new Ring<>(MOST)).add(event);
    }

    /** What came after the cursor, oldest first; waits when there is nothing. */
    public Ring.Slice<BundleEvent> after(BundleName bundle, @Nullable String cursor, Duration patience) {
        return events.computeIfAbsent(bundle, first -> new Ring<>(MOST)).await(cursor, patience);
    }
}
