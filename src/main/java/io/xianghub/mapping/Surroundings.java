package io.xianghub.mapping;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the input of one application of a mapping.
 *
 * @param scope the trees that paths reach as {@code $name}
 * @param indexes lists in which values have been looked up, by who looked
 */
record Surroundings(Map<String, ? extends @Nullable Object> scope, Map<Match, Match.Index> indexes) {

    static Surroundings of(Map<String, ? extends @Nullable Object> scope) {
        return new Surroundings(scope, new IdentityHashMap<>());
    }

    Surroundings in(Map<String, ? extends @Nullable Object> other) {
        return new Surroundings(other, indexes);
    }
}
