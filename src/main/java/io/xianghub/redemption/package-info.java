/**
 * The policy redemption store: what the treasury has paid to which enterprise.
 */
@ApplicationModule(
        displayName = "Redemption",
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
            "identity",
            "push",
            "sync"
        })
@NullMarked
package io.xianghub.redemption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
