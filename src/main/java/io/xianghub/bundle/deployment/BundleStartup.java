package io.xianghub.bundle.deployment;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.camel.RunningBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
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
    private final Rhythm rhythm;
    private final List<ExecutorService> working = new ArrayList<>();
    private volatile boolean running;

    /**
     * How often to look for what has changed; zero looks once, at start.
     *
     * @param folder at the folder that bundles are taken from
     * @param nodes at what other nodes have changed
     */
    record Rhythm(Duration folder, Duration nodes) {

        static final Rhythm ONCE = new Rhythm(Duration.ZERO, Duration.ZERO);
    }

    BundleStartup(Deployments deployments, ActiveBundles active, @Nullable WatchedFolder folder, Rhythm rhythm) {
        this.deployments = deployments;
        this.active = active;
        this.folder = folder;
        this.rhythm = rhythm;
    }

    @Override
    public void start() {
        deployments.resume();
        if (folder != null) {
            folder.takeAll();
            watch(folder);
        }
        follow();
        running = true;
    }

    private void watch(WatchedFolder watched) {
        again("bundle-folder", rhythm.folder(), watched::look);
    }

    /** Each bundle on a thread of its own: one that drains keeps no other waiting. */
    private void follow() {
        ExecutorService bringing = Executors.newCachedThreadPool(work -> new Thread(work, "bundle-catch-up"));
        again("bundle-nodes", rhythm.nodes(), () -> deployments.catchUp().look(bringing));
        working.add(bringing);
    }

    private void again(String name, Duration every, Runnable look) {
        if (every.isZero()) {
            return;
        }
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, name));
        working.add(looking);
        ScheduledFuture<?> unused = looking.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (Throwable failed) { // an Error ends one look, never the looking
                        LOG.error("{} could not be looked at", name, failed);
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Not interrupted: whoever is changing bundles writes to the database. */
    private static void end(ExecutorService looking) {
        looking.shutdown();
        try {
            if (!looking.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A bundle is still being changed while the hub stops");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        working.forEach(BundleStartup::end);
        working.clear();
        active.all().forEach(BundleStartup::stopPolling);
        active.clear().forEach(slot -> {
            slot.beside().ifPresent(candidate -> {
                candidate.stopComparing();
                Aftermath.retire(candidate.running(), PATIENCE);
            });
            Aftermath.retire(slot.active(), PATIENCE);
        });
        running = false;
    }

    /** One bundle that does not stop keeps no other from stopping. */
    private static void stopPolling(RunningBundle bundle) {
        try {
            bundle.stopPolling();
        } catch (RuntimeException | Error failed) {
            LOG.error("Bundle {} did not stop polling", bundle.version(), failed);
        }
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
