package io.xianghub.bundle.camel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Lets callers go first: whoever makes a version ready, or stops one, works in short stretches and rests between them as long as
 * inputs come in. A core that is taken for a tenth of a second on end is one that no caller gets.
 */
final class Pace extends LifecycleStrategySupport {

    private static final Duration STRETCH = Duration.ofMillis(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(20);

    /** Of the time that passes beside callers, a third is work. */
    private static final int RESTS_FOR_WORK = 2;

    private final LongSupplier inputs;
    private final Clockwork clockwork;
    private long left;
    private long seen;
    private long since;

    /** What tells the time and lets it pass, in nanoseconds. */
    interface Clockwork {

        Clockwork REAL = new Clockwork() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void pass(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };

        long now();

        void pass(long nanos);
    }

    /**
     * @param inputs how many have come in so far
     * @param most how long all rests of the version may last together
     */
    Pace(LongSupplier inputs, Duration most, Clockwork clockwork) {
        this.inputs = inputs;
        this.clockwork = clockwork;
        this.left = most.toNanos();
        this.seen = inputs.getAsLong();
        this.since = clockwork.now();
    }

    static Pace of(CamelContext context) {
        return context.getLifecycleStrategies().stream()
                .filter(Pace.class::isInstance)
                .map(Pace.class::cast)
                .findAny()
                .orElseThrow();
    }

    /** Begins to work, after a while in which there was nothing to do. */
    synchronized void begin() {
        since = clockwork.now();
    }

    /** Between two pieces of work. */
    synchronized void rest() {
        long worked = clockwork.now() - since;
        if (worked < STRETCH.toNanos()) {
            return;
        }
        long now = inputs.getAsLong();
        if (now != seen) {
            seen = now;
            long rest = Math.min(Math.min(worked * RESTS_FOR_WORK, LONGEST_REST.toNanos()), left);
            left -= rest;
            clockwork.pass(rest);
        }
        since = clockwork.now();
    }

    @Override
    public void onServiceAdd(CamelContext context, Service service, Route route) {
        rest();
    }

    @Override
    public void onServiceRemove(CamelContext context, Service service, Route route) {
        rest();
    }

    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        rest();
    }

    @Override
    public void onEndpointRemove(Endpoint endpoint) {
        rest();
    }
}
