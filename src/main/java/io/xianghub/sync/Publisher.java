package io.xianghub.sync;

import io.xianghub.lease.LeaseLost;
import io.xianghub.lease.Leases;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.sync.Published.Total;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a run: publishes it in one transaction under its lease's epoch, or records why it was not. */
final class Publisher {

    private final TransactionTemplate transaction;
    private final Leases leases;
    private final RunStore store;
    private final Exchanges exchanges;
    private final Clock clock;

    Publisher(TransactionTemplate transaction, Leases leases, RunStore store, Exchanges exchanges, Clock clock) {
        this.transaction = transaction;
        this.leases = leases;
        this.store = store;
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /** Store, watermarks, report and the run's state change together or not at all. */
    RunReport publish(RunStore.Row row, Run run, Target target, Map<String, LocalDateTime> watermarks) {
        RunReport published = transaction.execute(begun -> {
            leases.fence(run.lease());
            RunReport report = balanced(run, target.publish(run), target.streams());
            watermarks.forEach((stream, updated) -> store.watermark(run, stream, updated));
            store.quarantine(run);
            if (!store.finish(run.id(), RunState.DONE, null, null, report, clock.instant())) {
                throw new IllegalStateException("The run " + run.id() + " is no longer running");
            }
            exchanges.record(exchange(row, Exchange.Outcome.ANSWERED, null, note(report)));
            return report;
        });
        return Objects.requireNonNull(published);
    }

    private RunReport balanced(Run run, Published published, Set<String> known) {
        List<RunReport.Stream> streams = new ArrayList<>();
        List<RunReport.Break> breaks = new ArrayList<>();
        for (String stream : known.stream().sorted().toList()) {
            Published.Counts counts = published.streams().get(stream);
            if (counts == null) {
                throw new IllegalStateException("The target says nothing of the stream " + stream);
            }
            Total source = store.source(run, stream);
            Total quarantined = store.quarantined(run, stream, run.quarantined(stream));
            Total found = counts.live()
                    .plus(counts.unrelated())
                    .plus(counts.deleted())
                    .plus(quarantined);
            if (!source.equals(found)) {
                breaks.add(new RunReport.Break(
                        stream,
                        Text.of("读取的与暂存加隔离的不相等", "What was read is not what was staged and set aside"),
                        source.rows(),
                        found.rows(),
                        source.fen(),
                        found.fen()));
            }
            streams.add(RunReport.stream(stream, source, quarantined, counts));
        }
        RunReport report =
                new RunReport(streams, published.held(), published.withdrawn(), published.withdrawnRows(), breaks);
        if (!breaks.isEmpty()) {
            throw new Unbalanced(report);
        }
        return report;
    }

    /** Records a run that published nothing. */
    void fail(RunStore.Row row, Run run, RuntimeException why) {
        Problem problem = problem(why);
        RunReport report = why instanceof Unbalanced unbalanced ? unbalanced.report() : RunReport.NOTHING;
        transaction.executeWithoutResult(begun -> {
            Text detail = problem.detail();
            if (store.finish(run.id(), RunState.FAILED, problem.type().slug(), detail, report, clock.instant())) {
                store.quarantine(run);
            }
            exchanges.record(exchange(row, Exchange.Outcome.FAILED, problem, null));
        });
    }

    /** The row of a run whose node stopped in the middle. */
    void interrupted(RunStore.Row row) {
        Problem stopped = Problem.of(
                ProblemType.INTERNAL, Text.of("运行该批次的节点中途停止", "The node that carried the run stopped in the middle"));
        exchanges.record(exchange(row, Exchange.Outcome.FAILED, stopped, null));
    }

    private static Problem problem(RuntimeException why) {
        if (why instanceof Problem problem) {
            return problem;
        }
        if (why instanceof Unbalanced) {
            return Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "控制总数不平，未发布任何数据；差异见 breaks",
                            "The control totals do not balance and nothing was published; breaks says where"));
        }
        if (why instanceof LeaseLost) {
            return Problem.of(
                    ProblemType.CONFLICT,
                    Text.of("运行租约已转给其他节点，本批未发布任何数据", "The lease went to another node; this run published nothing"));
        }
        return Problem.of(ProblemType.INTERNAL).causedBy(why);
    }

    private Exchange exchange(
            RunStore.Row row, Exchange.Outcome outcome, @Nullable Problem problem, @Nullable String note) {
        Instant now = clock.instant();
        return new Exchange(
                new ExchangeId(row.id()),
                Exchange.Kind.BATCH,
                row.bundle().value(),
                row.sync(),
                row.version(),
                row.digest().substring(0, Math.min(8, row.digest().length())),
                row.startedBy(),
                outcome,
                problem == null ? null : problem.type().slug(),
                problem == null ? null : problem.type().faultSide(),
                row.startedAt(),
                now,
                note,
                null,
                problem == null ? null : problem.step());
    }

    private static String note(RunReport report) {
        List<String> streams = report.streams().stream()
                .map(stream -> "%s: read %d, new %d, changed %d, quarantined %d"
                        .formatted(
                                stream.stream(), stream.read(), stream.added(), stream.changed(), stream.quarantined()))
                .toList();
        return String.join("; ", streams);
    }
}
