package io.xianghub.legacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a department's system is spoken to. */
enum Style {
    HTTP_JSON,
    SFTP,
    SQL;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Style> of(String word) {
        return Arrays.stream(values())
                .filter(style -> style.word().equals(word))
                .findAny();
    }
}
