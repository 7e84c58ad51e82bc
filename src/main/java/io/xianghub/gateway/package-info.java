/**
 * The front door: finds the service, checks the contract, hands over to the active bundle version, records the exchange.
 */
@ApplicationModule(
        displayName = "Gateway",
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
            "bundle :: contract",
            "identity"
        })
@NullMarked
package io.xianghub.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
