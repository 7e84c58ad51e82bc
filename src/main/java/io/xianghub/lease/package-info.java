/**
 * Who may run: one owner per name, with an epoch that fences out whoever lost it.
 */
@ApplicationModule(
        displayName = "Lease",
        allowedDependencies = {"shared"})
@NullMarked
package io.xianghub.lease;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
