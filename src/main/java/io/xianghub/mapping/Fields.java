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

    /** What one application of a mapping shares: trees beside it, clock, wrong values so far, what was seen, what it may use. */
    record Work(Surroundings beside, Clock clock, List<Violation> wrong, Seen seen, Budget budget) {

        Map<String, ? extends @Nullable Object> scope() {
            return beside.scope();
        }

        /** The same for paths that reach other trees by name. */
        Work in(Map<String, ? extends @Nullable Object> scope) {
            return scope == beside.scope() ? this : new Work(beside.in(scope), clock, wrong, seen, budget);
        }

        void refuse(String place, Text why) {
            budget.made(VIOLATION);
            wrong.add(new Violation(place, why));
        }
    }

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
            Object made = group(group, item, spot, work);
            if (made != null) {
                target.put(group.name(), made);
            }
        } else if (field instanceof Field.Folded folded) {
            Object made = folded(folded, item, spot, work);
            if (made != null) {
                target.put(folded.name(), made);
            }
        } else if (field instanceof Field.Check check) {
            checked(check, item, spot, work);
        } else if (field instanceof Field.Value value) {
            Object read = value(value.rule(), item, spot, work);
            if (read != null) {
                target.put(value.name(), read);
            }
            work.seen().made(value, read, item, spot, work);
        }
    }

    private static void checked(Field.Check check, @Nullable Object item, Spot spot, Work work) {
        Object read = value(check.rule(), item, spot, work);
        if (read != null && !check.expected().equals(Leaf.text(read))) {
            work.refuse(
                    spot.place(check.rule().reading().from().get(0)),
                    Text.of("应为 %s", "%s is expected", check.expected()));
        }
    }

    private static @Nullable Object value(ValueRule rule, @Nullable Object item, Spot spot, Work work) {
        try {
            Object read = rule.read(item, work);
            work.budget().made(Weight.FIELD + Weight.of(read, LARGEST));
            return read;
        } catch (Unfit unfit) {
            work.refuse(spot.place(rule.reading().from().get(0)), unfit.text());
            return null;
        }
    }

    private static @Nullable Object folded(Field.Folded field, @Nullable Object item, Spot spot, Work work) {
        Fold fold = field.fold();
        Item at = null;
        try {
            List<Item> items = fold.each().items(item, work.scope());
            List<Object> values = new ArrayList<>(items.size());
            for (Item one : items) {
                at = one;
                Object value = field.rule().read(one, work);
                work.budget().made(Weight.VALUE + Weight.of(value, LARGEST));
                if (value != null) {
                    values.add(value);
                }
            }
            at = null;
            Object made = field.rule().demanded(fold.of(values), item, work);
            work.budget().made(Weight.FIELD + Weight.of(made, LARGEST));
            work.seen().folded(field, made, items, spot, work);
            return made;
        } catch (Unfit unfit) {
            Path from = field.rule().reading().from().get(0);
            work.refuse(
                    at == null
                            ? spot.place(fold.each())
                            : spot.below("", null).at(fold.each(), at, -1).place(from),
                    unfit.text());
            return null;
        }
    }

    private static @Nullable Object group(Field.Group field, @Nullable Object item, Spot spot, Work work) {
        try {
            return field.nesting().of(field, item, spot, work);
        } catch (Unfit unfit) {
            Path at = field.nesting().begins();
            work.refuse(at == null ? spot.target(field.name()) : spot.place(at), unfit.text());
            return null;
        }
    }
}
