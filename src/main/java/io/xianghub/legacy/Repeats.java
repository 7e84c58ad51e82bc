package io.xianghub.legacy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Decides whether a call of one operation is made again, and waits until it may be. */
record Repeats(Retries retries, RetryBudget budget, Pause pause, Count count) {

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    /** Why a call is made again: nothing of it was done, or the department asks for that. */
    enum Cause {
        UNCONNECTED("unconnected"),
        BUSY("429"),
        UNAVAILABLE("503");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static Optional<Cause> of(int status) {
            return switch (status) {
                case 429 -> Optional.of(BUSY);
                case 503 -> Optional.of(UNAVAILABLE);
                default -> Optional.empty();
            };
        }
    }

    @FunctionalInterface
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /** Counts the repetitions that were made, and those for which the budget had nothing left. */
    @FunctionalInterface
    interface Count {
        void counted(Cause cause, boolean made);
    }

    void called() {
        budget.called(retries.budget());
    }

    /**
     * Waits as long as it must and answers true, or answers false at once.
     *
     * @param attempts how many have been made
     * @param retryAfter what the department asked for; null when it did not
     * @param left the time until the caller gives up
     */
    boolean again(Cause cause, int attempts, @Nullable Duration retryAfter, Duration left) {
        if (attempts >= retries.attempts() || retries.budget() == 0) {
            return false;
        }
        Duration wait = retryAfter == null ? jittered(attempts) : retryAfter.plus(jittered(1));
        if (wait.compareTo(left) >= 0) {
            return false;
        }
        boolean affordable = budget.take();
        count.counted(cause, affordable);
        return affordable && waited(wait);
    }

    /** Anything up to the full backoff: callers that failed together do not come back together. */
    private Duration jittered(int attempts) {
        Duration full = retries.backoff().multipliedBy(1L << (attempts - 1));
        long most = Math.min(full.toMillis(), LONGEST_BACKOFF.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }

    private boolean waited(Duration wait) {
        try {
            pause.last(wait);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
