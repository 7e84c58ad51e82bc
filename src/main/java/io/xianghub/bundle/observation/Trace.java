package io.xianghub.bundle.observation;

import io.xianghub.shared.ExchangeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one exchange through a bundle's routes.
 *
 * @param version the version that it took, with the first 8 characters of its digest
 * @param input the endpoint at which it began, such as {@code direct:getInsuredPerson}
 * @param micros from there to its end
 * @param problem slug of the problem it ended in; null when it went well
 * @param steps in the order in which they began
 * @param more how many steps there were beyond those
 */
public record Trace(
        ExchangeId exchange,
        String version,
        String input,
        Instant at,
        long micros,
        @Nullable String problem,
        List<Step> steps,
        int more) {

    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param depth how many steps it is inside of, or was called by
     * @param place file and line
     * @param name such as {@code mapping:person-answer} or {@code setBody}
     * @param body shape and size of the body behind the step, never its content: {@code map of 3}, {@code 512 bytes}
     * @param failed whether it ended in a failure
     */
    public record Step(String route, int depth, String place, String name, long micros, String body, boolean failed) {}
}
