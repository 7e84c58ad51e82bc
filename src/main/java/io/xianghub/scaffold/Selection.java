package io.xianghub.scaffold;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which operations of a document are wanted.
 *
 * @param only patterns with {@code *} on an operation's name or on {@code METHOD /path}; empty for all
 * @param tags empty for all
 */
public record Selection(List<String> only, List<String> tags) {

    public static final Selection ALL = new Selection(List.of(), List.of());

    public Selection {
        only = List.copyOf(only);
        tags = List.copyOf(tags);
    }

    boolean takes(String name, String call, List<String> operationTags) {
        boolean named =
                only.isEmpty() || only.stream().anyMatch(pattern -> matches(pattern, name) || matches(pattern, call));
        return named && (tags.isEmpty() || operationTags.stream().anyMatch(tags::contains));
    }

    private static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            expression.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .matches();
    }
}
