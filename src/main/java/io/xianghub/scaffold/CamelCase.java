package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names as the standard has them: ASCII, camelCase for fields and operations, hyphens for files. */
final class CamelCase {

    private static final int LONGEST = 50;

    private CamelCase() {}

    /** Words of a name in any convention; Chinese characters become pinyin. */
    static List<String> words(String name) {
        String latin = Pinyin.spelled(name);
        List<String> words = new ArrayList<>();
        for (String part : latin.split("[^A-Za-z0-9]+", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.equals(part.toUpperCase(Locale.ROOT))) {
                words.add(part.toLowerCase(Locale.ROOT));
                continue;
            }
            for (String word : part.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1)) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    static String of(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : words(name)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            if (camel.length() >= LONGEST) {
                break;
            }
        }
        String text = camel.length() > LONGEST ? camel.substring(0, LONGEST) : camel.toString();
        if (text.isEmpty()) {
            return "field";
        }
        return Character.isDigit(text.charAt(0)) ? "n" + text : text;
    }

    /** Names that differ in camelCase differ with hyphens too: nothing is cut off. */
    static String hyphenated(String name) {
        String text = String.join("-", words(name));
        if (text.isEmpty()) {
            return "x";
        }
        return Character.isDigit(text.charAt(0)) ? "n" + text : text;
    }

    /** The name, with a number behind it when it is taken; it is taken afterwards. */
    static String unique(String name, String between, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + between + number;
        }
        return free;
    }
}
