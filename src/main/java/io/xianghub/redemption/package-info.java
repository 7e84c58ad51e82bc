/**
 * The policy redemption store: what the treasury has paid to which enterprise.
 */
@ApplicationModule(
        displayName = "Redemption",
        allowedDependencies = {"shared", "bundle", "bundle :: camel", "sync"})
@NullMarked
package io.xianghub.redemption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
