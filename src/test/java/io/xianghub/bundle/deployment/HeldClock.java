package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Uninterruptibly;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The clock that a bundle's steps are timed by: the next step that looks at it can be held, for as long as a test likes. */
final class HeldClock extends Clock {

    private final AtomicBoolean holdsNext = new AtomicBoolean();
    private final AtomicBoolean held = new AtomicBoolean();
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** Holds whoever asks next for the time, and nobody else. */
    void holdNext() {
        holdsNext.set(true);
    }

    boolean isHeld() {
        return held.get();
    }

    void letGo() {
        letGo.countDown();
    }

    @Override
    public Instant instant() {
        if (holdsNext.compareAndSet(true, false)) {
            held.set(true);
            Uninterruptibly.await(letGo);
            held.set(false);
        }
        return Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
