package io.xianghub.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The signatures that one end has met lately: each is made for one message, so that one met twice was sent again. */
public final class SeenSeals {

    /** How far the clocks of two ends may be apart. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MOST = 50_000;

    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** Whether a message was made about now. */
    static boolean isFresh(Instant made, Instant now) {
        return Duration.between(made, now).abs().compareTo(WINDOW) <= 0;
    }

    /** Whether none with this signature was met as long as it was fresh. */
    synchronized boolean isFirst(String signature, Instant now) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && oldest.next().plus(WINDOW.multipliedBy(2)).isBefore(now)) {
            oldest.remove();
        }
        if (seen.size() >= MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
        return seen.putIfAbsent(signature, now) == null;
    }
}
