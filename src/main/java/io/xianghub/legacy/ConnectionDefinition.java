package io.xianghub.legacy;

import io.xianghub.shared.yaml.YamlNode;

/**
 * What a bundle declares of a connection: style, charset, envelope, success rule, operations and sources; neither
 * address nor credential.
 */
public record ConnectionDefinition(String name, YamlNode.Mapping declared) {}
