/**
 * Plays departments' systems on sockets of their own, from the bundles' simulator folders. Never in production.
 */
@ApplicationModule(
        displayName = "Simulation",
        allowedDependencies = {"shared", "legacy"})
@NullMarked
package io.xianghub.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
