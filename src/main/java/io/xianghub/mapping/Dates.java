package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import org.jspecify.annotations.Nullable;

/**
 * How a field reads and writes dates.
 *
 * @param input null for the forms that the type reads by itself
 * @param output null for the form that the type writes by itself
 * @param endlessKept whether 9999-12-31 is a date and not the word for no end
 */
record Dates(@Nullable DateInput input, @Nullable DateTimeFormatter output, boolean endlessKept) {

    static final Dates STANDARD = new Dates(null, null, false);

    private static final int NO_END = 9999;

    /** What a field of a type holds of a date. */
    enum Kind {
        DATE(
                "日期",
                "date",
                DateInput.of("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"),
                "yyyy-MM-dd",
                found -> LocalDate.from(inBeijing(found))),
        DATE_TIME(
                "时间",
                "time",
                DateInput.of("yyyy-MM-dd HH:mm:ss"),
                "yyyy-MM-dd'T'HH:mm:ssXXX",
                found -> LocalDateTime.from(inBeijing(found)).atOffset(DateInput.BEIJING)),
        MONTH("月份", "month", DateInput.of("yyyy-MM"), "yyyy-MM", found -> YearMonth.from(inBeijing(found))),
        TIME("时刻", "time of day", DateInput.of("HH:mm:ss"), "HH:mm:ss", found -> LocalTime.from(inBeijing(found)));

        private final String zh;
        private final String en;

        @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
        private final DateInput input;

        private final String pattern;
        private final DateTimeFormatter output;

        @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
        private final TemporalQuery<? extends TemporalAccessor> query;

        Kind(String zh, String en, DateInput input, String output, TemporalQuery<? extends TemporalAccessor> query) {
            this.zh = zh;
            this.en = en;
            this.input = input;
            this.pattern = output;
            this.output = DateInput.formatter(output);
            this.query = query;
        }

        /** The form in which one is written where nothing else is said. */
        String written() {
            return pattern;
        }

        /** The first form in which one is read where nothing else is said. */
        String readFirst() {
            return input.forms().get(0).word();
        }

        TemporalQuery<? extends TemporalAccessor> query() {
            return query;
        }

        /** As the type writes it by itself: the two that are written as in ISO 8601 need no formatter, which takes longer. */
        String text(TemporalAccessor date) {
            return this == DATE || this == MONTH ? date.toString() : output.format(date);
        }

        /** Whether a text of this form can be read as one. */
        boolean canBe(DateInput.Form form) {
            return form.reader().gives(query);
        }

        /** Whether one can be written in this form. */
        boolean canWrite(DateTimeFormatter form) {
            try {
                TemporalAccessor one = query.queryFrom(DateInput.SOME_TIME.atOffset(DateInput.BEIJING));
                return !form.format(one).isEmpty();
            } catch (DateTimeException more) {
                return false;
            }
        }

        /** What says its offset is an instant, or a time of day, that may be another date in Beijing; no end stays one. */
        private static TemporalAccessor inBeijing(TemporalAccessor found) {
            if (found.isSupported(ChronoField.INSTANT_SECONDS)) {
                return isNoEnd(found) ? found : Instant.from(found).atOffset(DateInput.BEIJING);
            }
            boolean timeOnly = !found.isSupported(ChronoField.EPOCH_DAY)
                    && found.isSupported(ChronoField.NANO_OF_DAY)
                    && found.isSupported(ChronoField.OFFSET_SECONDS);
            return timeOnly ? OffsetTime.from(found).withOffsetSameInstant(DateInput.BEIJING) : found;
        }
    }

    /** The date as the field writes it; null for what departments write when there is none. */
    @Nullable String of(Kind kind, String value) throws Unfit {
        String text = Width.plain(value);
        if (kind != Kind.TIME && isNone(text)) {
            return null;
        }
        DateInput forms = input == null ? kind.input : input;
        try {
            TemporalAccessor date = forms.read(text, kind.query);
            if (!endlessKept && isNoEnd(date)) {
                return null;
            }
            return output == null ? kind.text(date) : output.format(date);
        } catch (DateTimeException unfit) {
            throw new Unfit(Text.of("不是 %s 形式的" + kind.zh, "Not a " + kind.en + " of the form %s", forms.words()));
        }
    }

    /** Zeros in the form of a date, whatever stands between them; {@code 9999-12-31} too, in whatever form. */
    private boolean isNone(String text) {
        int digits = 0;
        boolean zeros = true;
        int first = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                zeros &= c == '0';
                if (digits <= 8) {
                    first = 10 * first + c - '0';
                }
            } else if ("-/:. ".indexOf(c) < 0) {
                return false;
            }
        }
        boolean wholeTime = digits == 8 || (digits >= 14 && digits <= 17);
        if (zeros) {
            return digits <= 1 || digits == 6 || wholeTime;
        }
        return !endlessKept && wholeTime && first == 99_991_231;
    }

    private static boolean isNoEnd(TemporalAccessor date) {
        if (date instanceof OffsetDateTime time) {
            return isNoEnd(time.toLocalDate());
        }
        if (date instanceof YearMonth month) {
            return month.equals(YearMonth.of(NO_END, 12));
        }
        return date.isSupported(ChronoField.EPOCH_DAY) && LocalDate.from(date).equals(LocalDate.of(NO_END, 12, 31));
    }
}
