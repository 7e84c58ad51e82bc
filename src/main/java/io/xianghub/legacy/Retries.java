package io.xianghub.legacy;

import java.time.Duration;

/**
 * How often a call that never reached the department, or found it busy, may be made again.
 *
 * @param attempts the first included
 * @param budget percentage of the connection's recent calls that may be repetitions; 0 allows none
 * @param backoff longest wait before the first repetition, twice as long before each further one
 */
public record Retries(int attempts, int budget, Duration backoff) {

    public static final Retries DEFAULT = new Retries(2, 10, Duration.ofMillis(200));

    public Retries {
        if (attempts < 1 || attempts > 5) {
            throw new IllegalArgumentException("attempts must be 1 to 5");
        }
        if (budget < 0 || budget > 100) {
            throw new IllegalArgumentException("retry-budget must be 0 to 100");
        }
        if (backoff.toMillis() < 1 || backoff.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("backoff must be 1 ms to 10 s");
        }
    }
}
