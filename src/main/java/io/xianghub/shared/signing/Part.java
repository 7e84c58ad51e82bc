package io.xianghub.shared.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a signed text, or what stands in one place of a signed call.
 *
 * @param name of the secret (empty for the only one), the binding's property or the field; the text itself for {@code TEXT}
 */
record Part(Kind kind, String name) {

    static final Part CALLER = new Part(Kind.CALLER, "");
    static final Part TIMESTAMP = new Part(Kind.TIMESTAMP, "");
    static final Part NONCE = new Part(Kind.NONCE, "");
    static final Part SIGNATURE = new Part(Kind.SIGNATURE, "");

    private static final Pattern HOLE = Pattern.compile("\\$\\{([^{}]*)\\}");
    private static final Pattern NAMED = Pattern.compile("(secret|binding|field)\\.([^{}]{1,60})");

    enum Kind {
        TEXT,
        CALLER,
        TIMESTAMP,
        NONCE,
        SIGNATURE,
        SECRET,
        BINDING,
        FIELD,
        BODY,
        SORTED,
        METHOD,
        PATH
    }

    /** @throws IllegalArgumentException naming the hole that there is not */
    static List<Part> all(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher holes = HOLE.matcher(text);
        int end = 0;
        while (holes.find()) {
            if (holes.start() > end) {
                parts.add(new Part(Kind.TEXT, text.substring(end, holes.start())));
            }
            parts.add(hole(holes.group(1).strip()));
            end = holes.end();
        }
        if (end < text.length()) {
            parts.add(new Part(Kind.TEXT, text.substring(end)));
        }
        return List.copyOf(parts);
    }

    private static Part hole(String expression) {
        Matcher named = NAMED.matcher(expression);
        if (named.matches()) {
            return new Part(Kind.valueOf(named.group(1).toUpperCase(Locale.ROOT)), named.group(2));
        }
        Optional<Part> plain = List.of(
                        Kind.CALLER,
                        Kind.TIMESTAMP,
                        Kind.NONCE,
                        Kind.SIGNATURE,
                        Kind.SECRET,
                        Kind.BODY,
                        Kind.SORTED,
                        Kind.METHOD,
                        Kind.PATH)
                .stream()
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(expression))
                .map(kind -> new Part(kind, ""))
                .findFirst();
        return plain.orElseThrow(() -> new IllegalArgumentException("${" + expression + "}"));
    }
}
