package io.xianghub.bundle.contract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A least or a greatest number. */
record Bound(BigDecimal value, boolean exclusive) {

    static @Nullable Bound of(@Nullable Object number, boolean exclusive) {
        return number instanceof Number ? new Bound(new BigDecimal(number.toString()), exclusive) : null;
    }

    /** Whether this keeps out more than {@code other} as a least ({@code sign} 1) or a greatest ({@code sign} -1) number. */
    boolean tighterThan(Bound other, int sign) {
        int difference = value.compareTo(other.value) * sign;
        return difference > 0 || (difference == 0 && exclusive && !other.exclusive);
    }

    boolean same(Bound other) {
        return value.compareTo(other.value) == 0 && exclusive == other.exclusive;
    }
}
