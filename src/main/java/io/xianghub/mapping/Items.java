package io.xianghub.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a source a mapping maps.
 *
 * @param each the list that they are of
 * @param where which of them; null for all
 * @param distinct what tells a repeat: an item that has the same values at all of these as one before it; empty to keep repeats
 */
record Items(Path each, @Nullable Condition where, List<Path> distinct) {

    Items {
        distinct = List.copyOf(distinct);
    }

    /** Chooses among the items of one input. */
    Choice choice() {
        return new Choice(this, new HashSet<>());
    }

    /** The choice among one input's items, which remembers those it has taken. */
    record Choice(Items items, Set<List<String>> taken) {

        boolean isMeant(@Nullable Object item, Fields.Work work) {
            Condition where = items.where();
            return where == null || where.holds(item, work);
        }

        boolean isRepeat(@Nullable Object item, Fields.Work work) {
            return !items.distinct().isEmpty() && !taken.add(key(item, work));
        }

        private List<String> key(@Nullable Object item, Fields.Work work) {
            return items.distinct().stream()
                    .map(path -> Reading.found(path, item, work))
                    .map(value -> value == null ? "" : Objects.requireNonNullElse(Leaf.text(value), value.toString()))
                    .toList();
        }
    }
}
