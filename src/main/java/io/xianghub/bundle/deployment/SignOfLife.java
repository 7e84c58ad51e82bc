package io.xianghub.bundle.deployment;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.NodeRows.Runs;
import io.xianghub.bundle.store.NodeRows.Stand;
import io.xianghub.shared.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells all nodes of the database that this one is there, and what it runs. */
public final class SignOfLife implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SignOfLife.class);

    /** One that was late or lost takes nobody for gone. */
    private static final int MISSED = 3;

    private final NodeRows rows;
    private final ActiveBundles active;
    private final String name;
    private final Duration every;
    private final String id = Ids.next();
    private @Nullable List<Runs> told;
    private volatile @Nullable ScheduledExecutorService telling;

    /** @param every how often it is told; zero tells once, and holds for an hour */
    SignOfLife(NodeRows rows, ActiveBundles active, String name, Duration every) {
        this.rows = rows;
        this.active = active;
        this.name = name;
        this.every = every;
    }

    /** Of this process; after a restart it is another. */
    public String id() {
        return id;
    }

    @Override
    public void start() {
        give();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "hub-node");
            thread.setDaemon(true);
            return thread;
        });
        telling = executor;
        if (!every.isZero()) {
            ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                    this::giveOrSay, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void giveOrSay() {
        // One that was due when the node took its leave would bring it back.
        if (telling == null) {
            return;
        }
        try {
            give();
        } catch (RuntimeException failed) {
            LOG.warn("This node could not tell the others that it is there: {}", failed.getMessage());
        }
    }

    /** What others see last of a node that ends in good order is that it is not there. */
    @Override
    public void stop() {
        ScheduledExecutorService executor = telling;
        telling = null;
        if (executor != null) {
            executor.shutdown();
        }
        try {
            end();
        } catch (RuntimeException failed) {
            LOG.warn("This node could not take its leave of the others: {}", failed.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return telling != null;
    }

    /** Once the bundles have started, and gone before they stop. */
    @Override
    public int getPhase() {
        return BundleStartup.PHASE + 1;
    }

    /** Tells now; what has not changed since the last time is not written again. */
    public synchronized void give() {
        Duration term = every.isZero() ? Duration.ofHours(1) : every.multipliedBy(MISSED);
        List<Runs> runs = runs();
        if (!runs.equals(told) || !rows.stillThere(id, term)) {
            rows.tell(id, name, runs, term);
            told = runs;
        }
    }

    private synchronized void end() {
        rows.gone(id);
        told = null;
    }

    private List<Runs> runs() {
        List<Runs> runs = new ArrayList<>();
        for (ActiveBundles.Slot slot : active.slots()) {
            runs.add(Runs.of(slot.active().version(), Stand.ACTIVE));
            slot.beside()
                    .ifPresent(candidate -> runs.add(Runs.of(candidate.running().version(), stand(candidate))));
        }
        active.unstarted().all().forEach(missing -> runs.add(Runs.of(missing.version(), Stand.NOT_STARTED)));
        // What holds the slots keeps no order, and the same runs in another are no news.
        runs.sort(Comparator.comparing((Runs one) -> one.bundle().value())
                .thenComparing(one -> one.version().major())
                .thenComparing(Runs::stand));
        return runs;
    }

    private static Stand stand(Candidate candidate) {
        return candidate.stand().mode() == Candidate.Mode.CANARY ? Stand.CANARY : Stand.SHADOW;
    }
}
