package io.xianghub.bundle;

import io.xianghub.legacy.Connection;
import io.xianghub.mapping.Mappings;
import java.util.Map;

/** What the endpoints of one bundle version may reach: this and nothing else of the hub. */
public record BundleScope(
        Services.Active version, BundleDefinition definition, Mappings mappings, Map<String, Connection> connections) {}
