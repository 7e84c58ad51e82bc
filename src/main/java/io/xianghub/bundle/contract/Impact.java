package io.xianghub.bundle.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether those who use the bundle as it was may go on as they are; the worse, the later. */
public enum Impact {
    NONE,
    POSSIBLE,
    BREAKING;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
