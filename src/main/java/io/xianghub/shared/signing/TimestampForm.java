package io.xianghub.shared.signing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the time of a signature is written; times of day are those of UTC+8. */
enum TimestampForm {
    SECONDS("seconds", null),
    MILLIS("millis", null),
    COMPACT("yyyyMMddHHmmss", "uuuuMMddHHmmss"),
    COMPACT_MILLIS("yyyyMMddHHmmssSSS", "uuuuMMddHHmmssSSS"),
    READABLE("yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd HH:mm:ss");

    private final String word;
    private final @Nullable DateTimeFormatter pattern;

    TimestampForm(String word, @Nullable String pattern) {
        this.word = word;
        this.pattern = pattern == null
                ? null
                : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(TimestampForm::word).toList();
    }

    static TimestampForm of(String word) {
        return Arrays.stream(values())
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    String text(Instant at) {
        if (pattern != null) {
            return pattern.format(at.atOffset(ZoneOffset.ofHours(8)));
        }
        return Long.toString(this == SECONDS ? at.getEpochSecond() : at.toEpochMilli());
    }

    /** Empty when it is not written so. */
    Optional<Instant> instant(String text) {
        try {
            if (pattern != null) {
                return Optional.of(LocalDateTime.parse(text, pattern).toInstant(ZoneOffset.ofHours(8)));
            }
            if (!text.matches(this == SECONDS ? "[0-9]{1,11}" : "[0-9]{1,14}")) {
                return Optional.empty();
            }
            long number = Long.parseLong(text);
            return Optional.of(this == SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
