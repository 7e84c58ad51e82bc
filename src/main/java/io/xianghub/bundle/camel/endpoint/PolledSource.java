package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.exchange.Reporter;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.lease.Lease;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchange.Kind;
import io.xianghub.record.Exchange.Outcome;
import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of a source that is polled, or listened at: to the log of its bundle, and to the log of exchanges. */
final class PolledSource {

    private static final Logger LOG = LoggerFactory.getLogger(PolledSource.class);
    /** A name may carry an identity number; the log may not. */
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9]{15,}[Xx]?");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final Reporter reporter;
    private final String name;
    private final FileIntake intake;
    private @Nullable ProblemType lastTrouble;

    PolledSource(Reporter reporter, String name, FileIntake intake) {
        this.reporter = reporter;
        this.name = name;
        this.intake = intake;
    }

    String name() {
        return name;
    }

    Services.Active version() {
        return reporter.version();
    }

    FileIntake intake() {
        return intake;
    }

    Reporter reporter() {
        return reporter;
    }

    /** The right to poll: of one node at a time. */
    Optional<Lease> lease() {
        return intake.leases().acquire("legacy:" + version().bundle() + "/" + name, intake.term());
    }

    /** Whoever wrote what was found there. */
    Actor department() {
        return new Actor(name, Set.of(Role.DEPARTMENT), Set.of(version().department()), null);
    }

    /** What became of one input. */
    record Handled(Kind kind, ExchangeId id, Instant received, Outcome outcome, @Nullable Problem problem) {}

    void record(Handled handled, String note) {
        record(handled, "hub", note);
    }

    /** @param actor who brought it */
    void record(Handled handled, String actor, String note) {
        Problem problem = handled.problem();
        if (problem != null && problem.type() == ProblemType.INTERNAL) {
            LOG.error(
                    "{} {} failed inside the hub, exchange {}",
                    version().bundle(),
                    name,
                    handled.id(),
                    problem.getCause());
        }
        intake.exchanges()
                .record(new Exchange(
                        handled.id(),
                        handled.kind(),
                        version().bundle().value(),
                        name,
                        version().version().toString(),
                        version().digest().substring(0, 8),
                        actor,
                        handled.outcome(),
                        problem == null ? null : problem.type().slug(),
                        problem == null ? null : problem.type().faultSide(),
                        handled.received(),
                        intake.clock().instant(),
                        note,
                        version().department(),
                        problem == null ? null : problem.step()));
    }

    void troubled(Problem trouble) {
        troubled(
                trouble,
                Text.of(
                        "%s 无法轮询：%s",
                        "%s cannot be polled: %s", name, trouble.type().slug()));
    }

    /** Tells of a trouble once, until another comes or it is over. */
    void troubled(Problem trouble, Text message) {
        if (lastTrouble != trouble.type()) {
            LOG.warn(
                    "{} {}: {}",
                    version().bundle(),
                    message.en(),
                    visible(String.valueOf(trouble.getMessage())),
                    trouble.type() == ProblemType.INTERNAL ? trouble.getCause() : null);
            lastTrouble = trouble.type();
            tell(BundleEvent.Kind.POLLING_TROUBLED, message);
        }
    }

    void recovered() {
        recovered(Text.of("%s 恢复轮询", "%s is polled again", name));
    }

    void recovered(Text message) {
        if (lastTrouble != null) {
            LOG.info("{} {}", version().bundle(), message.en());
            lastTrouble = null;
            tell(BundleEvent.Kind.POLLING_RECOVERED, message);
        }
    }

    /** Something that an operator should know of even when nobody looks at the bundle's log. */
    void warn(BundleEvent.Kind kind, Text message) {
        LOG.warn("{} {}", version().bundle(), visible(message.en()));
        tell(kind, message);
    }

    void tell(BundleEvent.Kind kind, Text message) {
        reporter.observations().log().record(version(), kind, message);
    }

    /** A name or key as a log may show it. */
    static String shown(String text) {
        return visible(LONG_DIGITS.matcher(text).replaceAll("…"));
    }

    /** One line without anything that a log's reader would obey: a department may write anything. */
    static String visible(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }
}
