/**
 * The front door: finds the service, checks the contract, hands over to the active bundle version, records the exchange.
 */
@ApplicationModule(
        displayName = "Gateway",
        allowedDependencies = {"shared", "record", "bundle", "bundle :: contract", "identity"})
@NullMarked
package io.xianghub.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
