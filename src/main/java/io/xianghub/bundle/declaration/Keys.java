package io.xianghub.bundle.declaration;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one YAML mapping and reports what is missing, unknown or of the wrong shape. */
final class Keys {

    private final YamlNode.Mapping mapping;
    private final Findings findings;

    private Keys(YamlNode.Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    /** Null when the node is not a mapping, which is reported. */
    static @Nullable Keys of(YamlNode node, Findings findings, String... known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            findings.error(
                    node.at(),
                    "yaml.not-a-mapping",
                    Text.of("此处应为键值结构", "Keys and values are expected here"),
                    Text.of("写成 key: value", "Write key: value"));
            return null;
        }
        Set<String> allowed = new TreeSet<>(Set.of(known));
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                findings.error(
                        entry.keyAt(),
                        "yaml.unknown-key",
                        Text.of("不认识的键 %s", "Unknown key %s", key),
                        Text.of("可用的键：%s", "Known keys: %s", allowed));
            }
        });
        return new Keys(mapping, findings);
    }

    Position at() {
        return mapping.at();
    }

    Position at(String key) {
        YamlNode.Mapping.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.value().at();
    }

    Optional<String> text(String key) {
        return mapping.get(key).flatMap(YamlNode::asText);
    }

    /** The text, or null and a finding when it is missing. */
    @Nullable String required(String key) {
        Optional<String> value = text(key).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            findings.error(
                    at(key),
                    "yaml.missing-key",
                    Text.of("缺少 %s", "%s is missing", key),
                    Text.of("补上 %s", "Add %s", key));
        }
        return value.orElse(null);
    }

    /** The named parts below a key; empty when the key is absent. */
    Map<String, YamlNode> parts(String key) {
        Optional<YamlNode> node = mapping.get(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        if (!(node.get() instanceof YamlNode.Mapping parts)) {
            findings.error(
                    node.get().at(),
                    "yaml.not-a-mapping",
                    Text.of("%s 应为键值结构", "%s should have keys and values", key),
                    Text.of("写成 key: value", "Write key: value"));
            return Map.of();
        }
        Map<String, YamlNode> named = new LinkedHashMap<>();
        parts.entries().forEach((name, entry) -> named.put(name, entry.value()));
        return named;
    }
}
