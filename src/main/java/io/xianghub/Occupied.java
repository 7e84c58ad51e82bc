package io.xianghub;

import io.xianghub.shared.Text;
import java.util.List;

/** Somebody else has what the hub needs to start. */
final class Occupied extends RuntimeException {

    private final transient List<Found> found;

    /** One thing that is taken, and what to do. */
    record Found(Text what, Text remedy) {}

    Occupied(List<Found> found) {
        super(found.get(0).what().en());
        this.found = List.copyOf(found);
    }

    List<Found> found() {
        return found;
    }
}
