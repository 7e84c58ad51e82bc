package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.util.List;
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

    private final BundleStore store;
    private final Deployments deployments;
    private final ActiveBundles active;
    private final @Nullable WatchedFolder folder;
    private final Duration watch;
    private @Nullable ScheduledExecutorService watcher;
    private volatile boolean running;

    /** @param watch how often to look at the folder; zero takes it once, at start */
    BundleStartup(
            BundleStore store,
            Deployments deployments,
            ActiveBundles active,
            @Nullable WatchedFolder folder,
            Duration watch) {
        this.store = store;
        this.deployments = deployments;
        this.active = active;
        this.folder = folder;
        this.watch = watch;
    }

    @Override
    public void start() {
        for (BundleStore.ActiveRow row : store.active()) {
            attempt(row.name(), () -> {
                deployments.resume(files(row.name(), row.digest()));
                LOG.info(
                        "Bundle {} resumed, digest {}", row.name(), row.digest().substring(0, 8));
            });
        }
        for (BundleStore.CandidateRow row : store.candidates()) {
            attempt(row.name(), () -> deployments.resume(files(row.name(), row.digest()), row));
        }
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

    private BundleFiles files(BundleName name, String digest) {
        return BundleFiles.unzip(store.zip(name, digest), new Findings())
                .orElseThrow(() -> new IllegalStateException("The kept zip of " + name + " cannot be read"));
    }

    private static void attempt(BundleName name, Runnable action) {
        try {
            action.run();
        } catch (Problem refused) {
            LOG.error(
                    "Bundle {} was not started: {} {}",
                    name,
                    refused.getMessage(),
                    refused.extras().getOrDefault("findings", List.of()));
        } catch (RuntimeException failed) {
            LOG.error("Bundle {} was not started", name, failed);
        }
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
