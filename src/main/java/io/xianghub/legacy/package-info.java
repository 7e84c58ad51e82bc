/**
 * Connections to departments' systems: styles, bindings, limits, breakers, success rules. Knows no Camel.
 */
@ApplicationModule(
        displayName = "Legacy",
        allowedDependencies = {"shared", "vault"})
@NullMarked
package io.xianghub.legacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
