package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one value of the values that the items of a list have; items without one do not count.
 *
 * @param separator between joined texts
 */
record Fold(Path each, Kind kind, String separator) {

    /** What becomes of several values. */
    enum Kind {
        SUM,
        COUNT,
        FIRST,
        LAST,
        MIN,
        MAX,
        JOIN;

        private static final Set<Type> NUMBERS = EnumSet.of(Type.INTEGER, Type.DECIMAL, Type.FEN);
        private static final Set<Type> IN_ORDER =
                EnumSet.of(Type.INTEGER, Type.DECIMAL, Type.FEN, Type.DATE, Type.DATE_TIME, Type.MONTH, Type.TIME);

        /** Whether it makes sense of a rule's values: only numbers can be added, and a list of parts is none. */
        boolean takes(ValueRule rule) {
            boolean plain = rule.reading().split() == null && rule.showing().mask() == null;
            Type type = rule.meaning().type();
            return switch (this) {
                case SUM -> plain && NUMBERS.contains(type);
                case MIN, MAX -> plain && IN_ORDER.contains(type);
                case JOIN -> rule.reading().split() == null && type != Type.TREE;
                case COUNT, FIRST, LAST -> true;
            };
        }
    }

    /** Null when there is none; the sum of nothing is 0. */
    @Nullable Object of(List<Object> values) throws Unfit {
        if (kind == Kind.SUM) {
            return sum(values);
        }
        if (kind == Kind.COUNT) {
            return (long) values.size();
        }
        if (values.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case LAST -> values.get(values.size() - 1);
            case MIN -> extreme(values, -1);
            case MAX -> extreme(values, 1);
            case JOIN -> values.stream().map(Fold::text).collect(Collectors.joining(separator));
            case FIRST, SUM, COUNT -> values.get(0);
        };
    }

    private static Object sum(List<Object> values) throws Unfit {
        BigDecimal sum = BigDecimal.ZERO;
        boolean whole = true;
        for (Object value : values) {
            sum = sum.add(value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString()));
            whole &= value instanceof Long;
        }
        try {
            return whole ? (Object) sum.longValueExact() : sum;
        } catch (ArithmeticException tooLarge) {
            throw new Unfit(Text.of("合计超出范围", "The sum is out of range"));
        }
    }

    /** Of values of one type; dates and amounts in yuan are texts, and only dates have the order of their texts. */
    private static Object extreme(List<Object> values, int sign) {
        Object extreme = values.get(0);
        for (Object value : values) {
            if (compare(value, extreme) * sign > 0) {
                extreme = value;
            }
        }
        return extreme;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long number && other instanceof Long than) {
            return number.compareTo(than);
        }
        if (one instanceof BigDecimal number && other instanceof BigDecimal than) {
            return number.compareTo(than);
        }
        return text(one).compareTo(text(other));
    }

    private static String text(Object value) {
        return Objects.requireNonNullElse(Leaf.text(value), value.toString());
    }
}
