package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value from the item of a list that has the same key as the current one.
 *
 * @param where the parts of the key in the list's items
 * @param take the value in the list's item
 * @param first whether the first of several items of one key counts; otherwise several with different values are refused
 */
record Match(Path in, List<Path> where, Path take, boolean first) {

    Match {
        where = List.copyOf(where);
    }

    /**
     * A list by the keys of its items.
     *
     * @param from the very tree in which the list was found
     */
    record Index(@Nullable Object from, Map<List<String>, Found> byKey) {}

    /** What the items of one key have. */
    record Found(@Nullable Object value, boolean several) {}

    /** The value under the key; null when no item has it. */
    @Nullable Object of(List<String> key, @Nullable Object item, Fields.Work work) throws Unfit {
        Found found = index(item, work).byKey().get(key);
        if (found == null) {
            return null;
        }
        if (found.several() && !first) {
            throw new Unfit(
                    Text.of("%s 中有多项的 %s 相同而值不同", "Several items of %s have this %s, and different values", in, where));
        }
        where.forEach(work.seen()::read);
        work.seen().read(take);
        return found.value();
    }

    private Index index(@Nullable Object item, Fields.Work work) throws Unfit {
        Object from = in.begin(item, work.scope());
        Index known = work.beside().indexes().get(this);
        if (known != null && known.from() == from) {
            return known;
        }
        Map<List<String>, Found> byKey = new HashMap<>();
        for (Item candidate : in.items(item, work.scope())) {
            work.budget().made(Weight.FIELD);
            List<String> key = key(candidate.value(), work);
            if (!key.isEmpty()) {
                add(key, take.find(candidate.value(), work.scope()), byKey);
            }
        }
        Index index = new Index(from, byKey);
        work.beside().indexes().put(this, index);
        return index;
    }

    private static void add(List<String> key, @Nullable Object value, Map<List<String>, Found> byKey) {
        Found before = byKey.putIfAbsent(key, new Found(value, false));
        if (before != null && !before.several() && !Objects.equals(before.value(), value)) {
            byKey.put(key, new Found(before.value(), true));
        }
    }

    /** Empty when a part is missing: half a key is nobody's. */
    private List<String> key(@Nullable Object candidate, Fields.Work work) throws Unfit {
        List<String> key = new ArrayList<>(where.size());
        for (Path path : where) {
            Object value = path.find(candidate, work.scope());
            String text = value == null ? "" : Leaf.text(value);
            if (text == null) {
                throw new Unfit(Text.of("%s 应为单个值，实际是结构", "%s should be a single value, not a structure", path));
            }
            if (text.isBlank()) {
                return List.of();
            }
            key.add(text.strip());
        }
        return key;
    }
}
