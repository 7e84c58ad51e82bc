package io.xianghub.simulation;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a bundle's simulator is right and can answer the bundle's connections, told without playing it. */
public final class SimulatorCheck {

    private static final Pattern HOLE = Pattern.compile("\\$\\{\\s*secret(?:\\.([A-Za-z0-9_-]{1,40}))?\\s*[}|]");
    /** What the envelope of enciphered bodies takes. */
    private static final Set<String> CIPHER = Set.of("sm4", "sm2", "app");

    private SimulatorCheck() {}

    /** @param root the folder that holds {@code routes/} */
    public static void check(Path root, BundleName bundle, Findings findings) {
        List<SystemDefinition> systems = new SystemsReader(bundle, findings).read(root);
        Map<String, YamlNode.Mapping.Entry> connections = connections(root, bundle);
        for (SystemDefinition system : systems) {
            YamlNode.Mapping.Entry connection = connections.get(system.connection());
            if (connection == null) {
                findings.error(
                        Position.whole("routes/" + bundle + "/simulator/simulator.yaml"),
                        "simulator.unknown-connection",
                        Text.of(
                                "%s 扮演的连接 %s 在 bundle.yaml 中没有声明",
                                "%s plays the connection %s, which bundle.yaml does not declare",
                                system.name(),
                                system.connection()),
                        Text.of("以 connection 指明连接（已声明：%s）", "Name one by connection: %s", connections.keySet()));
            } else if (system.kind().equals("http")) {
                secrets(system, connection, findings);
                cipher(system, connection, findings);
            }
        }
    }

    private static Map<String, YamlNode.Mapping.Entry> connections(Path root, BundleName bundle) {
        // What is wrong with bundle.yaml itself is found by who reads it for good.
        SystemsReader reader = new SystemsReader(bundle, new Findings());
        Optional<YamlNode> document = reader.document(root, reader.file(root, "bundle.yaml"));
        if (document.orElse(null) instanceof YamlNode.Mapping keys
                && keys.get("connections").orElse(null) instanceof YamlNode.Mapping declared) {
            return declared.entries();
        }
        return Map.of();
    }

    private static void secrets(SystemDefinition system, YamlNode.Mapping.Entry connection, Findings findings) {
        Set<String> needed = new TreeSet<>();
        collect(connection.value(), needed);
        for (String name : needed) {
            if (system.binding().named(name) == null) {
                String key = name.isEmpty() ? "secret" : "secrets." + name;
                findings.warning(
                        connection.keyAt(),
                        "simulator.no-secret",
                        Text.of(
                                "连接 %s 用到凭据 %s，而模拟器没有给出：演示中的调用会失败",
                                "The connection %s uses %s, which its simulator does not give: in the demo its calls"
                                        + " fail",
                                system.connection(),
                                key),
                        Text.of("在 simulator.yaml 的 binding 中写出 %s", "Write %s under binding in simulator.yaml", key));
            }
        }
    }

    /** In the open nobody would understand the other. */
    private static void cipher(SystemDefinition system, YamlNode.Mapping.Entry connection, Findings findings) {
        boolean declared = connection.value() instanceof YamlNode.Mapping keys
                && keys.get("cipher").isPresent();
        if (declared != system.keys().containsKey("cipher")) {
            findings.warning(
                    connection.keyAt(),
                    "simulator.cipher",
                    Text.of(
                            "连接 %s 与它的模拟器只有一端使用加密封装：演示中的调用会失败",
                            "Of the connection %s and its simulator only one uses the cipher envelope: in the demo its"
                                    + " calls fail",
                            system.connection()),
                    Text.of("两端都写 cipher，或都不写", "Write cipher at both ends, or at none"));
        }
    }

    private static void collect(YamlNode node, Set<String> needed) {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                boolean named = entry.value() instanceof YamlNode.Scalar scalar
                        && !scalar.text().equals("none");
                if (key.equals("signing") && named) {
                    needed.add("");
                }
                if (key.equals("cipher")) {
                    needed.addAll(CIPHER);
                }
                collect(entry.value(), needed);
            });
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> collect(item, needed));
        } else {
            Matcher hole = HOLE.matcher(node.asText().orElse(""));
            while (hole.find()) {
                needed.add(hole.group(1) == null ? "" : hole.group(1));
            }
        }
    }
}
