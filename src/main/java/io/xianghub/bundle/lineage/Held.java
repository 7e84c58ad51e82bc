package io.xianghub.bundle.lineage;

import io.xianghub.mapping.Outline.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a place of a tree on its way through a route.
 *
 * @param always whether it is there whenever what it is part of is
 * @param line of the mapping that made it; null when none did
 */
record Held(FieldPath at, Kind kind, List<Trace> traces, boolean always, @Nullable Line line) {

    enum Kind {
        /** The tree that came in, or part of it, as it was. */
        COPY,
        /** A value that was made. */
        VALUE,
        /** A structure whose fields stand beside it. */
        GROUP,
        /** No value: what all of the tree depends on. */
        BESIDES
    }

    Held {
        traces = List.copyOf(traces);
    }

    Held at(FieldPath other) {
        return new Held(other, kind, traces, always, line);
    }

    Held sometimes() {
        return new Held(at, kind, traces, false, line);
    }

    /** The same, made by a line out of this. */
    Held by(Line maker, Bond most) {
        return new Held(
                at, kind, traces.stream().map(trace -> trace.atMost(most)).toList(), always, maker);
    }
}
