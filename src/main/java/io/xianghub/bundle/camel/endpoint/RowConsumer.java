package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.lease.Lease;
import io.xianghub.legacy.PolledRow;
import io.xianghub.legacy.PolledRows;
import io.xianghub.record.Exchange.Kind;
import io.xianghub.record.Exchange.Outcome;
import io.xianghub.record.Note;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Takes waiting rows from a department's table, one node at a time: hands a list of them to the route, then marks them taken. A
 * list that the route refuses is halved until the wrong rows stand alone; those are set aside, and the others go on.
 */
final class RowConsumer extends ScheduledPollConsumer {

    // 2026-03-01 10:00:00, as a sync's rows are
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final Duration TIME_FOR_A_LIST = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_REASONS = 3;
    /** What stops every row alike and may pass; a timeout may be one row's, and many of them open the breaker. */
    private static final Set<ProblemType> PASSING = Set.of(
            ProblemType.DEPARTMENT_UNREACHABLE,
            ProblemType.DEPARTMENT_CIRCUIT_OPEN,
            ProblemType.DEPARTMENT_BUSY,
            ProblemType.UNBOUND_CONNECTION,
            ProblemType.BUNDLE_BUSY,
            ProblemType.CONFLICT);

    private static final Text UNMARKED = Text.of(
            "已处理，但标志置不上：请核对主键与时间列的类型和精度",
            "handled, and its flag does not stick: check type and precision of key and time");

    private final PolledRows rows;
    private final PolledSource source;
    private Instant resumes = Instant.MIN;
    private Duration pause = Duration.ZERO;
    private boolean atRisk;

    RowConsumer(Endpoint endpoint, Processor processor, PolledRows rows, PolledSource source) {
        super((ScheduledPollEndpoint) endpoint, processor);
        this.rows = rows;
        this.source = source;
        setInitialDelay(100);
        setDelay(rows.every().toMillis());
    }

    @Override
    protected int poll() {
        int taken = 0;
        if (!now().isBefore(resumes)) {
            try {
                taken = look();
                pause = Duration.ZERO;
                source.recovered();
            } catch (Problem trouble) {
                source.troubled(trouble);
                pauseLonger();
            } catch (RuntimeException failed) {
                // The hub's own database is away, above all: Camel would tell of it at every look.
                source.troubled(Problem.of(ProblemType.INTERNAL).causedBy(failed));
                pauseLonger();
            }
        }
        warnOfRisk();
        return taken;
    }

    private int look() {
        Optional<Lease> lease = source.lease();
        if (lease.isEmpty()) {
            rows.rest();
            return 0;
        }
        return takeAll(lease.get());
    }

    private int takeAll(Lease lease) {
        PolledRows.Round round = rows.begin(lease.epoch());
        round.gap().ifPresent(this::warnOfGap);
        int taken = 0;
        while (isRunAllowed()
                && source.intake().leases().renew(lease, source.intake().term())) {
            List<PolledRow> next = round.next();
            if (next.isEmpty()) {
                round.end();
                break;
            }
            taken += take(round, next);
        }
        return taken;
    }

    private int take(PolledRows.Round round, List<PolledRow> next) {
        Text flaw = next.get(0).flaw();
        if (flaw != null && next.size() == 1) {
            setAside(round, next.get(0), flaw);
            return 0;
        }
        if (next.stream().anyMatch(row -> row.flaw() != null)) {
            return halves(round, next);
        }
        Problem problem = process(next);
        if (problem == null) {
            mark(round, next);
            return next.size();
        }
        if (PASSING.contains(problem.type())) {
            throw problem;
        }
        if (next.size() > 1) {
            return halves(round, next);
        }
        setAside(round, next.get(0), reason(problem));
        return 0;
    }

    /** Without the mark they come again, and are found to be repeats. */
    private void mark(PolledRows.Round round, List<PolledRow> handled) {
        try {
            round.taken(handled).forEach(row -> setAside(round, row, UNMARKED));
        } catch (Problem refused) {
            if (refused.type() == ProblemType.DEPARTMENT_REFUSED) {
                source.troubled(
                        refused,
                        Text.of(
                                "%s 的行已处理，但标志置不上；没有更新权限时改用 updated: 轮询",
                                "%s: the rows are handled and their flag cannot be set; without the right to update,"
                                        + " poll by updated:",
                                source.name()));
            }
            throw refused;
        }
    }

    private int halves(PolledRows.Round round, List<PolledRow> next) {
        int half = next.size() / 2;
        return take(round, next.subList(0, half)) + take(round, next.subList(half, next.size()));
    }

    private @Nullable Problem process(List<PolledRow> next) {
        ExchangeId id = ExchangeId.next();
        Instant received = now();
        CallContext call = new CallContext(id, source.department(), received.plus(TIME_FOR_A_LIST));
        Exchange exchange = createExchange(false);
        try {
            HubExchange.begin(exchange, call);
            exchange.getMessage().setBody(next.stream().map(RowConsumer::tree).toList());
            BundleInputs.of(getEndpoint().getCamelContext())
                    .run(exchange, call, () -> getProcessor().process(exchange));
        } catch (Exception failed) {
            exchange.setException(failed);
        }
        Problem problem = source.reporter().ended(exchange, "legacy:" + source.name());
        releaseExchange(exchange, false);
        Outcome outcome =
                problem == null ? Outcome.QUEUED : PASSING.contains(problem.type()) ? Outcome.FAILED : Outcome.REJECTED;
        source.record(
                new PolledSource.Handled(Kind.ROWS, id, received, outcome, problem),
                note(next.size(), Note.of(problem, call.remarks())));
        return problem;
    }

    private static String note(int rows, @Nullable String more) {
        return rows + (rows == 1 ? " row" : " rows") + (more == null ? "" : "; " + more);
    }

    private static Map<String, @Nullable Object> tree(PolledRow row) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        row.columns()
                .forEach((column, value) ->
                        tree.put(column, value instanceof LocalDateTime time ? DATE_TIME.format(time) : value));
        return tree;
    }

    private void setAside(PolledRows.Round round, PolledRow row, Text reason) {
        if (round.setAside(row, reason)) {
            String key = PolledSource.shown(row.key());
            source.tell(
                    BundleEvent.Kind.ROW_SET_ASIDE,
                    new Text(
                            "%s 搁置行 %s：%s".formatted(source.name(), key, PolledSource.visible(reason.zh())),
                            "%s: the row %s is set aside: %s"
                                    .formatted(source.name(), key, PolledSource.visible(reason.en()))));
        }
    }

    /** Paths and rules only, as violations have them. */
    private static Text reason(Problem problem) {
        String slug = problem.type().slug();
        StringBuilder zh = new StringBuilder(slug);
        StringBuilder en = new StringBuilder(slug);
        problem.violations().stream().limit(MOST_REASONS).forEach(wrong -> {
            zh.append("；")
                    .append(wrong.path())
                    .append("：")
                    .append(wrong.message().zh());
            en.append("; ")
                    .append(wrong.path())
                    .append(": ")
                    .append(wrong.message().en());
        });
        return new Text(zh.toString(), en.toString());
    }

    private void warnOfGap(PolledRows.Gap gap) {
        source.warn(
                BundleEvent.Kind.POLLING_GAP,
                Text.of(
                        "%s 从 %s 到 %s 未被轮询，超过部门保留数据的时间：其间的行可能已被清理，请与部门对账",
                        "%s was not polled from %s to %s, longer than the department keeps rows: some may have been"
                                + " cleaned away unseen; compare with the department",
                        source.name(),
                        gap.from(),
                        gap.to()));
    }

    private void warnOfRisk() {
        boolean now = rows.isAtRisk();
        if (now && !atRisk) {
            source.warn(
                    BundleEvent.Kind.POLLING_BEHIND,
                    Text.of(
                            "%s 最早的行已等待 %d 小时，部门到期清理会丢失数据",
                            "%s: the oldest row has waited for %d hours and may be lost when the department cleans up",
                            source.name(),
                            rows.lag().toHours()));
        }
        atRisk = now;
    }

    private void pauseLonger() {
        pause = pause.isZero() ? rows.every() : pause.multipliedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        resumes = now().plus(pause);
    }

    private Instant now() {
        return source.intake().clock().instant();
    }
}
