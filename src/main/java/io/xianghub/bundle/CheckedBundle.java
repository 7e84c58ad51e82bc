package io.xianghub.bundle;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mappings;
import java.util.List;
import java.util.Map;

/**
 * A bundle whose every part was found right, ready to be started.
 *
 * @param operations the contract's operations by operationId
 * @param routeFiles paths of its {@code *.camel.yaml}
 */
public record CheckedBundle(
        BundleFiles files,
        BundleDefinition definition,
        Map<String, ContractOperation> operations,
        Mappings mappings,
        List<String> routeFiles) {

    public Services.Active identity() {
        return new Services.Active(definition.name(), definition.version(), files.digest(), definition.department());
    }
}
