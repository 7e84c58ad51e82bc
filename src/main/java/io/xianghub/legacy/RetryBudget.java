package io.xianghub.legacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What a connection may spend on repetitions: a share of its recent calls, so that repeating does not finish off a system
 * that is in trouble.
 */
final class RetryBudget {

    // In hundredths of a repetition.
    private static final long ONE = 100;
    private static final long MOST = 10 * ONE;

    // A connection that is seldom used may repeat too.
    private static final Duration ONE_MORE_EVERY = Duration.ofSeconds(10);

    private final Clock clock;
    private long left = MOST;
    private Instant filledAt;

    RetryBudget(Clock clock) {
        this.clock = clock;
        filledAt = clock.instant();
    }

    /** A call was made, which earns its share. */
    synchronized void called(int percent) {
        left = Math.min(MOST, left + percent);
    }

    /** Takes one repetition, if there is one. */
    synchronized boolean take() {
        Duration passed = Duration.between(filledAt, clock.instant());
        long more = passed.isNegative() ? 0 : passed.toMillis() * ONE / ONE_MORE_EVERY.toMillis();
        if (more > 0) {
            left = Math.min(MOST, left + more);
            filledAt = clock.instant();
        }
        if (left < ONE) {
            return false;
        }
        left -= ONE;
        return true;
    }
}
