package io.xianghub.scaffold;

import io.xianghub.shared.yaml.YamlNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where OpenAPI 2.0 and 3.x keep the same things.
 *
 * @param old whether it is 2.0
 */
record OpenApiForm(boolean old, YamlNode.Mapping root) {

    static OpenApiForm of(YamlNode.Mapping root) {
        return new OpenApiForm(root.get("swagger").isPresent(), root);
    }

    /** The address that the document gives; empty for none. */
    String server() {
        if (old) {
            String host = text("host");
            return host.isEmpty() ? "" : "https://" + host + basePath();
        }
        if (root.get("servers").orElse(null) instanceof YamlNode.Sequence servers
                && !servers.items().isEmpty()
                && servers.items().get(0) instanceof YamlNode.Mapping server) {
            return server.get("url").flatMap(YamlNode::asText).orElse("");
        }
        return "";
    }

    /** What stands before every path. */
    String basePath() {
        String path = old ? text("basePath") : pathOf(server());
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String pathOf(String server) {
        try {
            String path = server.contains("{")
                    ? server.replaceAll("^[a-zA-Z]+://[^/]*", "")
                    : URI.create(server).getPath();
            return path == null || path.contains("{") || !path.startsWith("/") ? "" : path;
        } catch (IllegalArgumentException noAddress) {
            return "";
        }
    }

    /** Media types that an operation takes (2.0: its own or the document's). */
    List<String> media(YamlNode.Mapping operation, String key) {
        Optional<YamlNode> own = operation.get(key);
        return SchemaFacts.texts(own.or(() -> root.get(key)).orElse(null));
    }

    private String text(String key) {
        return root.get(key).flatMap(YamlNode::asText).orElse("");
    }
}
