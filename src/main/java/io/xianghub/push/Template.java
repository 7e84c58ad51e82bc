package io.xianghub.push;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a kind of message, as its bundle declares them.
 *
 * @param text with {@code ${name}} where a variable goes
 */
public record Template(String code, String bizType, String title, String text, Set<Channel> channels) {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9]*)}");

    public Template {
        channels = Set.copyOf(channels);
        if (code.isBlank() || title.isBlank() || text.isBlank() || channels.isEmpty()) {
            throw new IllegalArgumentException("The template " + code + " lacks a code, title, text or channel");
        }
    }

    /** The variables without which the text has a hole. */
    List<Violation> missing(Map<String, String> variables) {
        List<Violation> missing = new ArrayList<>();
        Matcher holes = HOLE.matcher(text);
        while (holes.find()) {
            String name = holes.group(1);
            if (variables.getOrDefault(name, "").isBlank()) {
                missing.add(new Violation(
                        "variables." + name,
                        Text.of("模板 %s 需要变量 %s", "The template %s needs the variable %s", code, name)));
            }
        }
        return missing;
    }

    String render(Map<String, String> variables) {
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(variables.getOrDefault(hole.group(1), "")));
    }
}
