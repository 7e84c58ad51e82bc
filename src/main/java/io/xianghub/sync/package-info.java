/**
 * Runs of batch syncs: read by watermark, staged, balanced and committed as one transaction.
 */
@ApplicationModule(
        displayName = "Sync",
        allowedDependencies = {
            "shared",
            "vault",
            "catalogue",
            "lease",
            "mapping",
            "legacy",
            "record",
            "bundle",
            "bundle :: camel",
            "identity"
        })
@NullMarked
package io.xianghub.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
