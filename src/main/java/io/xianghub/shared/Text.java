package io.xianghub.shared;

import java.util.Locale;

/** One sentence in the hub's two languages. */
public record Text(String zh, String en) {

    /** Both sentences with the same arguments, as {@link String#format} reads them; taken as they are without arguments. */
    @SuppressWarnings("AnnotateFormatMethod") // two formats share the arguments; the annotation knows one
    public static Text of(String zh, String en, Object... arguments) {
        return arguments.length == 0 ? new Text(zh, en) : new Text(zh.formatted(arguments), en.formatted(arguments));
    }

    /** So many of a thing, in English, as a {@code %s} of an English sentence. */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** The sentence as somebody who asked for {@code locale} reads it; Chinese unless English was asked for. */
    public String in(Locale locale) {
        return "en".equals(locale.getLanguage()) ? en : zh;
    }
}
