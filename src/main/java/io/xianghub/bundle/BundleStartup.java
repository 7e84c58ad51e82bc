package io.xianghub.bundle;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the versions that were active and those that stood beside them, then deploys what the folder brings anew, before the
 * hub takes its first call. A bundle that cannot be started is reported and does not keep the others from starting.
 */
final class BundleStartup implements SmartLifecycle {

    /** After the simulators, before the web server. */
    static final int PHASE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BundleStartup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deployments deployments;
    private final ActiveBundles active;
    private final @Nullable WatchedFolder folder;
    private final Duration watch;
    private @Nullable ScheduledExecutorService watcher;
    private volatile boolean running;

    /** @param watch how often to look at the folder; zero takes it once, at start */
    BundleStartup(Deployments deployments, ActiveBundles active, @Nullable WatchedFolder folder, Duration watch) {
        this.deployments = deployments;
        this.active = active;
        this.folder = folder;
        this.watch = watch;
    }

    @Override
    public void start() {
        deployments.resume();
        if (folder != null) {
            folder.takeAll();
            watch(folder);
        }
        running = true;
    }

    private void watch(WatchedFolder watched) {
        if (watch.isZero()) {
            return;
        }
        ScheduledExecutorService looking =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bundle-folder"));
        ScheduledFuture<?> unused = looking.scheduleWithFixedDelay(
                () -> {
                    try {
                        watched.look();
                    } catch (RuntimeException failed) {
                        LOG.error("The folder of bundles could not be looked at", failed);
                    }
                },
                watch.toMillis(),
                watch.toMillis(),
                TimeUnit.MILLISECONDS);
        watcher = looking;
    }

    @Override
    public void stop() {
        if (watcher != null) {
            watcher.shutdownNow();
        }
        active.all().forEach(bundle -> bundle.stopPolling());
        active.clear().forEach(slot -> {
            slot.beside().ifPresent(candidate -> candidate.retire(PATIENCE));
            slot.active().retire(PATIENCE);
        });
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
