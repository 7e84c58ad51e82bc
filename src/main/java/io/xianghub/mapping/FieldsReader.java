package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a mapping and of the groups in it.
 *
 * @param outer the format of what they stand in
 */
record FieldsReader(ValueReader values, FormatReader formats, Target.Format outer) {

    private static final int MOST_TARGETS = 20;

    /**
     * The fields under {@code fields}, or those of each under {@code targets}.
     *
     * @param prefix of the target's paths: empty, or ending in a dot
     */
    Branches branches(String prefix, Declared holder) {
        if (!holder.has("targets")) {
            return Branches.one(fields(prefix, holder), holder.at("fields"));
        }
        List<YamlNode> nodes =
                holder.get("targets").orElse(null) instanceof YamlNode.Sequence list ? list.items() : List.of();
        if (nodes.isEmpty() || nodes.size() > MOST_TARGETS || holder.has("fields")) {
            holder.wrong(
                    "targets",
                    "mapping.targets",
                    Text.of(
                            "targets 为 1 至 %d 个 { when, fields } 的列表，不与 fields 同用",
                            "targets is a list of 1 to %d of { when, fields }, and does not go with fields",
                            MOST_TARGETS));
        }
        List<Branches.Branch> branches = new ArrayList<>();
        for (YamlNode node : nodes) {
            String name = "targets[" + branches.size() + "]";
            holder.part(node, MappingKeys.BRANCH)
                    .map(branch -> new Branches.Branch(
                            name, ConditionReader.condition(branch, "when"), fields(prefix, branch), node.at()))
                    .ifPresent(branches::add);
        }
        return new Branches(branches);
    }

    private Fields fields(String prefix, Declared holder) {
        List<Field> fields = new ArrayList<>();
        if (!(holder.get("fields").orElse(null) instanceof YamlNode.Mapping mapping)
                || mapping.entries().isEmpty()) {
            holder.wrong("fields", "mapping.no-fields", Text.of("缺少 fields", "fields is missing"));
            return new Fields(List.of());
        }
        mapping.entries().forEach((target, entry) -> holder.part(entry.value(), MappingKeys.FIELD)
                .map(declared -> field(prefix, target, entry.keyAt(), declared))
                .ifPresent(fields::add));
        return new Fields(fields);
    }

    private @Nullable Field field(String prefix, String target, Position at, Declared declared) {
        Condition when = ConditionReader.condition(declared, "when");
        boolean group = declared.has("fields") || declared.has("targets");
        boolean constant = declared.has("value");
        boolean found = declared.has("lookup");
        boolean read = declared.has("from");
        if (Stream.of(group, constant, found, read).filter(one -> one).count() != 1) {
            declared.wrong(
                    "from",
                    "mapping.field",
                    Text.of(
                            "字段 %s 需要 from、lookup、value、fields、targets 之一",
                            "The field %s needs one of from, lookup, value, fields, targets", target));
            return null;
        }
        if (group) {
            return group(prefix + target + ".", declared, target, when, at);
        }
        if (declared.has("equals") && (!read || declared.has("fold"))) {
            declared.wrong("equals", "mapping.key-without-use", Text.of("equals 只用于 from", "equals is for from only"));
        }
        for (String key : List.of("inside", "as")) {
            if (declared.has(key)) {
                declared.wrong(key, "mapping.key-without-use", Text.of("%s 需要 fields", "%s needs fields", key));
            }
        }
        if (constant) {
            Object value = declared.get("value").map(YamlNode::plain).orElse(null);
            return new Field.Constant(target, when, value, at);
        }
        if (declared.has("fold")) {
            Path each = each(declared);
            ValueRule rule = values.rule(prefix + target, each == null ? declared : declared.below(each.levels()));
            Fold fold = fold(declared, rule, each);
            return rule == null || fold == null ? null : new Field.Folded(target, when, fold, rule, at);
        }
        ValueRule rule = values.rule(prefix + target, declared);
        if (rule == null) {
            return null;
        }
        String expected = declared.text("equals").orElse(null);
        return expected == null
                ? new Field.Value(target, when, rule, at)
                : new Field.Check(target, when, expected, rule, at);
    }

    private Field group(String prefix, Declared declared, String target, @Nullable Condition when, Position at) {
        List<Inside> inside = formats.inside(declared, declared.namespaces());
        Composed as = TargetReader.as(declared, outer);
        Source innermost =
                inside.isEmpty() ? null : inside.get(inside.size() - 1).source();
        Declared read = innermost == null
                ? declared
                : declared.in(innermost.namespaces()).below(1);
        Path each = each(read);
        FieldsReader below = new FieldsReader(
                innermost == null ? values : values.in(innermost.charset()),
                formats,
                as == null ? outer : as.target().format());
        Branches branches = below.branches(prefix, each == null ? read : read.below(each.levels()));
        Nesting nesting = new Nesting(inside, !inside.isEmpty() && declared.flag("required"), each, as);
        return new Field.Group(target, when, nesting, branches, at);
    }

    /** Null when there is none, or none that can be read. */
    static @Nullable Path each(Declared declared) {
        return declared.list("each").orElse(null);
    }

    private static @Nullable Fold fold(Declared declared, @Nullable ValueRule rule, @Nullable Path each) {
        Fold.Kind kind = declared.choice("fold", Fold.Kind.class, null);
        if (!declared.has("each")) {
            declared.wrong("fold", "mapping.missing-key", Text.of("fold 需要 each", "fold needs each"));
        }
        if (rule != null && kind != null && !kind.takes(rule)) {
            declared.wrong(
                    "fold",
                    "mapping.fold",
                    Text.of(
                            "%s 不能用于类型 %s",
                            "%s is not for values of the type %s",
                            Declared.word(kind),
                            Declared.word(rule.meaning().type())));
        }
        return kind == null || each == null
                ? null
                : new Fold(each, kind, declared.text("separator").orElse(","));
    }
}
