/**
 * Keys, secrets and sealing: fingerprints of certificate numbers, sealed bodies, secrets by reference.
 */
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {"shared"})
@NullMarked
package io.xianghub.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
