package io.xianghub.scaffold;

import java.util.List;
import java.util.Locale;

/**
 * A field of the standard: its name there, and what departments call it.
 *
 * @param labels Chinese words for it, the usual one first
 * @param hints names seen in departments' systems, in lower case without separators
 * @param sample a value for samples; of people and companies that cannot exist
 */
record StandardField(
        String name, List<String> labels, List<String> hints, Type type, String sensitivity, String sample) {

    /** What its values are. */
    enum Type {
        TEXT,
        CODE,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        AMOUNT,
        DATE,
        DATE_TIME,
        IDENTITY_NUMBER,
        USCC,
        MOBILE,
        BANK_CARD,
        DIVISION;

        static Type of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    StandardField {
        labels = List.copyOf(labels);
        hints = List.copyOf(hints);
    }

    String label() {
        return labels.get(0);
    }
}
