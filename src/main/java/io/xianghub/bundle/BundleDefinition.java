package io.xianghub.bundle;

import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Map;

/**
 * What {@code bundle.yaml} says.
 *
 * @param templates message templates by code, as declared
 * @param syncs declarations of batch syncs by name
 */
public record BundleDefinition(
        BundleName name,
        Version version,
        Text title,
        String department,
        String app,
        Map<String, ConnectionDefinition> connections,
        Map<String, YamlNode> facades,
        Map<String, YamlNode> messages,
        Map<String, YamlNode> templates,
        Map<String, YamlNode> syncs) {}
