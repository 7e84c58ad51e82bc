package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a mapping. */
record ConditionReader(Findings findings) {

    /** Null when there is none under the key, or none that can be read. */
    @Nullable Condition condition(Declared holder, String key) {
        Optional<YamlNode> node = holder.get(key);
        if (node.isEmpty()) {
            return null;
        }
        return Declared.of(node.get(), findings, MappingKeys.CONDITION)
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
}
