package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.lease.Lease;
import io.xianghub.legacy.FileSource;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.record.Exchange.Kind;
import io.xianghub.record.Exchange.Outcome;
import io.xianghub.record.Note;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes complete files from a department's folder, one node at a time: hands each to the route, then archives it; a file
 * whose content is wrong is rejected whole with its errors beside it; one that failed for another reason is tried again,
 * ever more seldom.
 */
final class FileConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(FileConsumer.class);

    private static final Duration TIME_FOR_A_FILE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final FileSource files;
    private final PolledSource source;
    private final FileIntake intake;
    private final ResultFiles results;
    private final Map<String, Pause> paused = new HashMap<>();

    /** When a failed file is tried again. */
    private record Pause(Instant until, Duration length) {}

    FileConsumer(Endpoint endpoint, Processor processor, FileSource files, PolledSource source, ResultFiles results) {
        super((ScheduledPollEndpoint) endpoint, processor);
        this.files = files;
        this.source = source;
        this.intake = source.intake();
        this.results = results;
        setInitialDelay(100);
        setDelay(files.every().toMillis());
    }

    @Override
    protected int poll() {
        Optional<Lease> lease = source.lease();
        if (lease.isEmpty()) {
            return 0;
        }
        try {
            int taken = takeAll(lease.get());
            source.recovered();
            return taken;
        } catch (Problem trouble) {
            source.troubled(trouble);
            return 0;
        }
    }

    private int takeAll(Lease lease) {
        int taken = 0;
        List<FileSource.Arrival> arrivals = files.arrivals();
        paused.keySet()
                .retainAll(arrivals.stream().map(FileSource.Arrival::name).toList());
        for (FileSource.Arrival arrival : arrivals) {
            if (!isRunAllowed() || !intake.leases().renew(lease, intake.term())) {
                break;
            }
            Pause pause = paused.get(arrival.name());
            if (pause == null || intake.clock().instant().isAfter(pause.until())) {
                take(arrival);
                taken++;
            }
        }
        return taken;
    }

    private void take(FileSource.Arrival arrival) {
        ExchangeId id = ExchangeId.next();
        Instant received = intake.clock().instant();
        CallContext call = new CallContext(id, source.department(), received.plus(TIME_FOR_A_FILE));
        FileLines lines = results.lines();
        Problem problem = process(arrival, call, lines);
        Outcome outcome =
                problem == null ? Outcome.QUEUED : ResultFiles.isFinal(problem) ? Outcome.REJECTED : Outcome.FAILED;
        source.record(
                new PolledSource.Handled(Kind.FILE, id, received, outcome, problem),
                note(arrival, Note.of(problem, call.remarks())));
        if (!ResultFiles.isFinal(problem)) {
            pause(arrival.name());
            return;
        }
        try {
            // Before the file goes: after a crash it is taken again, and the department told again.
            if (results.areWanted()) {
                files.answer(arrival, results.of(arrival.name(), lines, problem));
            }
            if (problem == null) {
                files.archive(arrival);
            } else {
                files.reject(arrival, reasons(problem));
            }
            paused.remove(arrival.name());
        } catch (MappingFailure unfit) {
            unmoved(arrival, unfit);
        } catch (Problem notMoved) {
            unmoved(arrival, notMoved);
        }
    }

    private void unmoved(FileSource.Arrival arrival, RuntimeException why) {
        // It will be taken again, and every row of it found to be a repeat; the files behind it must not wait.
        LOG.warn(
                "{} {} could not be moved away, or its result not be written: {}",
                source.version().bundle(),
                source.name(),
                PolledSource.visible(String.valueOf(why.getMessage())));
        source.tell(
                BundleEvent.Kind.POLLING_TROUBLED,
                Text.of(
                        "%s 的文件 %s 移不走或写不出结果",
                        "%s: the file %s cannot be moved away, or its result not be written",
                        source.name(),
                        PolledSource.shown(arrival.name())));
        pause(arrival.name());
    }

    private @Nullable Problem process(FileSource.Arrival arrival, CallContext call, FileLines lines) {
        Exchange exchange = createExchange(false);
        try {
            HubExchange.begin(exchange, call);
            results.follow(exchange, lines);
            byte[] content = files.fetch(arrival);
            remark(arrival, content, call);
            exchange.getMessage().setBody(content);
            BundleInputs.of(getEndpoint().getCamelContext())
                    .run(exchange, call, () -> getProcessor().process(exchange));
        } catch (Exception failed) {
            exchange.setException(failed);
        }
        Problem problem = source.reporter().ended(exchange, "legacy:" + source.name());
        releaseExchange(exchange, false);
        return problem;
    }

    /** Whether its rows are repeats, or contradict others, the route finds; that it came before, an operator should see. */
    private void remark(FileSource.Arrival arrival, byte[] content, CallContext call) {
        FileSource.Earlier earlier = files.earlier(arrival, content);
        if (earlier == FileSource.Earlier.THE_SAME) {
            call.remarks().add("archived before");
        } else if (earlier == FileSource.Earlier.ANOTHER) {
            call.remarks().add("archived before with other content");
            source.tell(
                    BundleEvent.Kind.FILE_CHANGED,
                    Text.of(
                            "%s 的文件 %s 曾以不同内容处理过，请与部门核对",
                            "%s: a file %s with other content was taken before; ask the department",
                            source.name(),
                            PolledSource.shown(arrival.name())));
        }
    }

    private static List<Text> reasons(Problem problem) {
        List<Text> reasons = new ArrayList<>();
        Text detail = problem.detail();
        if (detail != null) {
            reasons.add(detail);
        }
        problem.violations()
                .forEach(wrong -> reasons.add(new Text(
                        wrong.path() + "：" + wrong.message().zh(),
                        wrong.path() + ": " + wrong.message().en())));
        return reasons;
    }

    private void pause(String file) {
        Pause before = paused.get(file);
        Duration length = before == null ? files.every() : before.length().multipliedBy(2);
        if (length.compareTo(LONGEST_PAUSE) > 0) {
            length = LONGEST_PAUSE;
        }
        paused.put(file, new Pause(intake.clock().instant().plus(length), length));
    }

    private static String note(FileSource.Arrival arrival, @Nullable String more) {
        String file = PolledSource.shown(arrival.name()) + " (" + arrival.size() + " bytes)";
        return more == null ? file : file + "; " + more;
    }
}
