package io.xianghub.push;

import io.xianghub.legacy.Connection;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway as the bundle {@code sms-gateway} describes it: operations {@code send} and {@code query} of its connection. */
final class LegacySmsGateway implements SmsGateway {

    static final String BUNDLE = "sms-gateway";
    static final String CONNECTION = "gateway";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<ProblemType> NEVER_LEFT_THE_HUB = Set.of(
            ProblemType.DEPARTMENT_CIRCUIT_OPEN,
            ProblemType.DEPARTMENT_BUSY,
            ProblemType.UNBOUND_CONNECTION,
            ProblemType.UNKNOWN_BUNDLE,
            ProblemType.NOT_FOUND);
    private static final Set<ProblemType> REFUSALS =
            Set.of(ProblemType.DEPARTMENT_REFUSED, ProblemType.DEPARTMENT_HAS_NONE);

    private final Supplier<Connection> current;
    private final Clock clock;
    private final String signName;

    /** @param current the connection of the bundle's active version, asked anew for each call */
    LegacySmsGateway(Supplier<Connection> current, Clock clock, String signName) {
        this.current = current;
        this.clock = clock;
        this.signName = signName;
    }

    @Override
    public Answer send(TextMessage message) {
        Map<String, Object> request = Map.of(
                "outId", message.outId(),
                "phone", message.mobile(),
                "signName", signName,
                "template", message.template(),
                "content", message.content());
        try {
            current.get().call("send", request, Map.of(), deadline());
            return new Answer(Handover.TAKEN, "");
        } catch (Problem problem) {
            return new Answer(meaning(problem.type()), problem.type().slug());
        }
    }

    private static Handover meaning(ProblemType type) {
        if (NEVER_LEFT_THE_HUB.contains(type)) {
            return Handover.NOT_TAKEN;
        }
        return REFUSALS.contains(type) ? Handover.REFUSED : Handover.UNKNOWN;
    }

    @Override
    public Answer query(String outId) {
        try {
            Object found = current.get().call("query", Map.of("outId", outId), Map.of(), deadline());
            return new Answer(mentions(found, outId) ? Handover.TAKEN : Handover.NOT_TAKEN, "");
        } catch (Problem problem) {
            return new Answer(Handover.UNKNOWN, problem.type().slug());
        }
    }

    private static boolean mentions(@Nullable Object found, String outId) {
        return found instanceof Map<?, ?> answer
                && answer.get("details") instanceof List<?> details
                && details.stream().anyMatch(taken -> taken instanceof Map<?, ?> row && outId.equals(row.get("outId")));
    }

    private Instant deadline() {
        return clock.instant().plus(PATIENCE);
    }
}
