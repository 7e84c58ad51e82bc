package io.xianghub.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Text;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how one value is made. */
record ValueReader(Map<String, Dictionary> dictionaries) {

    private static final int LONGEST_VALUE = 4_000;

    /** @param field its path in the target; the rule is null when it cannot be read */
    @Nullable ValueRule rule(String field, Declared declared) {
        List<Path> from = declared.texts("from").stream()
                .flatMap(text -> declared.path("from", text).stream())
                .toList();
        Type type = declared.choice("type", Type.class, Type.TEXT);
        Sensitivity sensitivity = declared.choice("sensitivity", Sensitivity.class, Sensitivity.PERSONAL);
        if (from.isEmpty() || type == null || sensitivity == null) {
            return null;
        }
        return new ValueRule(
                field,
                new ValueRule.Reading(from, declared.text("join").orElse(null)),
                new ValueRule.Demand(
                        declared.text("default").orElse(null),
                        declared.flag("required"),
                        pattern(declared),
                        declared.number("max", LONGEST_VALUE)),
                new ValueRule.Meaning(dictionary(declared), type, options(declared)),
                new ValueRule.Showing(declared.choice("mask", Mask.class, null), sensitivity));
    }

    private static Type.Options options(Declared declared) {
        return new Type.Options(
                formatter(declared, "input"), declared.text("input").orElse(null), formatter(declared, "output"));
    }

    private @Nullable Dictionary dictionary(Declared declared) {
        Optional<String> wanted = declared.text("dictionary");
        if (wanted.isPresent() && !dictionaries.containsKey(wanted.get())) {
            declared.wrong(
                    "dictionary",
                    "mapping.unknown-dictionary",
                    Text.of(
                            "没有字典 %s（已有：%s）",
                            "There is no dictionary %s (there are: %s)",
                            wanted.get(),
                            new TreeSet<>(dictionaries.keySet())));
        }
        return wanted.map(dictionaries::get).orElse(null);
    }

    private static @Nullable Pattern pattern(Declared declared) {
        Optional<String> text = declared.text("pattern");
        try {
            return text.map(Pattern::compile).orElse(null);
        } catch (PatternSyntaxException wrong) {
            declared.wrong(
                    "pattern",
                    "mapping.pattern",
                    Text.of("正则表达式不正确：%s", "Wrong pattern: %s", String.valueOf(wrong.getDescription())));
            return null;
        }
    }

    private static @Nullable DateTimeFormatter formatter(Declared declared, String key) {
        Optional<String> text = declared.text(key);
        try {
            return text.map(Type::formatter).orElse(null);
        } catch (IllegalArgumentException wrong) {
            declared.wrong(
                    key, "mapping.date-pattern", Text.of("日期格式 %s 不正确", "Wrong date pattern %s", text.orElse("")));
            return null;
        }
    }
}
