/**
 * What operators look at: Hawtio behind a login, problem pages, health and metrics.
 */
@ApplicationModule(
        displayName = "Console",
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
            "gateway",
            "push",
            "sync",
            "sync :: camel",
            "simulation",
            "redemption"
        })
@NullMarked
package io.xianghub.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
