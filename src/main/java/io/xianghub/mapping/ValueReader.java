package io.xianghub.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Patterns;
import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how one value is made.
 *
 * @param charset the source's, in which bytes inside a value are read, too
 */
record ValueReader(LookupReader lookups, Charset charset) {

    private static final int LONGEST_VALUE = 4_000;
    private static final int MOST_FUNCTIONS = 8;
    private static final int WIDEST = 40;

    ValueReader(Map<String, Dictionary> dictionaries, Charset charset) {
        this(new LookupReader(dictionaries), charset);
    }

    /** @param field its path in the target; the rule is null when it cannot be read */
    @Nullable ValueRule rule(String field, Declared declared) {
        Declared lookup = lookup(declared);
        List<Path> from = lookup == null ? paths(declared, "from") : paths(lookup, "equals");
        Match match = lookup == null ? null : match(lookup, from);
        Type type = declared.choice("type", Type.class, Type.TEXT);
        Sensitivity sensitivity = declared.choice("sensitivity", Sensitivity.class, Sensitivity.PERSONAL);
        if (from.isEmpty() || type == null || sensitivity == null || (lookup != null && match == null)) {
            return null;
        }
        if (type == Type.TREE && declared.has("mask")) {
            declared.wrong(
                    "mask",
                    "mapping.key-without-use",
                    Text.of("tree 照原样复制，不能加 mask", "A tree is copied as it is: it takes no mask"));
        }
        return new ValueRule(
                field,
                reading(declared, from, match),
                demand(declared),
                new ValueRule.Meaning(lookups.lookup(declared), type, OptionsReader.options(declared, type)),
                new ValueRule.Showing(declared.choice("mask", Mask.class, null), sensitivity));
    }

    private static List<Path> paths(Declared declared, String key) {
        return declared.texts(key).stream()
                .flatMap(text -> declared.path(key, text).stream())
                .toList();
    }

    private static @Nullable Declared lookup(Declared declared) {
        if (declared.has("lookup") && declared.has("join")) {
            declared.wrong("join", "mapping.key-without-use", Text.of("join 只用于 from", "join is for from only"));
        }
        return declared.get("lookup")
                .flatMap(node -> declared.part(node, MappingKeys.LOOKUP))
                .orElse(null);
    }

    private static @Nullable Match match(Declared lookup, List<Path> equal) {
        for (String key : List.of("in", "where", "equals", "take")) {
            if (!lookup.has(key)) {
                lookup.wrong(key, "mapping.missing-key", Text.of("缺少 %s", "%s is missing", key));
            }
        }
        Path in = lookup.list("in").orElse(null);
        List<Path> where = paths(lookup.alone(), "where");
        Path take = lookup.alone().path("take").orElse(null);
        if (where.size() != equal.size()) {
            lookup.wrong(
                    "where",
                    "mapping.lookup",
                    Text.of("where 与 equals 的路径数应相同", "where and equals need as many paths as each other"));
        }
        boolean first = lookup.choice("ambiguous", LookupReader.Ambiguous.class, LookupReader.Ambiguous.REFUSED)
                == LookupReader.Ambiguous.FIRST;
        return in == null || take == null || where.isEmpty() ? null : new Match(in, where, take, first);
    }

    /** The same for documents whose bytes are in another charset. */
    ValueReader in(Charset other) {
        return new ValueReader(lookups, other);
    }

    private Reading reading(Declared declared, List<Path> from, @Nullable Match match) {
        String join = declared.text("join").orElse(null);
        String split = declared.text("split").orElse(null);
        if (split != null && split.isEmpty()) {
            declared.wrong("split", "mapping.split", Text.of("split 不能为空", "split must not be empty"));
            split = null;
        }
        Shaping shaping =
                new Shaping(functions(declared), pattern(declared, "extract"), digits(declared, join, from), charset);
        return new Reading(from, join, shaping, split, match);
    }

    private static ValueRule.Demand demand(Declared declared) {
        return new ValueRule.Demand(
                declared.text("default").orElse(null),
                declared.flag("required"),
                ConditionReader.condition(declared, "required-when"),
                pattern(declared, "pattern"),
                declared.number("max", LONGEST_VALUE));
    }

    private static List<TextFunction> functions(Declared declared) {
        List<TextFunction> functions = declared.choices("apply", TextFunction.class);
        if (functions.size() > MOST_FUNCTIONS) {
            declared.wrong(
                    "apply",
                    "mapping.apply",
                    Text.of("最多 %d 个函数", "There may be %d functions at most", MOST_FUNCTIONS));
        }
        return functions;
    }

    private static List<Integer> digits(Declared declared, @Nullable String join, List<Path> from) {
        List<String> widths = declared.texts("digits");
        boolean fits = widths.size() <= 1 || (join != null && widths.size() == from.size());
        boolean numbers = widths.stream()
                .allMatch(width -> Amounts.isDigits(width, 0, width.length())
                        && width.length() <= 2
                        && Integer.parseInt(width) <= WIDEST);
        if (!fits || !numbers) {
            declared.wrong(
                    "digits",
                    "mapping.digits",
                    Text.of(
                            "digits 应为不超过 %d 的位数：一个，或在 join 时每个 from 一个",
                            "digits is a number up to %d, or with join one for each from", WIDEST));
            return List.of();
        }
        return widths.stream().map(Integer::valueOf).toList();
    }

    private static @Nullable Pattern pattern(Declared declared, String key) {
        String text = declared.text(key).orElse(null);
        try {
            return text == null ? null : Patterns.compile(text);
        } catch (PatternSyntaxException wrong) {
            declared.wrong(
                    key,
                    "mapping.pattern",
                    Text.of("正则表达式不正确：%s", "Wrong pattern: %s", String.valueOf(wrong.getDescription())));
            return null;
        }
    }
}
