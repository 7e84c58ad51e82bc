package io.xianghub.legacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a department's system is spoken to. */
enum Style {
    HTTP_JSON,
    HTTP_FORM,
    HTTP_XML,
    SOAP,
    FRAME,
    SFTP,
    SQL;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All words, as a sentence lists them. */
    static String words() {
        return Arrays.stream(values()).map(Style::word).collect(Collectors.joining(", "));
    }

    static Optional<Style> of(String word) {
        return Arrays.stream(values())
                .filter(style -> style.word().equals(word))
                .findAny();
    }
}
