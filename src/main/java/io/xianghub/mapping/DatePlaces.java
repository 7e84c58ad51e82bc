package io.xianghub.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form in which each digit of a date has its place, such as {@code yyyyMMdd}: a formatter takes longer. */
record DatePlaces(String pattern, int month, int day, int hour, int minute, int second) {

    private static final Pattern FORM = Pattern.compile("yyyy[-/.]?MM([-/.]?dd( ?HH:?mm:?ss)?)?");

    /** Null for a pattern of any other form. */
    static @Nullable DatePlaces of(String pattern) {
        return FORM.matcher(pattern).matches()
                ? new DatePlaces(
                        pattern,
                        pattern.indexOf("MM"),
                        pattern.indexOf("dd"),
                        pattern.indexOf("HH"),
                        pattern.indexOf("mm"),
                        pattern.indexOf("ss"))
                : null;
    }

    /**
     * The month, the date or the time; null for a text that does not look so, which only a formatter can judge: years may have
     * signs and more digits.
     *
     * @throws DateTimeException when there is no such day or time
     */
    @Nullable TemporalAccessor read(String text) {
        if (!fits(text)) {
            return null;
        }
        int year = 100 * number(text, 0) + number(text, 2);
        if (day < 0) {
            return YearMonth.of(year, number(text, month));
        }
        LocalDate date = LocalDate.of(year, number(text, month), number(text, day));
        return hour < 0 ? date : date.atTime(number(text, hour), number(text, minute), number(text, second));
    }

    private boolean fits(String text) {
        if (text.length() != pattern.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            char place = pattern.charAt(i);
            boolean digit = here >= '0' && here <= '9';
            if (place >= 'A' ? !digit : here != place) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int place) {
        return 10 * (text.charAt(place) - '0') + text.charAt(place + 1) - '0';
    }
}
