package io.xianghub.legacy;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.xianghub.shared.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Breaker and bulkhead of one connection. */
final class Guard {

    private static final Duration HALF_OPEN_WAIT = Duration.ofSeconds(1);

    private final Limits limits;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private volatile Instant openedAt = Instant.EPOCH;

    /** @param opened is told true when the breaker opens, false when it has closed again */
    Guard(String name, Limits limits, Clock clock, Consumer<Boolean> opened) {
        this.limits = limits;
        this.clock = clock;
        breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindow(
                                limits.window(),
                                limits.minimumCalls(),
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(limits.failureRate())
                        .waitDurationInOpenState(limits.open())
                        .permittedNumberOfCallsInHalfOpenState(Math.min(3, limits.minimumCalls()))
                        // A probe that never ends must not keep the breaker half open for ever.
                        .maxWaitDurationInHalfOpenState(Duration.ofMinutes(1))
                        .build());
        bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.concurrency())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openedAt = clock.instant();
                opened.accept(true);
            }
            if (event.getStateTransition().getToState() == CircuitBreaker.State.CLOSED) {
                opened.accept(false);
            }
        });
    }

    @FunctionalInterface
    interface Attempt<T extends @Nullable Object> {
        T make();
    }

    <T extends @Nullable Object> T run(Faults faults, Attempt<T> attempt) {
        if (!bulkhead.tryAcquirePermission()) {
            throw faults.busy(limits.concurrency());
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                throw faults.open(remainingWait());
            }
            return judged(attempt);
        } finally {
            bulkhead.onComplete();
        }
    }

    private <T extends @Nullable Object> T judged(Attempt<T> attempt) {
        long begun = System.nanoTime();
        try {
            T answer = attempt.make();
            breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            return answer;
        } catch (Problem problem) {
            if (Faults.isOutage(problem)) {
                breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, problem);
            } else {
                breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            }
            throw problem;
        } catch (RuntimeException | Error hubsOwn) {
            breaker.releasePermission();
            throw hubsOwn;
        }
    }

    private Duration remainingWait() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return HALF_OPEN_WAIT;
        }
        Duration rest = Duration.between(clock.instant(), openedAt.plus(limits.open()));
        return rest.compareTo(HALF_OPEN_WAIT) < 0 ? HALF_OPEN_WAIT : rest;
    }

    Limits limits() {
        return limits;
    }

    /** 0 closed, 1 half open, 2 open. */
    int breakerState() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 2;
            case HALF_OPEN -> 1;
            default -> 0;
        };
    }

    int callsUnderWay() {
        return limits.concurrency() - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }
}
