package io.xianghub.bundle.camel.budget;

import io.xianghub.bundle.BundleLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all versions of one bundle have in hand together, so that a swap does not double what the bundle may use. */
final class Bulkhead {

    private final BundleLimits limits;
    private final LongAdder entered;
    private final Runnable leaving;
    private final AtomicInteger inputs = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder rejectedInputs = new LongAdder();
    private final LongAdder rejectedBytes = new LongAdder();

    /**
     * @param entered counts who was let in
     * @param leaving what is to be done when a version is gone
     */
    Bulkhead(BundleLimits limits, LongAdder entered, Runnable leaving) {
        this.limits = limits;
        this.entered = entered;
        this.leaving = leaving;
    }

    /** One version less of the bundle. */
    void goes() {
        leaving.run();
    }

    BundleLimits limits() {
        return limits;
    }

    /** Takes a place for one input; false when all are taken. */
    boolean enter() {
        if (inputs.incrementAndGet() > limits.inputs()) {
            inputs.decrementAndGet();
            rejectedInputs.increment();
            return false;
        }
        entered.increment();
        return true;
    }

    void leave() {
        inputs.decrementAndGet();
    }

    /** Holds more data; false, and nothing is held, when it is more than the bundle may hold. */
    boolean hold(long more) {
        if (bytes.addAndGet(more) > limits.inFlight().toBytes()) {
            bytes.addAndGet(-more);
            rejectedBytes.increment();
            return false;
        }
        return true;
    }

    void release(long held) {
        bytes.addAndGet(-held);
    }

    int inputs() {
        return inputs.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** How often there was no place. */
    long rejectedInputs() {
        return rejectedInputs.sum();
    }

    /** How often there was no room for data. */
    long rejectedBytes() {
        return rejectedBytes.sum();
    }
}
