package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatePlacesTest {

    private static final int TEXTS = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd",
                "yyyyMMdd",
                "yyyy/MM/dd",
                "yyyy.MM.dd",
                "yyyyMM",
                "yyyy-MM",
                "yyyyMMddHHmmss",
                "yyyy-MM-dd HH:mm:ss"
            })
    void readsWhatAFormatterReadsAndRefusesWhatItRefuses(String pattern) {
        DateTimeFormatter formatter = DateInput.formatter(pattern);
        DatePlaces places = DatePlaces.of(pattern);
        Random random = new Random(8);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(pattern, random);
            for (Dates.Kind kind : Dates.Kind.values()) {
                String found = found(() -> places.read(text), kind);
                if (found != null) {
                    assertThat(found).as(text).isEqualTo(found(() -> formatter.parse(text), kind));
                    read += found.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yyyy-MM-dd'T'HH:mm:ss", "yyyyMMddHHmmssSSS", "yy-MM-dd", "yyyy-M-d", "HH:mm:ss", "ddMMyyyy"})
    void leavesOtherFormsToTheFormatter(String pattern) {
        assertThat(DatePlaces.of(pattern)).isNull();
    }

    /** Mostly days that there are, some that there are not, some that look otherwise. */
    private static String text(String pattern, Random random) {
        String text = pattern.replace("yyyy", "%04d".formatted(random.nextInt(10_000)))
                .replace("MM", "%02d".formatted(random.nextInt(14)))
                .replace("dd", "%02d".formatted(random.nextInt(33)))
                .replace("HH", "%02d".formatted(random.nextInt(26)))
                .replace("mm", "%02d".formatted(random.nextInt(62)))
                .replace("ss", "%02d".formatted(random.nextInt(62)));
        String odd = List.of("", "+", "-", "x", "1", "１").get(random.nextInt(6));
        int at = random.nextInt(text.length());
        return random.nextInt(10) == 0 ? text.substring(0, at) + odd + text.substring(at + odd.length()) : text;
    }

    @FunctionalInterface
    private interface Reading {
        TemporalAccessor read();
    }

    /** As the type writes it; empty when it is refused, null when nothing is said. */
    private static String found(Reading reading, Dates.Kind kind) {
        try {
            TemporalAccessor found = reading.read();
            return found == null ? null : kind.text(kind.query().queryFrom(found));
        } catch (DateTimeException refused) {
            return "";
        }
    }
}
