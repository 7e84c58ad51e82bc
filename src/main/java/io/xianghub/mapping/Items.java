package io.xianghub.mapping;

import io.xianghub.shared.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a list are mapped.
 *
 * @param each the list that they are of
 * @param where which of them; null for all
 * @param distinct what tells a repeat: an item that has the same values at all of these as one before it; empty to keep repeats
 */
record Items(Path each, @Nullable Condition where, List<Path> distinct) {

    Items {
        distinct = List.copyOf(distinct);
    }

    /** Whether they are all items of the input itself. */
    boolean isAll() {
        return each.toString().equals(".") && where == null && distinct.isEmpty();
    }

    /** What is made of each item that is meant. */
    List<Map<String, @Nullable Object>> made(@Nullable Object item, Spot spot, Branches branches, Fields.Work work)
            throws Unfit {
        List<Item> found = each.items(item, work.scope());
        List<Map<String, @Nullable Object>> made = new ArrayList<>(found.size());
        Set<List<String>> taken = new HashSet<>();
        int repeats = 0;
        for (Item one : found) {
            if (work.wrong().size() >= MappingFailure.MOST_VIOLATIONS) {
                break;
            }
            work.budget().made(Weight.VALUE);
            if (where != null && !where.holds(one, work)) {
                continue;
            }
            if (!distinct.isEmpty() && !taken.add(key(one, work))) {
                repeats++;
            } else {
                branches.add(one, number -> spot.at(each, one, number), work, made);
            }
        }
        if (repeats > 0) {
            work.seen().repeated(repeats);
        }
        return made;
    }

    private List<String> key(@Nullable Object item, Fields.Work work) {
        return distinct.stream()
                .map(path -> Reading.found(path, item, work))
                .map(value -> value == null ? "" : Objects.requireNonNullElse(Leaf.text(value), value.toString()))
                .toList();
    }
}
