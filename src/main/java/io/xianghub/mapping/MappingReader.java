package io.xianghub.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one {@code .map.yaml}. */
final class MappingReader {

    private static final Set<String> MAPPING = Set.of("description", "source", "target", "each", "where", "fields");
    private static final Set<String> SOURCE = Set.of("format", "charset", "separator", "columns");
    private static final Set<String> TARGET = Set.of("format", "charset", "separator", "columns", "root");
    private static final Set<String> CONDITION = Set.of("path", "equals", "not-equals");
    private static final Set<String> FIELD = Set.of(
            "from",
            "value",
            "type",
            "input",
            "output",
            "dictionary",
            "default",
            "required",
            "pattern",
            "max",
            "mask",
            "sensitivity",
            "join",
            "when",
            "each",
            "fields",
            "description");
    private static final int LONGEST_VALUE = 4_000;

    private enum Sensitivity {
        PUBLIC,
        PERSONAL,
        SENSITIVE
    }

    private final String name;
    private final Map<String, Dictionary> dictionaries;
    private final Findings findings;
    private final Clock clock;

    MappingReader(String name, Map<String, Dictionary> dictionaries, Findings findings, Clock clock) {
        this.name = name;
        this.dictionaries = dictionaries;
        this.findings = findings;
        this.clock = clock;
    }

    Optional<Mapping> mapping(YamlNode root) {
        return Declared.of(root, findings, MAPPING).flatMap(declared -> {
            Source source = source(declared);
            Target target = target(declared);
            Path each = declared.path("each").orElse(null);
            Condition where = condition(declared, "where");
            Fields fields = fields(declared);
            if (source == null || target == null) {
                return Optional.empty();
            }
            return Optional.of(new CompiledMapping(name, source, each, where, fields, target, clock));
        });
    }

    private @Nullable Source source(Declared mapping) {
        Declared source = part(mapping, "source", SOURCE);
        if (source == null) {
            return null;
        }
        Source.Format format = source.choice("format", Source.Format.class, Source.Format.RECORD);
        if (format == null) {
            return null;
        }
        DelimitedReader lines = null;
        if (format == Source.Format.DELIMITED) {
            List<String> columns = source.texts("columns");
            if (columns.isEmpty()) {
                source.wrong("columns", "mapping.columns", Text.of("delimited 需要 columns", "delimited needs columns"));
            }
            lines = new DelimitedReader(source.text("separator").orElse("|"), columns);
        }
        return new Source(format, charset(source), lines);
    }

    private @Nullable Target target(Declared mapping) {
        if (!mapping.has("target")) {
            return new Target(Target.Format.RECORD, StandardCharsets.UTF_8, "|", List.of(), "root");
        }
        Declared target = part(mapping, "target", TARGET);
        if (target == null) {
            return null;
        }
        Target.Format format = target.choice("format", Target.Format.class, Target.Format.RECORD);
        return format == null
                ? null
                : new Target(
                        format,
                        charset(target),
                        target.text("separator").orElse("|"),
                        target.texts("columns"),
                        target.text("root").orElse("root"));
    }

    private @Nullable Declared part(Declared mapping, String key, Set<String> known) {
        Optional<YamlNode> node = mapping.get(key);
        if (node.isEmpty()) {
            mapping.wrong(key, "mapping.missing-key", Text.of("缺少 %s", "%s is missing", key));
            return null;
        }
        return Declared.of(node.get(), findings, known).orElse(null);
    }

    private static Charset charset(Declared declared) {
        String charset = declared.text("charset").orElse("UTF-8");
        try {
            return Charsets.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            declared.wrong("charset", "mapping.charset", Text.of("不支持的字符集 %s", "Unknown charset %s", charset));
            return StandardCharsets.UTF_8;
        }
    }

    private @Nullable Condition condition(Declared holder, String key) {
        Optional<YamlNode> node = holder.get(key);
        if (node.isEmpty()) {
            return null;
        }
        return Declared.of(node.get(), findings, CONDITION)
                .flatMap(condition -> {
                    boolean negated = condition.has("not-equals");
                    if (negated == condition.has("equals")) {
                        condition.wrong(
                                "path",
                                "mapping.condition",
                                Text.of("条件需要 equals 或 not-equals 之一", "A condition needs equals or not-equals"));
                    }
                    String text =
                            condition.text(negated ? "not-equals" : "equals").orElse("");
                    if (!condition.has("path")) {
                        condition.wrong("path", "mapping.missing-key", Text.of("缺少 path", "path is missing"));
                    }
                    return condition.path("path").map(path -> new Condition(path, text, negated));
                })
                .orElse(null);
    }

    private Fields fields(Declared holder) {
        List<Field> fields = new ArrayList<>();
        Optional<YamlNode> node = holder.get("fields");
        if (!(node.orElse(null) instanceof YamlNode.Mapping mapping)
                || mapping.entries().isEmpty()) {
            holder.wrong("fields", "mapping.no-fields", Text.of("缺少 fields", "fields is missing"));
            return new Fields(List.of());
        }
        mapping.entries().forEach((target, entry) -> Declared.of(entry.value(), findings, FIELD)
                .map(declared -> field(target, declared))
                .ifPresent(fields::add));
        return new Fields(fields);
    }

    private @Nullable Field field(String target, Declared declared) {
        Condition when = condition(declared, "when");
        boolean group = declared.has("fields");
        boolean constant = declared.has("value");
        boolean read = declared.has("from");
        if ((group ? 1 : 0) + (constant ? 1 : 0) + (read ? 1 : 0) != 1) {
            declared.wrong(
                    "from",
                    "mapping.field",
                    Text.of("字段 %s 需要 from、value、fields 之一", "The field %s needs one of from, value, fields", target));
            return null;
        }
        if (group) {
            return new Field.Group(target, when, declared.path("each").orElse(null), fields(declared));
        }
        if (constant) {
            return new Field.Constant(
                    target, when, declared.get("value").map(YamlNode::plain).orElse(null));
        }
        ValueRule rule = rule(declared);
        return rule == null ? null : new Field.Value(target, when, rule);
    }

    private @Nullable ValueRule rule(Declared declared) {
        List<Path> from = declared.texts("from").stream()
                .flatMap(text -> declared.path("from", text).stream())
                .toList();
        Type type = declared.choice("type", Type.class, Type.TEXT);
        Sensitivity sensitivity = declared.choice("sensitivity", Sensitivity.class, Sensitivity.PERSONAL);
        if (from.isEmpty() || type == null) {
            return null;
        }
        return new ValueRule(
                from,
                declared.text("join").orElse(null),
                type,
                new Type.Options(
                        formatter(declared, "input"),
                        declared.text("input").orElse(null),
                        formatter(declared, "output")),
                dictionary(declared),
                declared.text("default").orElse(null),
                declared.flag("required"),
                pattern(declared),
                declared.number("max", LONGEST_VALUE),
                declared.choice("mask", Mask.class, null),
                sensitivity == Sensitivity.PUBLIC);
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
