/**
 * Runs of batch syncs: read by watermark, staged, balanced and committed as one transaction.
 */
@ApplicationModule(
        displayName = "Sync",
        allowedDependencies = {"shared", "lease", "legacy", "record", "bundle"})
@NullMarked
package io.xianghub.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
