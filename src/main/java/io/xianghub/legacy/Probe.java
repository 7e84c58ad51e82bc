package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The call by which a connection test tries a connection: it reads something, of nobody.
 *
 * @param refusalSuffices whether a refusal in the department's own words shows that the connection works, where there is
 *     nothing that the operation would find
 */
record Probe(String operation, @Nullable Object body, boolean refusalSuffices) {

    /** Empty when something is wrong with it, which then stands among the findings. */
    static Optional<Probe> read(Fields connection) {
        Fields fields = connection.mapping("probe");
        fields.only(Set.of("operation", "body", "refusal"));
        Optional<String> name = fields.required("operation");
        boolean suffices = fields.text("refusal").map("accepted"::equals).orElse(false);
        if (fields.has("refusal") && !suffices) {
            fields.wrong("refusal", Text.of("refusal 只能是 accepted", "refusal can only be accepted"));
        }
        name.ifPresent(operation -> requireReading(operation, fields, connection));
        return name.map(operation -> new Probe(
                operation, fields.node().get("body").map(YamlNode::plain).orElse(null), suffices));
    }

    private static void requireReading(String operation, Fields probe, Fields connection) {
        Fields operations = connection.mapping("operations");
        if (!operations.has(operation)) {
            probe.wrong("operation", Text.of("没有操作 %s", "There is no operation %s", operation));
        } else if (!operations.mapping(operation).flag("idempotent")) {
            probe.findings()
                    .error(
                            probe.at("operation"),
                            "connection.probe-not-idempotent",
                            Text.of(
                                    "操作 %s 不是 idempotent，不能用于连接测试",
                                    "The operation %s is not idempotent: a connection test must not call it",
                                    operation),
                            Text.of(
                                    "改用只读的操作，并在其上声明 idempotent: true",
                                    "Name an operation that only reads, and declare idempotent: true there"));
        }
    }
}
