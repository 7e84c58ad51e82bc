package io.xianghub.bundle.check;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.border.Effects;
import io.xianghub.bundle.route.EndpointUse;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds the endpoints of a bundle's routes against what the bundle declares, in both directions. */
final class EndpointResolution {

    private final BundleDefinition definition;
    private final Collection<ContractOperation> operations;
    private final Mappings mappings;
    private final Findings findings;

    EndpointResolution(
            BundleDefinition definition,
            Collection<ContractOperation> operations,
            Mappings mappings,
            Findings findings) {
        this.definition = definition;
        this.operations = operations;
        this.mappings = mappings;
        this.findings = findings;
    }

    void resolve(List<EndpointUse> uses) {
        Map<String, EndpointUse> begins = new HashMap<>();
        Set<String> reached = new HashSet<>();
        for (EndpointUse use : uses) {
            if (!use.from()) {
                reached.add(use.uri());
                continue;
            }
            EndpointUse earlier = begins.putIfAbsent(use.uri(), use);
            if (earlier != null) {
                report(
                        use.at(),
                        "route.duplicate-from",
                        Text.of("%s 已由路由 %s 接收", "%s is taken by the route %s", use.uri(), earlier.route()));
            }
        }
        Set<String> inputs = inputs();
        for (EndpointUse use : uses) {
            if (use.from()) {
                resolveFrom(use, inputs, reached);
            } else {
                resolveTo(use, begins.keySet());
            }
        }
        for (ContractOperation operation : operations) {
            answered(operation.at(), "direct:" + operation.operationId(), begins.keySet());
        }
        definition.facades().forEach((name, node) -> answered(node.at(), "facade:" + name, begins.keySet()));
        definition.messages().forEach((name, node) -> answered(node.at(), "direct:" + name, begins.keySet()));
        streams().forEach((name, at) -> answered(at, "sync:" + name, begins.keySet()));
    }

    /** What the hub itself hands to the routes. */
    private Set<String> inputs() {
        Set<String> inputs = new LinkedHashSet<>();
        operations.forEach(operation -> inputs.add("direct:" + operation.operationId()));
        definition.messages().keySet().forEach(name -> inputs.add("direct:" + name));
        definition.facades().keySet().forEach(name -> inputs.add("facade:" + name));
        streams().keySet().forEach(name -> inputs.add("sync:" + name));
        return inputs;
    }

    private Map<String, Position> streams() {
        Map<String, Position> streams = new HashMap<>();
        definition.syncs().forEach((sync, node) -> {
            if (node instanceof YamlNode.Mapping mapping
                    && mapping.get("streams").orElse(null) instanceof YamlNode.Mapping declared) {
                declared.entries().forEach((stream, entry) -> streams.put(sync + "/" + stream, entry.keyAt()));
            }
        });
        return streams;
    }

    private void resolveFrom(EndpointUse use, Set<String> inputs, Set<String> reached) {
        if (use.scheme().equals("legacy")) {
            declared(use, "sources");
        } else if (!inputs.contains(use.uri()) && !reached.contains(use.uri())) {
            report(
                    use.at(),
                    "route.unreachable",
                    Text.of(
                            "没有任何操作、入口、消息或同步会到达 %s（已声明：%s）",
                            "No operation, facade, message or sync reaches %s (declared: %s)",
                            use.uri(),
                            new TreeSet<>(inputs)));
        }
    }

    private void resolveTo(EndpointUse use, Set<String> begins) {
        switch (use.scheme()) {
            case "mapping" -> {
                if (mappings.find(use.rest()).isEmpty()) {
                    report(
                            use.at(),
                            "route.unknown-mapping",
                            Text.of(
                                    "没有映射 %s（已有：%s）",
                                    "There is no mapping %s (there are: %s)",
                                    use.rest(),
                                    new TreeSet<>(mappings.names())));
                }
            }
            case "legacy" -> declared(use, "operations");
            case "direct" -> {
                if (!begins.contains(use.uri())) {
                    report(
                            use.at(),
                            "route.unknown-direct",
                            Text.of("没有路由从 %s 开始", "No route begins with %s", use.uri()));
                }
            }
            default -> {
                // log:<any name>; what another module alone knows, it refuses when the context is built
                if (Effects.isUnknown(use.scheme(), use.rest())) {
                    report(use.at(), "route.unknown-" + use.scheme(), Text.of("没有 %s", "There is no %s", use.uri()));
                }
            }
        }
    }

    private void declared(EndpointUse use, String section) {
        String[] parts = use.rest().split("/", -1);
        ConnectionDefinition connection = definition.connections().get(parts[0]);
        if (connection == null) {
            report(
                    use.at(),
                    "route.unknown-connection",
                    Text.of(
                            "没有连接 %s（已声明：%s）",
                            "There is no connection %s (declared: %s)",
                            parts[0],
                            new TreeSet<>(definition.connections().keySet())));
            return;
        }
        Set<String> known = section.equals("sources")
                ? new TreeSet<>(connection.sourceNames())
                : new TreeSet<>(connection.operationNames());
        if (parts.length != 2 || !known.contains(parts[1])) {
            report(
                    use.at(),
                    "route.unknown-" + section,
                    Text.of(
                            "连接没有声明 %s（已声明：%s）",
                            "The connection does not declare %s (declared: %s)", use.rest(), known));
        }
    }

    private void answered(Position at, String uri, Set<String> begins) {
        if (!begins.contains(uri)) {
            report(at, "route.missing", Text.of("没有路由从 %s 开始", "No route begins with %s", uri));
        }
    }

    private void report(Position at, String code, Text message) {
        findings.error(
                at,
                code,
                message,
                Text.of(
                        "更正名称，或在 bundle.yaml、契约或映射中补上声明",
                        "Correct the name, or declare it in bundle.yaml, the contract or the mappings"));
    }
}
