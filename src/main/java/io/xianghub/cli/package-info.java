/**
 * The commands of bin/hub; offline ones start no Spring.
 */
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {
            "shared",
            "vault",
            "bundle :: files",
            "bundle :: check",
            "bundle :: lineage",
            "bundle :: signature",
            "bundle :: shadow",
            "bundle :: sample",
            "scaffold",
            "simulation"
        })
@NullMarked
package io.xianghub.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
