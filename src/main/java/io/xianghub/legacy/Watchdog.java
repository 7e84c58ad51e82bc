package io.xianghub.legacy;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a call that its own library would let hang: one daemon thread for all connections. */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "hub-legacy-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Something under watch; closing it calls the watch off. */
    static final class Watch implements AutoCloseable {

        private volatile boolean fired;
        private ScheduledFuture<?> bite;

        private Watch(ScheduledThreadPoolExecutor timer, Duration after, Interruption interruption) {
            bite = timer.schedule(
                    () -> {
                        fired = true;
                        try {
                            interruption.interrupt();
                        } catch (Exception alreadyOver) {
                            return;
                        }
                    },
                    Math.max(1, after.toMillis()),
                    TimeUnit.MILLISECONDS);
        }

        boolean fired() {
            return fired;
        }

        @Override
        public void close() {
            bite.cancel(false);
        }
    }

    @FunctionalInterface
    interface Interruption {
        void interrupt() throws Exception;
    }

    Watch in(Duration after, Interruption interruption) {
        return new Watch(timer, after, interruption);
    }

    /** Runs something later, such as closing what others may still be using. */
    void later(Duration after, Interruption interruption) {
        new Watch(timer, after, interruption);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
