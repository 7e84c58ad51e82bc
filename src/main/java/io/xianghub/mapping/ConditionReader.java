package io.xianghub.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Patterns;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a mapping. */
final class ConditionReader {

    private ConditionReader() {}

    /** Null when there is none under the key, or none that can be read. */
    static @Nullable Condition condition(Declared holder, String key) {
        return holder.get(key).map(node -> condition(holder, node)).orElse(null);
    }

    private static @Nullable Condition condition(Declared holder, YamlNode node) {
        return holder.part(node, MappingKeys.CONDITION)
                .map(ConditionReader::condition)
                .orElse(null);
    }

    private static @Nullable Condition condition(Declared declared) {
        List<String> operators =
                MappingKeys.OPERATORS.stream().filter(declared::has).toList();
        if (operators.size() != 1) {
            declared.wrong(
                    "path",
                    "mapping.condition",
                    Text.of(
                            "条件需要且只能有一个：%s",
                            "A condition needs exactly one of %s", new TreeSet<>(MappingKeys.OPERATORS)));
            return null;
        }
        String operator = operators.get(0);
        if (operator.equals("all") || operator.equals("any")) {
            List<Condition> several = several(declared, operator);
            return operator.equals("all") ? new Condition.All(several) : new Condition.Any(several);
        }
        if (!declared.has("path")) {
            declared.wrong("path", "mapping.missing-key", Text.of("缺少 path", "path is missing"));
        }
        return declared.path("path")
                .map(path -> condition(declared, operator, path))
                .orElse(null);
    }

    private static @Nullable Condition condition(Declared declared, String operator, Path path) {
        return switch (operator) {
            case "present", "absent" ->
                new Condition.Present(path, declared.flag(operator) != operator.equals("present"));
            case "matches" ->
                pattern(declared).map(form -> new Condition.Matches(path, form)).orElse(null);
            case "in", "not-in" -> new Condition.Compare(path, texts(declared, operator), operator.equals("not-in"));
            default ->
                new Condition.Compare(path, Set.of(declared.text(operator).orElse("")), operator.equals("not-equals"));
        };
    }

    private static Set<String> texts(Declared declared, String operator) {
        List<String> texts = declared.texts(operator);
        if (texts.isEmpty()) {
            declared.wrong(operator, "mapping.condition", Text.of("%s 需要一个列表", "%s needs a list", operator));
        }
        return Set.copyOf(texts);
    }

    private static List<Condition> several(Declared declared, String operator) {
        List<YamlNode> nodes =
                declared.get(operator).orElse(null) instanceof YamlNode.Sequence list ? list.items() : List.of();
        if (nodes.isEmpty()) {
            declared.wrong(
                    operator, "mapping.condition", Text.of("%s 需要条件的列表", "%s needs a list of conditions", operator));
        }
        return nodes.stream()
                .flatMap(node -> Optional.ofNullable(condition(declared, node)).stream())
                .toList();
    }

    private static Optional<Pattern> pattern(Declared declared) {
        try {
            return declared.text("matches").map(Patterns::compile);
        } catch (PatternSyntaxException wrong) {
            declared.wrong(
                    "matches",
                    "mapping.pattern",
                    Text.of("正则表达式不正确：%s", "Wrong pattern: %s", String.valueOf(wrong.getDescription())));
            return Optional.empty();
        }
    }
}
