package io.xianghub.legacy;

import io.xianghub.shared.yaml.YamlNode;
import java.util.Set;

/**
 * What a bundle declares of a connection: style, charset, envelope, success rule, operations and sources; neither
 * address nor credential.
 */
public record ConnectionDefinition(String name, YamlNode.Mapping declared) {

    /** Names of what a route may call, {@code legacy:<connection>/<operation>}. */
    public Set<String> operationNames() {
        return names("operations");
    }

    /** Names of what a route may begin with, {@code legacy:<connection>/<source>}, or a sync reads. */
    public Set<String> sourceNames() {
        return names("sources");
    }

    private Set<String> names(String section) {
        return declared.get(section).orElse(null) instanceof YamlNode.Mapping parts
                ? parts.entries().keySet()
                : Set.of();
    }
}
