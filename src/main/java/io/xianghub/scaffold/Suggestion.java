package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A guess at what a department's field is in the standard; somebody decides.
 *
 * @param confidence from 0 to 1
 * @param datePattern how the department writes the date; null when it is none or not known
 */
record Suggestion(StandardField field, double confidence, Text reason, @Nullable String datePattern) {

    Suggestion {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("A confidence lies between 0 and 1: " + confidence);
        }
    }

    String percent() {
        return String.format(Locale.ROOT, "%.2f", confidence);
    }

    /** One line for a comment beside the field. */
    String line() {
        return "suggest: " + field.name() + " " + percent() + " (" + reason.en() + " / " + reason.zh() + ")";
    }
}
