package io.xianghub.bundle.camel;

import io.xianghub.bundle.BundleLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all versions of one bundle have in hand together, so that a swap does not double what the bundle may use. */
final class Bulkhead {

    private final BundleLimits limits;
    private final AtomicInteger inputs = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Bulkhead(BundleLimits limits) {
        this.limits = limits;
    }

    BundleLimits limits() {
        return limits;
    }

    /** Takes a place for one input; false when all are taken. */
    boolean enter() {
        if (inputs.incrementAndGet() > limits.inputs()) {
            inputs.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inputs.decrementAndGet();
    }

    /** Holds more data; false, and nothing is held, when it is more than the bundle may hold. */
    boolean hold(long more) {
        if (bytes.addAndGet(more) > limits.inFlight().toBytes()) {
            bytes.addAndGet(-more);
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
}
