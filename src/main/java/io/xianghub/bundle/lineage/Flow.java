package io.xianghub.bundle.lineage;

import io.xianghub.shared.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input becomes, field by field.
 *
 * @param complete false when the routes are more than one can follow to their ends
 */
public record Flow(String input, List<End> ends, boolean complete) {

    public Flow {
        ends = List.copyOf(ends);
    }

    /**
     * Where something arrives.
     *
     * @param to {@code answer}, {@code push:submit <message>}, {@code redemption:<dataset>/<stream>}
     * @param known false when there may be fields that are not listed
     */
    public record End(String to, List<Field> fields, boolean known) {
        public End {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field of an end.
     *
     * @param path empty for what all of the end depends on
     * @param at the line of the mapping that made it; null when none did
     */
    public record Field(String path, List<Source> from, @Nullable Position at) {
        public Field {
            from = List.copyOf(from);
        }
    }

    /** A field that something comes from; {@code path} as the first mapping names it. */
    public record Source(String place, String path, Bond bond) {}
}
