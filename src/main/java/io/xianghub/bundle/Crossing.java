package io.xianghub.bundle;

import io.xianghub.legacy.Wire;
import io.xianghub.shared.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Something that left a bundle version while it handled one input, and what came of it. */
public sealed interface Crossing {

    /** A call of a department's system. */
    record Call(Wire.Sent sent, Wire.Heard heard) implements Crossing {}

    /**
     * An effect, such as a submission to the push queue.
     *
     * @param to the endpoint, such as {@code push:submit}
     * @param body what the route handed over
     * @param answer the body the route went on with; null when a problem ended it
     */
    record Effect(String to, @Nullable Object body, @Nullable Object answer, @Nullable Problem problem)
            implements Crossing {}
}
