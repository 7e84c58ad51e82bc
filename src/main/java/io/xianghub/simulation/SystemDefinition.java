package io.xianghub.simulation;

import io.xianghub.legacy.BindingSettings;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One system of a bundle's {@code simulator.yaml}, as docs/reference/simulator.md describes it.
 *
 * @param folder the simulator's folder, which its paths are relative to
 */
record SystemDefinition(BundleName bundle, String name, String kind, String connection, Path folder, Map<?, ?> keys) {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "http", Set.of("kind", "connection", "binding", "stubs"),
            "sftp", Set.of("kind", "connection", "binding", "directories", "user", "files"),
            "database", Set.of("kind", "connection", "binding", "mode", "scripts", "load"));

    /** The systems that a bundle brings along; none when it has no simulator. */
    static List<SystemDefinition> read(Path root, BundleName bundle) {
        Path file = root.resolve("routes").resolve(bundle.value()).resolve("simulator/simulator.yaml");
        if (!Files.exists(file)) {
            return List.of();
        }
        Findings findings = new Findings();
        Optional<YamlNode> document;
        try {
            document = Yaml.read(root.relativize(file).toString(), Files.readAllBytes(file), findings);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (findings.hasErrors()) {
            throw new IllegalArgumentException(
                    findings.all().stream().map(SystemDefinition::sentence).collect(Collectors.joining("\n")));
        }
        Object tree = document.map(YamlNode::plain).orElse(null);
        if (!(tree instanceof Map<?, ?> keys) || !(keys.get("systems") instanceof Map<?, ?> systems)) {
            throw new IllegalArgumentException(file + ": systems is missing");
        }
        List<SystemDefinition> read = new ArrayList<>();
        systems.forEach((name, system) -> read.add(one(bundle, name.toString(), system, file)));
        return read;
    }

    private static String sentence(Finding finding) {
        return finding.place() + " " + finding.message().en();
    }

    private static SystemDefinition one(BundleName bundle, String name, Object system, Path file) {
        if (!(system instanceof Map<?, ?> keys)
                || !(keys.get("kind") instanceof String kind)
                || !KEYS.containsKey(kind)) {
            throw new IllegalArgumentException(file + ": " + name + ": kind must be http, sftp or database");
        }
        for (Object key : keys.keySet()) {
            if (!KEYS.getOrDefault(kind, Set.of()).contains(key)) {
                throw new IllegalArgumentException(file + ": " + name + ": unknown key " + key);
            }
        }
        String connection = keys.get("connection") instanceof String other ? other : name;
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        return new SystemDefinition(bundle, name, kind, connection, folder, keys);
    }

    String text(String key, String fallback) {
        return keys.get(key) instanceof String text ? text : fallback;
    }

    List<String> texts(String key) {
        if (!(keys.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().map(Object::toString).toList();
    }

    Map<?, ?> map(String key) {
        return keys.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    BindingSettings settings() {
        return BindingSettings.read(map("binding"));
    }

    Path file(String relative) {
        return folder.resolve(relative);
    }
}
