package io.xianghub.shared;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose fault a failed exchange is. */
public enum FaultSide {
    CALLER,
    HUB,
    DEPARTMENT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
