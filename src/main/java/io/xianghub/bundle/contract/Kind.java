package io.xianghub.bundle.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** In which direction something was changed. */
public enum Kind {
    ADDED,
    REMOVED,
    RENAMED,
    REQUIRED,
    OPTIONAL,
    NARROWED,
    WIDENED,
    CHANGED,
    /** Changed in a way of which nobody can say whether it takes more or less than before. */
    UNDECIDED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
