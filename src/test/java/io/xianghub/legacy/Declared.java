package io.xianghub.legacy;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.StandardCharsets;

/** Connections declared in a test. */
final class Declared {

    private Declared() {}

    static ConnectionDefinition connection(String name, String yaml) {
        YamlNode node = Yaml.read("bundle.yaml", yaml.getBytes(StandardCharsets.UTF_8), new Findings())
                .orElseThrow();
        return new ConnectionDefinition(name, (YamlNode.Mapping) node);
    }
}
