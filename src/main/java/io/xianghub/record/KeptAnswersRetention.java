package io.xianghub.record;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps kept answers away when their time has passed, once an hour. */
final class KeptAnswersRetention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswersRetention.class);

    private final ScheduledExecutorService sweeping = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-record-retention");
        thread.setDaemon(true);
        return thread;
    });

    KeptAnswersRetention(KeptAnswers answers, Duration every) {
        ScheduledFuture<?> unused = sweeping.scheduleWithFixedDelay(
                () -> sweep(answers), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sweep(KeptAnswers answers) {
        try {
            answers.sweep();
        } catch (RuntimeException nextTime) {
            LOG.warn("Kept answers were not swept: {}", nextTime.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        sweeping.shutdownNow();
    }
}
