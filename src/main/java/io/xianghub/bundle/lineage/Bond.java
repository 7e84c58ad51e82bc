package io.xianghub.bundle.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much something depends on a field; the looser, the later. */
public enum Bond {
    /** Without the field it is not there, or not what it was. */
    CERTAIN,
    /** Without the field something else stands in its place. */
    DEFAULTED,
    /** Without the field it may be otherwise. */
    PERHAPS;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Bond looser(Bond other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
