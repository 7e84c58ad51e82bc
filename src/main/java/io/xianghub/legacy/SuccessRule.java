package io.xianghub.legacy;

import com.google.re2j.Pattern;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an answer says when it is a success; what it does not hold at all fulfils nothing but {@code absent}. */
sealed interface SuccessRule {

    /** The words that compare; where they differ from a mapping's conditions stands in the reference of connections. */
    Set<String> WORDS = Set.of("equals", "not-equals", "in", "not-in", "present", "absent", "matches", "not-matches");

    boolean holds(@Nullable Object answer);

    /**
     * Whether a value is one of some.
     *
     * @param values as texts; the number 0 and the text 0 are the same
     */
    record Compare(TreePath path, boolean among, List<String> values) implements SuccessRule {
        public Compare {
            values = List.copyOf(values);
        }

        @Override
        public boolean holds(@Nullable Object answer) {
            return path.existsIn(answer) && values.contains(path.textIn(answer)) == among;
        }
    }

    /** Whether there is a value: null and an empty text are none. */
    record Present(TreePath path, boolean wanted) implements SuccessRule {
        @Override
        public boolean holds(@Nullable Object answer) {
            return path.textIn(answer).isEmpty() != wanted;
        }
    }

    /** Whether a pattern is found in a value. */
    record Matches(TreePath path, boolean wanted, Pattern pattern) implements SuccessRule {
        @Override
        public boolean holds(@Nullable Object answer) {
            return path.existsIn(answer) && pattern.matcher(path.textIn(answer)).find() == wanted;
        }
    }

    record All(List<SuccessRule> rules) implements SuccessRule {
        @Override
        public boolean holds(@Nullable Object answer) {
            return rules.stream().allMatch(rule -> rule.holds(answer));
        }
    }

    record Any(List<SuccessRule> rules) implements SuccessRule {
        @Override
        public boolean holds(@Nullable Object answer) {
            return rules.stream().anyMatch(rule -> rule.holds(answer));
        }
    }

    /** @return nothing when it is wrong, which the findings say */
    static Optional<SuccessRule> read(Fields fields) {
        for (String many : List.of("all", "any")) {
            if (fields.has(many)) {
                fields.only(Set.of(many));
                List<SuccessRule> rules = all(many, fields);
                return Optional.of(many.equals("all") ? new All(rules) : new Any(rules));
            }
        }
        Set<String> known = new TreeSet<>(WORDS);
        known.add("path");
        fields.only(known);
        fields.required("path");
        List<String> said = WORDS.stream().filter(fields::has).toList();
        if (said.size() != 1) {
            fields.wrong(
                    said.isEmpty() ? "path" : said.get(0),
                    Text.of("比较词应恰好有一个：%s", "It takes exactly one of %s", String.join(", ", new TreeSet<>(WORDS))));
            return Optional.empty();
        }
        return compared(fields.path("path").orElse(TreePath.of("")), said.get(0), fields);
    }

    private static Optional<SuccessRule> compared(TreePath path, String word, Fields fields) {
        boolean wanted = !word.startsWith("not-");
        return switch (word) {
            case "present", "absent" -> Optional.of(new Present(path, fields.flag(word) == word.equals("present")));
            case "matches", "not-matches" -> fields.pattern(word).map(pattern -> new Matches(path, wanted, pattern));
            default -> Optional.of(new Compare(path, wanted, values(word, fields)));
        };
    }

    private static List<String> values(String word, Fields fields) {
        boolean many = fields.node().get(word).orElse(null) instanceof YamlNode.Sequence;
        return many || word.endsWith("in")
                ? fields.texts(word)
                : fields.required(word).stream().toList();
    }

    private static List<SuccessRule> all(String key, Fields fields) {
        List<SuccessRule> rules = new ArrayList<>();
        if (fields.node().get(key).orElse(null) instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                YamlNode.Mapping rule =
                        item instanceof YamlNode.Mapping mapping ? mapping : new YamlNode.Mapping(item.at(), Map.of());
                read(new Fields(rule, fields.findings())).ifPresent(rules::add);
            }
        }
        if (rules.isEmpty()) {
            fields.wrong(key, Text.of("%s 应为条件列表", "%s must be a list of conditions", key));
        }
        return rules;
    }
}
