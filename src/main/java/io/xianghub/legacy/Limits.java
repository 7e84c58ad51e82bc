package io.xianghub.legacy;

import java.time.Duration;

/**
 * How much a department's system bears.
 *
 * @param concurrency calls at the same time
 * @param window calls over which failures are counted
 * @param minimumCalls below so many calls the breaker does not judge
 * @param failureRate percentage of failures that opens the breaker
 * @param open how long it stays open
 * @param maxAnswer bytes of the largest answer
 */
public record Limits(
        int concurrency,
        int window,
        int minimumCalls,
        int failureRate,
        Duration open,
        long maxAnswer,
        Retries retries) {

    public static final Limits DEFAULT = new Limits(32, 10, 5, 50, Duration.ofSeconds(10), 10L << 20);

    public Limits(int concurrency, int window, int minimumCalls, int failureRate, Duration open, long maxAnswer) {
        this(concurrency, window, minimumCalls, failureRate, open, maxAnswer, Retries.DEFAULT);
    }

    public Limits retries(Retries other) {
        return new Limits(concurrency, window, minimumCalls, failureRate, open, maxAnswer, other);
    }

    public Limits {
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("concurrency must be 1 to 1000");
        }
        if (window < 1 || minimumCalls < 1 || minimumCalls > window) {
            throw new IllegalArgumentException("minimum-calls must be 1 to window");
        }
        if (failureRate < 1 || failureRate > 100) {
            throw new IllegalArgumentException("failure-rate must be 1 to 100");
        }
        if (open.isNegative() || open.isZero()) {
            throw new IllegalArgumentException("open must be positive");
        }
        if (maxAnswer < 1 || maxAnswer > (1L << 30)) {
            throw new IllegalArgumentException("max-answer must be 1 B to 1 GB");
        }
    }
}
