package io.xianghub.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms in which a department writes a date or a time, tried in their order; every one strict. */
record DateInput(List<Form> forms) {

    /** Times on the wire are Beijing's; what departments' systems write knows no summer time, that of 1986 to 1991 neither. */
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    static final LocalDateTime SOME_TIME = LocalDateTime.of(2026, 6, 1, 9, 30, 15, 123_000_000);

    /** @param word the pattern, or {@code epoch-seconds} or {@code epoch-millis} */
    record Form(String word, Reader reader) {

        static Form of(String word) {
            return switch (word) {
                case "epoch-seconds" -> new Form(word, new Epoch(10, 1_000));
                case "epoch-millis" -> new Form(word, new Epoch(13, 1));
                default -> new Form(word, new Written(formatter(word), DatePlaces.of(word)));
            };
        }
    }

    /** Reads one form. */
    sealed interface Reader {

        /** @throws DateTimeException when the text is not of this form */
        <T> T read(String text, TemporalQuery<T> what);

        /** Whether a text of this form holds all that is asked for. */
        boolean gives(TemporalQuery<?> what);
    }

    private record Written(DateTimeFormatter formatter, @Nullable DatePlaces places) implements Reader {

        @Override
        public <T> T read(String text, TemporalQuery<T> what) {
            TemporalAccessor found = places == null ? null : places.read(text);
            return found == null ? formatter.parse(text, what) : what.queryFrom(found);
        }

        @Override
        public boolean gives(TemporalQuery<?> what) {
            try {
                formatter.parse(formatter.format(SOME_TIME.atOffset(BEIJING)), what);
                return true;
            } catch (DateTimeException less) {
                return false;
            }
        }
    }

    private record Epoch(int digits, int millis) implements Reader {

        @Override
        public <T> T read(String text, TemporalQuery<T> what) {
            if (text.length() != digits || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new DateTimeException("Not " + digits + " digits");
            }
            return what.queryFrom(
                    Instant.ofEpochMilli(Long.parseLong(text) * millis).atOffset(BEIJING));
        }

        @Override
        public boolean gives(TemporalQuery<?> what) {
            return true;
        }
    }

    DateInput {
        forms = List.copyOf(forms);
    }

    static DateInput of(String... words) {
        return new DateInput(List.of(words).stream().map(Form::of).toList());
    }

    /**
     * Strict, so that 29 February of a common year is refused and does not become the 28th.
     *
     * @throws IllegalArgumentException when it is no pattern
     */
    static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(withoutEra(pattern), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (ClassCastException padded) {
            // the JDK's own answer to padding between two parts of one number, such as yyypy
            throw new IllegalArgumentException("Not a pattern: " + pattern, padded);
        }
    }

    /** "y" is a year of an era, which strict resolution does not take without one; in quotes it is a letter. */
    private static String withoutEra(String pattern) {
        StringBuilder without = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            without.append(c == 'y' && !quoted ? 'u' : c);
        }
        return without.toString();
    }

    /** @throws DateTimeException when the text is of none of the forms */
    <T> T read(String text, TemporalQuery<T> what) {
        for (int i = 0; i < forms.size() - 1; i++) {
            try {
                return forms.get(i).reader().read(text, what);
            } catch (DateTimeException another) {
                // the next form may be the one
            }
        }
        return forms.get(forms.size() - 1).reader().read(text, what);
    }

    String words() {
        return String.join(" | ", forms.stream().map(Form::word).toList());
    }
}
