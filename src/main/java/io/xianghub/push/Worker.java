package io.xianghub.push;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does the same over and over until it is stopped, and waits a little after each failure. */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** One round; it decides itself how long it waits for work. */
    interface Round {
        void run(Worker worker) throws Exception;
    }

    Worker(String name, Round round) {
        thread = new Thread(() -> repeat(name, round), "hub-push-" + name);
    }

    private void repeat(String name, Round round) {
        String last = "";
        while (running()) {
            try {
                round.run(this);
                if (!last.isEmpty()) {
                    LOG.info("push {} works again", name);
                    last = "";
                }
            } catch (Throwable failed) { // an Error ends the round, never the worker
                String why = failed.getClass().getSimpleName() + ": " + failed.getMessage();
                if (running() && !why.equals(last)) {
                    LOG.warn("push {} failed and tries again: {}", name, why, failed);
                    last = why;
                }
                pause(AFTER_FAILURE);
            }
        }
    }

    void start() {
        thread.start();
    }

    boolean running() {
        return stop.getCount() > 0;
    }

    /** Waits, but no longer than until the worker is stopped. */
    void pause(Duration wait) {
        try {
            // Nobody needs to know which of the two ended the wait: the loop asks.
            boolean stopped = stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("paused, stopped: {}", stopped);
        } catch (InterruptedException interrupted) {
            stop.countDown();
            Thread.currentThread().interrupt();
        }
    }

    void askToStop() {
        stop.countDown();
    }

    void awaitEnd(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
