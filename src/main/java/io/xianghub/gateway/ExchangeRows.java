package io.xianghub.gateway;

import io.xianghub.bundle.Services;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.record.Note;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Remarks;
import io.xianghub.shared.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the one durable row of each call. */
final class ExchangeRows {

    private static final String UNKNOWN = "unknown";

    private final Exchanges exchanges;
    private final Clock clock;

    ExchangeRows(Exchanges exchanges, Clock clock) {
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /** What is known of an exchange when it ends. */
    record Ending(
            ExchangeId id,
            Exchange.Kind kind,
            @Nullable BundleName bundle,
            @Nullable String service,
            Services.@Nullable Active version,
            @Nullable Actor actor,
            Instant received,
            Remarks remarks) {}

    void record(Ending ending, @Nullable Problem problem) {
        Instant now = clock.instant();
        Services.Active version = ending.version();
        exchanges.record(new Exchange(
                ending.id(),
                ending.kind(),
                ending.bundle() == null ? null : ending.bundle().value(),
                ending.service() == null ? UNKNOWN : ending.service(),
                version == null ? null : version.version().toString(),
                version == null ? null : shortened(version.digest()),
                ending.actor() == null ? UNKNOWN : ending.actor().name(),
                outcome(problem),
                problem == null ? null : problem.type().slug(),
                problem == null ? null : problem.type().faultSide(),
                ending.received(),
                now,
                Note.of(problem, ending.remarks()),
                version == null ? null : version.department(),
                problem == null ? null : problem.step()));
    }

    private static Exchange.Outcome outcome(@Nullable Problem problem) {
        if (problem == null) {
            return Exchange.Outcome.ANSWERED;
        }
        return problem.type().status() < 500 ? Exchange.Outcome.REJECTED : Exchange.Outcome.FAILED;
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(8, digest.length()));
    }
}
