package io.xianghub.mapping;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem.Violation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Target fields in their order. */
record Fields(List<Field> all) {

    /** More than any input may hold; what is larger need not be counted to its end. */
    private static final long LARGEST = Integer.MAX_VALUE;

    /** About the bytes of a wrong value's place and reason. */
    private static final int VIOLATION = 200;

    Fields {
        all = List.copyOf(all);
    }

    /** What one application of a mapping shares: scope, clock, the wrong values so far, what was seen, what it may use. */
    record Work(
            Map<String, ? extends @Nullable Object> scope,
            Clock clock,
            Source source,
            List<Violation> wrong,
            Seen seen,
            Budget budget) {}

    /** @param place where the item stands, such as {@code line 3}; empty for the whole input */
    Map<String, @Nullable Object> apply(@Nullable Object item, String place, Work work) {
        Map<String, @Nullable Object> target = new LinkedHashMap<>();
        for (Field field : all) {
            Condition when = field.when();
            if (when == null || when.holds(item, work.scope())) {
                put(field, item, place, work, target);
            }
        }
        return target;
    }

    private static void put(
            Field field, @Nullable Object item, String place, Work work, Map<String, @Nullable Object> target) {
        if (field instanceof Field.Constant constant) {
            target.put(constant.name(), constant.value());
        } else if (field instanceof Field.Group group) {
            target.put(group.name(), group(group, item, place, work));
        } else if (field instanceof Field.Value value) {
            try {
                Object read = value.rule().read(item, work);
                work.budget().made(Weight.FIELD + Weight.of(read, LARGEST));
                if (read != null) {
                    target.put(value.name(), read);
                }
            } catch (Type.Unfit unfit) {
                work.budget().made(VIOLATION);
                work.wrong().add(new Violation(place(place, value.rule().from().get(0), work), unfit.text()));
            }
        }
    }

    private static Object group(Field.Group group, @Nullable Object item, String place, Work work) {
        Path each = group.each();
        if (each == null) {
            return group.fields().apply(item, place, work);
        }
        Object found = each.find(item, work.scope());
        List<?> items =
                found instanceof List<?> list ? list : found == null || "".equals(found) ? List.of() : List.of(found);
        if (found instanceof String text && !text.isEmpty()) {
            work.wrong().add(new Violation(place(place, each, work), Text.of("应为列表", "A list is expected")));
            return List.of();
        }
        List<Map<String, @Nullable Object>> targets = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            work.budget().made(Weight.VALUE);
            String below = place(place, each, work) + "[" + i + "]";
            targets.add(group.fields().apply(items.get(i), below, work));
        }
        return targets;
    }

    private static String place(String place, Path path, Work work) {
        if (work.source().format() == Source.Format.DELIMITED && !place.isEmpty()) {
            return place + ", column " + path;
        }
        return place.isEmpty() ? path.toString() : place + "." + path;
    }
}
