package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one {@code .map.yaml}. */
final class MappingReader {

    private final String name;
    private final Findings findings;
    private final Clock clock;
    private final FormatReader formats;
    private final ConditionReader conditions;
    private final ValueReader values;

    MappingReader(String name, Map<String, Dictionary> dictionaries, Findings findings, Clock clock) {
        this.name = name;
        this.findings = findings;
        this.clock = clock;
        this.formats = new FormatReader(findings);
        this.conditions = new ConditionReader(findings);
        this.values = new ValueReader(dictionaries);
    }

    Optional<Mapping> mapping(YamlNode root) {
        return Declared.of(root, findings, MappingKeys.MAPPING).flatMap(declared -> {
            Source source = formats.source(declared);
            Target target = formats.target(declared);
            Path each = declared.path("each").orElse(null);
            Condition where = conditions.condition(declared, "where");
            Fields fields = fields("", declared);
            if (source == null || target == null) {
                return Optional.empty();
            }
            return Optional.of(new CompiledMapping(name, source, each, where, fields, target, clock));
        });
    }

    /** @param prefix of the target's paths: empty, or ending in a dot */
    private Fields fields(String prefix, Declared holder) {
        List<Field> fields = new ArrayList<>();
        Optional<YamlNode> node = holder.get("fields");
        if (!(node.orElse(null) instanceof YamlNode.Mapping mapping)
                || mapping.entries().isEmpty()) {
            holder.wrong("fields", "mapping.no-fields", Text.of("缺少 fields", "fields is missing"));
            return new Fields(List.of());
        }
        mapping.entries().forEach((target, entry) -> Declared.of(entry.value(), findings, MappingKeys.FIELD)
                .map(declared -> field(prefix, target, entry.keyAt(), declared))
                .ifPresent(fields::add));
        return new Fields(fields);
    }

    private @Nullable Field field(String prefix, String target, Position at, Declared declared) {
        Condition when = conditions.condition(declared, "when");
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
            return new Field.Group(
                    target, when, declared.path("each").orElse(null), fields(prefix + target + ".", declared), at);
        }
        if (constant) {
            Object value = declared.get("value").map(YamlNode::plain).orElse(null);
            return new Field.Constant(target, when, value, at);
        }
        ValueRule rule = values.rule(prefix + target, declared);
        return rule == null ? null : new Field.Value(target, when, rule, at);
    }
}
