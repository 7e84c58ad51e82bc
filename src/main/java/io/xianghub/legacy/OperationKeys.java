package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An operation's own keys, and those that a template expects of every operation. */
final class OperationKeys {

    private final Set<String> found = new LinkedHashSet<>();

    private OperationKeys() {}

    /**
     * Further keys of an operation are free: templates reach their values as {@code ${operation.<key>}}.
     *
     * @param trees the keys whose value is more than one
     */
    static Map<String, Object> of(Fields operation, Set<String> trees) {
        Map<String, Object> keys = new LinkedHashMap<>();
        operation.node().entries().forEach((key, entry) -> {
            if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
                if (!trees.contains(key)) {
                    operation
                            .findings()
                            .error(
                                    entry.keyAt(),
                                    "connection.unknown-key",
                                    Text.of(
                                            "不认识的键 %s：操作自己的键只能是单个值",
                                            "Unknown key %s: an operation's own keys have a single value", key),
                                    Text.of("改正键名，或改为单个值", "Correct the key, or give it a single value"));
                }
            } else if (scalar.value() != null) {
                keys.put(key, scalar.value());
            }
        });
        return keys;
    }

    /** Finds what the template expects and the operation has not. */
    static void check(Template template, Map<String, Object> keys, Fields operation) {
        OperationKeys expected = new OperationKeys();
        expected.visit(template);
        for (String needed : expected.found) {
            if (!keys.containsKey(needed)) {
                operation
                        .findings()
                        .error(
                                operation.node().at(),
                                "connection.missing-key",
                                Text.of(
                                        "请求模板用到 operation.%s，而此操作没有 %s",
                                        "The request template needs operation.%s, and this operation has no %s",
                                        needed,
                                        needed),
                                Text.of("在此处补上 %s", "Add %s here", needed));
            }
        }
    }

    /** Whether the template reaches this key of its operation. */
    static boolean uses(Template template, String key) {
        OperationKeys expected = new OperationKeys();
        expected.visit(template);
        return expected.found.contains(key);
    }

    private void visit(Hole hole) {
        if (hole instanceof Hole.OperationKey key) {
            found.add(key.key());
        } else if (hole instanceof Hole.Piped piped) {
            visit(piped.hole());
        }
    }

    private void visit(Template template) {
        if (template instanceof Template.Lone lone) {
            visit(lone.hole());
        } else if (template instanceof Template.Joined joined) {
            joined.parts().forEach(this::visit);
        } else if (template instanceof Template.Items list) {
            list.items().forEach(this::visit);
        } else if (template instanceof Template.Fixed fixed) {
            fixed.members().values().forEach(this::visit);
        }
    }
}
