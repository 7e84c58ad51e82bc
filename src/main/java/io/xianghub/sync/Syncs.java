package io.xianghub.sync;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Services;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs and carries each to its end, one at a time for each sync in the whole hub. */
final class Syncs {

    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration LONGEST_RUN = Duration.ofHours(6);

    private final Services services;
    private final Work work;
    private final SyncProperties properties;
    private final Executor executor;
    private final Clock clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** What a run works with. */
    record Work(
            RunStore store,
            Leases leases,
            StreamReader reader,
            Publisher publisher,
            List<Target> targets,
            Meters meters) {}

    Syncs(Services services, Work work, SyncProperties properties, Executor executor, Clock clock) {
        this.services = services;
        this.work = work;
        this.properties = properties;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Starts a run.
     *
     * @param whole read everything again, not only what has changed
     * @throws Problem {@code RUN_IN_PROGRESS} while another run of the sync goes on
     */
    RunStore.Row start(BundleDefinition bundle, String sync, boolean whole, Actor actor) {
        SyncDeclaration declaration = SyncDeclaration.of(bundle, sync);
        Target target = target(declaration);
        String name = "sync:" + bundle.name() + "/" + sync;
        if (!running.add(name)) {
            throw inProgress(bundle.name(), sync);
        }
        try {
            Lease lease =
                    work.leases().acquire(name, properties.lease()).orElseThrow(() -> inProgress(bundle.name(), sync));
            try {
                RunStore.Row row = begin(bundle, sync, whole, actor, lease, target);
                Run run = new Run(row.id(), bundle.name(), sync, lease, properties.mostQuarantined());
                executor.execute(() -> carry(row, run, declaration, target, actor, name));
                return row;
            } catch (RuntimeException notBegun) {
                work.leases().release(lease);
                throw notBegun;
            }
        } catch (RuntimeException notStarted) {
            running.remove(name);
            throw notStarted;
        }
    }

    private RunStore.Row begin(
            BundleDefinition bundle, String sync, boolean whole, Actor actor, Lease lease, Target target) {
        Instant now = clock.instant();
        for (String left : work.store().interrupt(bundle.name(), sync, now)) {
            LOG.warn("Run {} of {}/{} was interrupted and published nothing", left, bundle.name(), sync);
            work.store().find(bundle.name(), sync, left).ifPresent(work.publisher()::interrupted);
            target.discard(left);
            work.store().forgetReadings(left);
        }
        Services.Active version = services.active().stream()
                .filter(active -> active.bundle().equals(bundle.name())
                        && active.version().equals(bundle.version()))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemType.UNKNOWN_BUNDLE));
        RunStore.Row row = new RunStore.Row(
                Ids.next(),
                bundle.name(),
                sync,
                version.version().toString(),
                version.digest(),
                RunState.RUNNING,
                whole,
                actor.name(),
                now,
                null,
                null,
                null,
                RunReport.NOTHING);
        work.store().begin(row, lease.epoch());
        return row;
    }

    private void carry(
            RunStore.Row row, Run run, SyncDeclaration declaration, Target target, Actor actor, String name) {
        long begun = System.nanoTime();
        RunState state = RunState.FAILED;
        try {
            RunReport report = publish(row, run, declaration, target, actor);
            work.meters().rows(run, report);
            state = RunState.DONE;
            LOG.info("Run {} of {}/{} is published", run.id(), run.bundle(), run.sync());
        } catch (RuntimeException ended) {
            LOG.warn("Run {} of {}/{} published nothing: {}", run.id(), run.bundle(), run.sync(), ended.getMessage());
            work.publisher().fail(row, run, ended);
        } finally {
            end(run, target, name);
            work.meters().run(run, state, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private RunReport publish(RunStore.Row row, Run run, SyncDeclaration declaration, Target target, Actor actor) {
        CallContext call =
                new CallContext(new ExchangeId(run.id()), actor, row.startedAt().plus(LONGEST_RUN));
        Map<String, LocalDateTime> watermarks = new LinkedHashMap<>();
        for (SyncDeclaration.Stream stream : declaration.streams()) {
            LocalDateTime before = work.store()
                    .watermark(run.bundle(), run.sync(), stream.name())
                    .orElse(null);
            LocalDateTime latest = work.reader().read(run, stream, row.whole() ? null : before, call);
            if (latest != null) {
                watermarks.put(stream.name(), next(before, latest, row.startedAt()));
            }
        }
        return work.publisher().publish(row, run, target, watermarks);
    }

    /** Never back, and never past the present: a row dated in the future must not hide those that come before it. */
    private static LocalDateTime next(@Nullable LocalDateTime before, LocalDateTime latest, Instant started) {
        LocalDateTime now = LocalDateTime.ofInstant(started, ZONE);
        LocalDateTime read = latest.isAfter(now) ? now : latest;
        return before != null && before.isAfter(read) ? before : read;
    }

    private void end(Run run, Target target, String name) {
        try {
            target.discard(run.id());
            work.store().forgetReadings(run.id());
            work.leases().release(run.lease());
        } catch (RuntimeException left) {
            LOG.warn("Run {} left something behind: {}", run.id(), left.getMessage());
        } finally {
            running.remove(name);
        }
    }

    private Target target(SyncDeclaration declaration) {
        return work.targets().stream()
                .filter(target -> target.dataset().equals(declaration.name()))
                .findAny()
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        Text.of(
                                "没有名为 %s 的数据集；同步的名称即它写入的数据集",
                                "There is no dataset %s; a sync bears the name of the dataset it fills",
                                declaration.name())));
    }

    private static Problem inProgress(BundleName bundle, String sync) {
        return Problem.of(
                ProblemType.RUN_IN_PROGRESS, Text.of("同步 %s/%s 正在运行", "The sync %s/%s is running", bundle, sync));
    }
}
