package io.xianghub.mapping;

import io.xianghub.shared.wire.XmlElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values at the ends of a tree, as text. */
final class Leaf {

    private static final int MAX_SCALE = 100;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Leaf() {}

    /** How a leaf is written; null for anything that is no leaf. */
    static @Nullable String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal decimal) {
            // 1e999999999 written out digit by digit would fill the memory
            return Math.abs((long) decimal.scale()) > MAX_SCALE ? decimal.toString() : decimal.toPlainString();
        }
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger
                || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof LocalDateTime time) {
            return SECONDS.format(time);
        }
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        if (value instanceof XmlElement element && element.children().isEmpty()) {
            return element.text();
        }
        return null;
    }
}
