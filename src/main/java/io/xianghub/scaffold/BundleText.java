package io.xianghub.scaffold;

import io.xianghub.shared.BundleName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code bundle.yaml}, the routes and the simulator's files. */
final class BundleText {

    private final BundleName bundle;
    private final LegacySystem system;
    private final Owner owner;

    /**
     * Whose system it is.
     *
     * @param placeholder whether department and app were made up
     */
    record Owner(String department, String app, boolean placeholder) {}

    BundleText(BundleName bundle, LegacySystem system, Owner owner) {
        this.bundle = bundle;
        this.system = system;
        this.owner = owner;
    }

    String title() {
        String title = system.title().strip().replaceAll("\\s+", " ");
        return title.isEmpty() ? bundle.value() : title;
    }

    String bundleYaml() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("bundle", bundle.value());
        tree.put("version", "1.0.0");
        tree.put("title", ordered("zh", title(), "en", title()));
        tree.put(
                "department",
                owner.placeholder()
                        ? new YamlText.Commented(
                                owner.department(),
                                "CHANGE: unified social credit code of the owner; this one is made up")
                        : owner.department());
        tree.put(
                "app",
                owner.placeholder()
                        ? new YamlText.Commented(owner.app(), "CHANGE: code of the legacy app that this replaces")
                        : owner.app());
        Map<String, Object> connections = new LinkedHashMap<>();
        system.connections().forEach((name, connection) -> {
            Map<String, Object> declared = new LinkedHashMap<>(connection.keys());
            Map<String, Object> operations = new LinkedHashMap<>();
            system.operations().stream()
                    .filter(operation -> operation.wire().connection().equals(name))
                    .forEach(operation ->
                            operations.put(operation.id(), operation.wire().keys()));
            declared.put("operations", operations);
            connections.put(
                    name,
                    connection.notes().isEmpty()
                            ? declared
                            : new YamlText.Commented(declared, String.join("; ", connection.notes())));
        });
        tree.put("connections", connections);
        return YamlText.of(List.of(YamlText.schema("bundle")), tree);
    }

    /** @param mapped operations that have a request mapping */
    String routes(Set<String> mapped) {
        List<Object> routes = new ArrayList<>();
        for (LegacyOperation operation : system.operations()) {
            List<Object> steps = new ArrayList<>();
            if (mapped.contains(operation.id())) {
                steps.add(to("mapping:" + requestMapping(operation)));
            }
            steps.add(to("legacy:" + operation.wire().connection() + "/" + operation.id()));
            steps.add(to("mapping:" + answerMapping(operation)));
            routes.add(Map.of(
                    "route",
                    ordered(
                            "id", operation.id(),
                            "from", ordered("uri", "direct:" + operation.id(), "steps", steps))));
        }
        return YamlText.of(List.of(), routes);
    }

    private static Object to(String uri) {
        return Map.of("to", Map.of("uri", uri));
    }

    static String requestMapping(LegacyOperation operation) {
        return CamelCase.hyphenated(operation.id()) + "-request";
    }

    static String answerMapping(LegacyOperation operation) {
        return CamelCase.hyphenated(operation.id()) + "-answer";
    }

    String simulator() {
        Map<String, Object> systems = new LinkedHashMap<>();
        system.connections()
                .forEach((name, connection) -> systems.put(
                        name,
                        connection.style() == LegacyConnection.Style.SQL
                                ? ordered("kind", "database", "scripts", List.of("init.sql"))
                                : http(connection)));
        return YamlText.of(
                List.of("Plays the department's system in demo and tests: each operation answers its sample, whatever"
                        + " it is asked."),
                Map.of("systems", systems));
    }

    private Map<String, Object> http(LegacyConnection connection) {
        Map<String, Object> simulated = ordered("kind", "http", "stubs", connection.name());
        Map<String, Object> binding = new LinkedHashMap<>();
        if (!connection.properties().isEmpty()) {
            binding.put("properties", connection.properties());
        }
        boolean secret = system.operations().stream()
                .filter(operation -> operation.wire().connection().equals(connection.name()))
                .anyMatch(operation -> operation.wire().keys().toString().contains("${secret}"));
        if (secret) {
            binding.put("secret", "simulated");
        }
        if (!binding.isEmpty()) {
            simulated.put("binding", binding);
        }
        return simulated;
    }

    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
