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
            List<Violation> wrong,
            Seen seen,
            Budget budget) {}

    Map<String, @Nullable Object> apply(@Nullable Object item, Spot spot, Work work) {
        Map<String, @Nullable Object> target = new LinkedHashMap<>();
        for (Field field : all) {
            Condition when = field.when();
            if (when == null || when.holds(item, work.scope())) {
                put(field, item, spot, work, target);
            }
        }
        return target;
    }

    private static void put(
            Field field, @Nullable Object item, Spot spot, Work work, Map<String, @Nullable Object> target) {
        if (field instanceof Field.Constant constant) {
            target.put(constant.name(), constant.value());
        } else if (field instanceof Field.Group group) {
            target.put(group.name(), group(group, item, spot, work));
        } else if (field instanceof Field.Value value) {
            Object read = value(value, item, spot, work);
            if (read != null) {
                target.put(value.name(), read);
            }
            work.seen().made(value, read, item, spot, work.scope());
        }
    }

    private static @Nullable Object value(Field.Value field, @Nullable Object item, Spot spot, Work work) {
        try {
            Object read = field.rule().read(item, work);
            work.budget().made(Weight.FIELD + Weight.of(read, LARGEST));
            return read;
        } catch (Type.Unfit unfit) {
            work.budget().made(VIOLATION);
            Path first = field.rule().reading().from().get(0);
            work.wrong().add(new Violation(spot.place(first), unfit.text()));
            return null;
        }
    }

    private static Object group(Field.Group group, @Nullable Object item, Spot spot, Work work) {
        Path each = group.each();
        if (each == null) {
            return group.fields().apply(item, spot.below(group, -1), work);
        }
        Object found = each.find(item, work.scope());
        List<?> items =
                found instanceof List<?> list ? list : found == null || "".equals(found) ? List.of() : List.of(found);
        if (found instanceof String text && !text.isEmpty()) {
            work.wrong().add(new Violation(spot.place(each), Text.of("应为列表", "A list is expected")));
            return List.of();
        }
        List<Map<String, @Nullable Object>> targets = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            work.budget().made(Weight.VALUE);
            targets.add(group.fields().apply(items.get(i), spot.below(group, i), work));
        }
        return targets;
    }
}
