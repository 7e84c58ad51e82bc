package io.xianghub.bundle.lineage;

import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call of a department's system takes of what goes through a route. */
final class Sent {

    private static final Pattern HOLE =
            Pattern.compile("\\$\\{(?:json:|xml:[^:}]*:)?(body|\\$[A-Za-z][A-Za-z0-9_-]*)((?:\\.[^|}\\s]+)?)\\s*[|}]");
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\p{L}0-9_]):([\\p{L}_][\\p{L}0-9_]*)");

    private final ConnectionDefinition connection;
    private final Optional<YamlNode.Mapping> operation;
    private final Set<String> paths = new LinkedHashSet<>();

    private Sent(ConnectionDefinition connection, String operation) {
        this.connection = connection;
        this.operation = connection.declared().get("operations").stream()
                .<YamlNode.Mapping>mapMulti((node, next) -> mapping(node).ifPresent(next))
                .flatMap(operations -> operations.get(operation).stream())
                .<YamlNode.Mapping>mapMulti((node, next) -> mapping(node).ifPresent(next))
                .findFirst();
    }

    /** Paths as a mapping would write them: {@code .} for the whole body, {@code $name.path} for what was kept. */
    static List<String> of(ConnectionDefinition connection, String operation) {
        Sent sent = new Sent(connection, operation);
        String style =
                connection.declared().get("style").flatMap(YamlNode::asText).orElse("");
        if (style.equals("sql")) {
            sent.parameters();
        } else if (style.startsWith("http-") || style.equals("soap")) {
            sent.templates();
        } else {
            sent.paths.add(".");
        }
        return List.copyOf(sent.paths);
    }

    private void parameters() {
        String query = operation
                .flatMap(declared -> declared.get("query"))
                .flatMap(YamlNode::asText)
                .orElse("");
        PARAMETER.matcher(query).results().forEach(found -> paths.add(found.group(1)));
    }

    private void templates() {
        Optional<YamlNode> request = operation
                .flatMap(declared -> declared.get("request"))
                .or(() -> connection.declared().get("request"));
        boolean bodiless = operation
                .flatMap(declared -> declared.get("method"))
                .flatMap(YamlNode::asText)
                .filter("GET"::equals)
                .isPresent();
        if (request.isEmpty() && !bodiless) {
            paths.add(".");
        }
        if (!bodiless) {
            request.ifPresent(this::holes);
        }
        for (String key : List.of("path", "query", "headers", "header")) {
            connection.declared().get(key).ifPresent(this::holes);
            operation.flatMap(declared -> declared.get(key)).ifPresent(this::holes);
        }
    }

    private void holes(YamlNode node) {
        List<YamlNode> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            YamlNode here = open.remove(open.size() - 1);
            if (here instanceof YamlNode.Sequence list) {
                open.addAll(list.items());
            } else if (here instanceof YamlNode.Mapping mapping) {
                mapping.entries().values().forEach(entry -> open.add(entry.value()));
            }
            Matcher holes = HOLE.matcher(here.asText().orElse(""));
            while (holes.find()) {
                String below = holes.group(2);
                paths.add(
                        holes.group(1).equals("body")
                                ? (below.isEmpty() ? "." : below.substring(1))
                                : holes.group(1) + below);
            }
        }
    }

    private static Optional<YamlNode.Mapping> mapping(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping ? Optional.of(mapping) : Optional.empty();
    }
}
