package io.xianghub.bundle.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A keyword that bounds a number: the value itself, its length, or how many there are.
 *
 * @param exclusive the keyword that bounds likewise and leaves the bound out
 * @param sign 1 for a least number, -1 for a greatest
 */
record Limit(String keyword, @Nullable String exclusive, int sign, Aspect aspect) {

    static final List<Limit> ALL = List.of(
            new Limit("minimum", "exclusiveMinimum", 1, Aspect.RANGE),
            new Limit("maximum", "exclusiveMaximum", -1, Aspect.RANGE),
            new Limit("minLength", null, 1, Aspect.LENGTH),
            new Limit("maxLength", null, -1, Aspect.LENGTH),
            new Limit("minItems", null, 1, Aspect.COUNT),
            new Limit("maxItems", null, -1, Aspect.COUNT),
            new Limit("minProperties", null, 1, Aspect.COUNT),
            new Limit("maxProperties", null, -1, Aspect.COUNT));

    /** The bound that one schema sets; null when it sets none, and for a least length or count of nothing. */
    @Nullable Bound in(Map<?, ?> schema) {
        Bound inclusive = Bound.of(schema.get(keyword), false);
        Bound outer = exclusive == null ? null : Bound.of(schema.get(exclusive), true);
        Bound tightest = tighter(inclusive, outer);
        boolean nothing = tightest != null
                && sign > 0
                && aspect != Aspect.RANGE
                && tightest.value().signum() == 0;
        return nothing ? null : tightest;
    }

    @Nullable Bound tighter(@Nullable Bound one, @Nullable Bound other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.tighterThan(other, sign) ? one : other;
    }

    Stream<String> keywords() {
        return exclusive == null ? Stream.of(keyword) : Stream.of(keyword, exclusive);
    }
}
