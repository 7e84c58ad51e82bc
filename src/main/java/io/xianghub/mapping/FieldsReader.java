package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a mapping and of the groups in it. */
record FieldsReader(ValueReader values) {

    /** @param prefix of the target's paths: empty, or ending in a dot */
    Fields fields(String prefix, Declared holder) {
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
            Path each = declared.path("each").orElse(null);
            return new Field.Group(target, when, each, fields(prefix + target + ".", declared), at);
        }
        if (constant) {
            Object value = declared.get("value").map(YamlNode::plain).orElse(null);
            return new Field.Constant(target, when, value, at);
        }
        ValueRule rule = values.rule(prefix + target, declared);
        if (declared.has("fold")) {
            Fold fold = fold(declared, rule);
            return rule == null || fold == null ? null : new Field.Folded(target, when, fold, rule, at);
        }
        return rule == null ? null : new Field.Value(target, when, rule, at);
    }

    private static @Nullable Fold fold(Declared declared, @Nullable ValueRule rule) {
        Fold.Kind kind = declared.choice("fold", Fold.Kind.class, null);
        Path each = declared.path("each").orElse(null);
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
