package io.xianghub.push;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The message templates that a bundle declares. */
final class Templates {

    private Templates() {}

    static Map<String, Template> of(BundleDefinition definition) {
        Map<String, Template> templates = new LinkedHashMap<>();
        definition.templates().forEach((code, node) -> {
            if (node instanceof YamlNode.Mapping declared) {
                templates.put(code, template(code, declared));
            }
        });
        return templates;
    }

    private static Template template(String code, YamlNode.Mapping declared) {
        Set<Channel> channels = new LinkedHashSet<>();
        if (declared.get("channels").orElse(null) instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> channels.add(Channel.of(item.asText().orElse(""))));
        }
        return new Template(
                code, text(declared, "biz-type"), text(declared, "title"), text(declared, "text"), channels);
    }

    private static String text(YamlNode.Mapping declared, String key) {
        return declared.get(key).flatMap(YamlNode::asText).orElse("");
    }
}
