package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.camel.exchange.Reporter;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.lease.Lease;
import io.xianghub.legacy.FileSource;
import io.xianghub.record.Exchange.Kind;
import io.xianghub.record.Exchange.Outcome;
import io.xianghub.record.WrongFields;
import io.xianghub.shared.Actor;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
    /** A name may carry an identity number; the log may not. */
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9]{15,}[Xx]?");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static final Duration TIME_FOR_A_FILE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final FileSource files;
    private final Services.Active version;
    private final Reporter reporter;
    private final String source;
    private final FileIntake intake;
    private final Map<String, Pause> paused = new HashMap<>();
    private @Nullable ProblemType lastTrouble;

    /** When a failed file is tried again. */
    private record Pause(Instant until, Duration length) {}

    FileConsumer(
            Endpoint endpoint,
            Processor processor,
            FileSource files,
            Reporter reporter,
            String source,
            FileIntake intake) {
        super((ScheduledPollEndpoint) endpoint, processor);
        this.files = files;
        this.version = reporter.version();
        this.reporter = reporter;
        this.source = source;
        this.intake = intake;
        setInitialDelay(100);
        setDelay(files.every().toMillis());
    }

    @Override
    protected int poll() {
        Optional<Lease> lease = intake.leases().acquire("legacy:" + version.bundle() + "/" + source, intake.term());
        if (lease.isEmpty()) {
            return 0;
        }
        try {
            int taken = takeAll(lease.get());
            recovered();
            return taken;
        } catch (Problem trouble) {
            troubled(trouble);
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
        Problem problem = process(arrival, id, received);
        intake.exchanges().record(row(id, arrival, received, problem));
        if (problem != null && !isContentWrong(problem)) {
            if (problem.type() == ProblemType.INTERNAL) {
                LOG.error("{} {} failed inside the hub, exchange {}", version.bundle(), source, id, problem.getCause());
            }
            pause(arrival.name());
            return;
        }
        try {
            if (problem == null) {
                files.archive(arrival);
            } else {
                files.reject(arrival, reasons(problem));
            }
            paused.remove(arrival.name());
        } catch (Problem notMoved) {
            // It will be taken again, and every row of it found to be a repeat; the files behind it must not wait.
            LOG.warn(
                    "{} {} could not be moved away: {}",
                    version.bundle(),
                    source,
                    visible(String.valueOf(notMoved.getMessage())));
            tell(
                    BundleEvent.Kind.POLLING_TROUBLED,
                    Text.of("%s 的文件 %s 移不走", "%s: the file %s cannot be moved away", source, shown(arrival)));
            pause(arrival.name());
        }
    }

    private @Nullable Problem process(FileSource.Arrival arrival, ExchangeId id, Instant received) {
        Exchange exchange = createExchange(false);
        try {
            Actor department = new Actor(source, Set.of(Role.DEPARTMENT), Set.of(version.department()), null);
            CallContext call = new CallContext(id, department, received.plus(TIME_FOR_A_FILE));
            HubExchange.begin(exchange, call);
            exchange.getMessage().setBody(files.fetch(arrival));
            BundleInputs.of(getEndpoint().getCamelContext())
                    .run(exchange, call, () -> getProcessor().process(exchange));
        } catch (Exception failed) {
            exchange.setException(failed);
        }
        Problem problem = reporter.ended(exchange, "legacy:" + source);
        releaseExchange(exchange, false);
        return problem;
    }

    /** Trying again would find the same; anything that may pass keeps the file where it is. */
    private static boolean isContentWrong(Problem problem) {
        return problem.type().status() >= 400
                && problem.type().status() < 500
                && problem.type().status() != 409;
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

    private io.xianghub.record.Exchange row(
            ExchangeId id, FileSource.Arrival arrival, Instant received, @Nullable Problem problem) {
        return new io.xianghub.record.Exchange(
                id,
                Kind.FILE,
                version.bundle().value(),
                source,
                version.version().toString(),
                version.digest().substring(0, 8),
                "hub",
                problem == null ? Outcome.QUEUED : isContentWrong(problem) ? Outcome.REJECTED : Outcome.FAILED,
                problem == null ? null : problem.type().slug(),
                problem == null ? null : problem.type().faultSide(),
                received,
                intake.clock().instant(),
                note(arrival, problem),
                version.department(),
                problem == null ? null : problem.step());
    }

    private static String note(FileSource.Arrival arrival, @Nullable Problem problem) {
        String file = shown(arrival) + " (" + arrival.size() + " bytes)";
        String fields = WrongFields.of(problem);
        return fields == null ? file : file + "; " + fields;
    }

    private static String shown(FileSource.Arrival arrival) {
        return visible(LONG_DIGITS.matcher(arrival.name()).replaceAll("…"));
    }

    /** One line without anything that a log's reader would obey: a file may bear any name. */
    private static String visible(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    private void troubled(Problem trouble) {
        if (lastTrouble != trouble.type()) {
            LOG.warn(
                    "{} {} cannot be polled: {}",
                    version.bundle(),
                    source,
                    visible(String.valueOf(trouble.getMessage())));
            lastTrouble = trouble.type();
            tell(
                    BundleEvent.Kind.POLLING_TROUBLED,
                    Text.of(
                            "%s 无法轮询：%s",
                            "%s cannot be polled: %s", source, trouble.type().slug()));
        }
    }

    private void recovered() {
        if (lastTrouble != null) {
            LOG.info("{} {} is polled again", version.bundle(), source);
            lastTrouble = null;
            tell(BundleEvent.Kind.POLLING_RECOVERED, Text.of("%s 恢复轮询", "%s is polled again", source));
        }
    }

    private void tell(BundleEvent.Kind kind, Text message) {
        reporter.observations().log().record(version, kind, message);
    }
}
