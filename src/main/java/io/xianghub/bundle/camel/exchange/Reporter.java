package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.observation.Trace;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Tells the engineers of a bundle what became of its live inputs; what is only played is nobody's input. */
public record Reporter(Services.Active version, Observations observations) {

    /** The problem that the exchange ended in, with the step in which it arose; null when it went well. */
    public @Nullable Problem ended(Exchange exchange, String input) {
        Exception failure = exchange.getException();
        Way way = HubExchange.way(exchange);
        Problem problem =
                failure == null ? null : placed(Problem.in(failure), way == null ? null : way.origin(failure));
        if (way != null && !HubExchange.border(exchange).wire().isPlayed()) {
            ExchangeId id = HubExchange.context(exchange).exchange();
            observations.traces().add(version.bundle(), trace(way, id, input, problem), isNotTheCallers(problem));
            if (problem != null) {
                observations.log().record(version, BundleEvent.Kind.PROBLEM, words(problem), id, problem.step());
            }
        }
        return problem;
    }

    /** A budget that is spent knows its step better than the way, which sees what has failed only. */
    private static Problem placed(Problem problem, @Nullable String origin) {
        return problem.step() == null ? problem.atStep(origin) : problem;
    }

    private Trace trace(Way way, ExchangeId id, String input, @Nullable Problem problem) {
        long nanos = way.nanos();
        String digest = version.digest();
        return new Trace(
                id,
                version.version() + " (" + digest.substring(0, Math.min(8, digest.length())) + ")",
                input,
                observations.traces().clock().instant().minusNanos(nanos),
                nanos / 1_000,
                problem == null ? null : problem.type().slug(),
                way.steps(),
                way.more());
    }

    private static boolean isNotTheCallers(@Nullable Problem problem) {
        return problem != null && problem.type().faultSide() != FaultSide.CALLER;
    }

    /** The type only: a detail may quote what a department or a caller said. */
    private static Text words(Problem problem) {
        String slug = problem.type().slug();
        return new Text(
                slug + "：" + problem.type().title(Locale.SIMPLIFIED_CHINESE),
                slug + ": " + problem.type().title(Locale.ENGLISH));
    }
}
