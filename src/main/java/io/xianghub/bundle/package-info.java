/**
 * Route bundles: reading, checking, deploying, swapping, draining. The only owner of CamelContexts.
 */
@ApplicationModule(
        displayName = "Bundle",
        allowedDependencies = {"shared", "vault", "catalogue", "lease", "mapping", "legacy", "record"})
@NullMarked
package io.xianghub.bundle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
