package io.xianghub.simulation;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One system of a bundle's {@code simulator.yaml}, as docs/reference/simulator.md describes it.
 *
 * @param folder the simulator's folder, which its paths are relative to
 */
record SystemDefinition(BundleName bundle, String name, Path folder, Map<?, ?> keys, DeclaredBinding binding) {

    /** The systems that a bundle brings along; none when it has no simulator. */
    static List<SystemDefinition> read(Path root, BundleName bundle) {
        Findings findings = new Findings();
        List<SystemDefinition> systems = new SystemsReader(bundle, findings).read(root);
        if (findings.hasErrors()) {
            throw new IllegalArgumentException(findings.all().stream()
                    .map(finding -> finding.place() + " " + finding.message().en())
                    .collect(Collectors.joining("\n")));
        }
        return systems;
    }

    String kind() {
        return text("kind", "");
    }

    /** The connection of the bundle that it answers. */
    String connection() {
        return text("connection", name);
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

    Path file(String relative) {
        return folder.resolve(relative);
    }
}
