package io.xianghub.bundle;

import java.util.concurrent.CountDownLatch;

/** Waits as a step does that hangs: it hears nobody who interrupts it. */
public final class Uninterruptibly {

    private Uninterruptibly() {}

    public static void await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                // whoever hangs goes on hanging
            }
        }
    }
}
