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
            if (when == null || when.holds(item, work)) {
                put(field, item, spot, work, target);
            } else {
                work.seen().skipped(field, when, item, spot, work);
            }
        }
        return target;
    }

    private static void put(
            Field field, @Nullable Object item, Spot spot, Work work, Map<String, @Nullable Object> target) {
        if (field instanceof Field.Constant constant) {
            target.put(constant.name(), constant.value());
            work.seen().constant(constant, spot);
        } else if (field instanceof Field.Group group) {
            target.put(group.name(), group(group, item, spot, work));
        } else if (field instanceof Field.Folded folded) {
            Object made = folded(folded, item, spot, work);
            if (made != null) {
                target.put(folded.name(), made);
            }
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
        } catch (Unfit unfit) {
            wrong(unfit, spot.place(field.rule().reading().from().get(0)), work);
            return null;
        }
    }

    private static @Nullable Object folded(Field.Folded field, @Nullable Object item, Spot spot, Work work) {
        Fold fold = field.fold();
        List<?> items = items(fold.each(), item, spot, work);
        List<Object> values = new ArrayList<>();
        int at = 0;
        try {
            for (; at < items.size(); at++) {
                Object value = field.rule().read(items.get(at), work);
                work.budget().made(Weight.VALUE + Weight.of(value, LARGEST));
                if (value != null) {
                    values.add(value);
                }
            }
            Object made = field.rule().demanded(fold.of(values), item, work);
            work.budget().made(Weight.FIELD + Weight.of(made, LARGEST));
            work.seen().folded(field, made, items, spot, work.scope());
            return made;
        } catch (Unfit unfit) {
            String place = spot.place(fold.each());
            wrong(
                    unfit,
                    at < items.size()
                            ? place + "[" + at + "]."
                                    + field.rule().reading().from().get(0)
                            : place,
                    work);
            return null;
        }
    }

    private static void wrong(Unfit unfit, String place, Work work) {
        work.budget().made(VIOLATION);
        work.wrong().add(new Violation(place, unfit.text()));
    }

    private static Object group(Field.Group group, @Nullable Object item, Spot spot, Work work) {
        Path each = group.each();
        if (each == null) {
            return group.fields().apply(item, spot.below(group, -1), work);
        }
        List<?> items = items(each, item, spot, work);
        List<Map<String, @Nullable Object>> targets = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            work.budget().made(Weight.VALUE);
            targets.add(group.fields().apply(items.get(i), spot.below(group, i), work));
        }
        return targets;
    }

    /** One thing where a list may stand is a list of one, as XML and the trees made of it have it. */
    private static List<?> items(Path each, @Nullable Object item, Spot spot, Work work) {
        Object found = each.find(item, work.scope());
        if (found instanceof String text && !text.isEmpty()) {
            work.wrong().add(new Violation(spot.place(each), Text.of("应为列表", "A list is expected")));
            return List.of();
        }
        return found instanceof List<?> list ? list : found == null || "".equals(found) ? List.of() : List.of(found);
    }
}
