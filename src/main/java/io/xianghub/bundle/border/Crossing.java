package io.xianghub.bundle.border;

import io.xianghub.legacy.Wire;
import io.xianghub.shared.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that left a bundle version while it handled one input, and what came of it. */
public sealed interface Crossing {

    /** The trees and bytes that it is made of. */
    List<@Nullable Object> parts();

    /** A call of a department's system. */
    record Call(Wire.Sent sent, Wire.Heard heard) implements Crossing {
        @Override
        public List<@Nullable Object> parts() {
            List<@Nullable Object> parts = new ArrayList<>();
            parts.add(sent.body());
            parts.add(sent.parameters());
            if (heard instanceof Wire.Heard.Bytes bytes) {
                parts.add(bytes.body());
            }
            if (heard instanceof Wire.Heard.Rows rows) {
                parts.add(rows.rows());
            }
            return parts;
        }
    }

    /**
     * An effect, such as a submission to the push queue.
     *
     * @param to the endpoint, such as {@code push:submit}
     * @param body what the route handed over
     * @param answer the body the route went on with; null when a problem ended it
     */
    record Effect(String to, @Nullable Object body, @Nullable Object answer, @Nullable Problem problem)
            implements Crossing {
        @Override
        public List<@Nullable Object> parts() {
            List<@Nullable Object> parts = new ArrayList<>();
            parts.add(body);
            parts.add(answer);
            return parts;
        }
    }
}
