package io.xianghub.bundle.declaration;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.MessageType;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads the message types that a bundle declares. */
public final class Messages {

    private Messages() {}

    public static void check(BundleDefinition definition, Findings findings) {
        definition.messages().forEach((name, node) -> {
            if (Keys.of(node, findings, "columns") != null && columns(node).isEmpty()) {
                findings.error(
                        node.at(),
                        "message.columns",
                        Text.of("消息 %s 没有列出部门行的列", "The message %s lists no columns of the department's row", name),
                        Text.of("columns: [GRZH, …]", "columns: [GRZH, …]"));
            }
        });
    }

    public static Optional<MessageType> find(BundleDefinition definition, String name) {
        return Optional.ofNullable(definition.messages().get(name))
                .map(node -> new MessageType(definition.name(), name, definition.department(), columns(node)));
    }

    private static List<String> columns(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping
                && mapping.get("columns").orElse(null) instanceof YamlNode.Sequence list) {
            return list.items().stream().flatMap(item -> item.asText().stream()).toList();
        }
        return List.of();
    }
}
