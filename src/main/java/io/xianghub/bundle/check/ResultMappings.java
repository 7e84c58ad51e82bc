package io.xianghub.bundle.check;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the mappings that make result files are there and can make them. */
record ResultMappings(Mappings mappings, Findings findings) {

    static void check(BundleDefinition definition, Mappings mappings, Findings findings) {
        ResultMappings check = new ResultMappings(mappings, findings);
        for (ConnectionDefinition connection : definition.connections().values()) {
            for (String source : connection.sourceNames()) {
                member(connection.declared(), "sources")
                        .flatMap(sources -> member(sources, source))
                        .flatMap(declared -> member(declared, "results"))
                        .flatMap(results -> member(results, "mapping"))
                        .ifPresent(check::mapping);
            }
        }
    }

    private static Optional<YamlNode> member(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping ? mapping.get(key) : Optional.empty();
    }

    private void mapping(YamlNode named) {
        String name = named.asText().orElse("");
        Mapping mapping = mappings.find(name).orElse(null);
        if (mapping == null) {
            wrong(
                    named,
                    Text.of(
                            "没有映射 %s（已有：%s）",
                            "There is no mapping %s (there are: %s)", name, new TreeSet<>(mappings.names())));
        } else if (mapping.takesBytes() || !mapping.writesBytes()) {
            wrong(
                    named,
                    Text.of(
                            "映射 %s 写不出结果文件：来源应为 record，结果应为 delimited、fixed、json、xml 或 form",
                            "The mapping %s makes no result file: its source must be record, its target delimited,"
                                    + " fixed, json, xml or form",
                            name));
        }
    }

    private void wrong(YamlNode at, Text message) {
        findings.error(
                at.at(),
                "route.results",
                message,
                Text.of("按 docs/reference/connections.md 更正", "Correct it as docs/reference/connections.md describes"));
    }
}
