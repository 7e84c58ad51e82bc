package io.xianghub.legacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a polled table's rows have waited, as the node that polls it last found. */
final class PolledAge {

    private final Clock clock;
    private volatile @Nullable Instant since;
    private volatile int aside;

    PolledAge(Clock clock) {
        this.clock = clock;
    }

    /** @param oldest when the oldest row that waits was written; null when none does */
    void found(@Nullable Instant oldest, int setAside) {
        aside = setAside;
        since = oldest == null ? clock.instant() : oldest;
    }

    /** Nobody has looked since then, as far as is known. */
    void begin(@Nullable Instant lookedBefore) {
        if (since == null) {
            since = lookedBefore;
        }
    }

    void rest() {
        since = null;
        aside = 0;
    }

    Duration age() {
        Instant from = since;
        Duration age = from == null ? Duration.ZERO : Duration.between(from, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    int setAside() {
        return aside;
    }
}
