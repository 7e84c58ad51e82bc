/**
 * The log of exchanges: one durable row for each call, facade, file, message and batch; for a while, sealed, the answers of
 * departments that could not be read.
 */
@ApplicationModule(
        displayName = "Record",
        allowedDependencies = {"shared", "vault", "catalogue"})
@NullMarked
package io.xianghub.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
