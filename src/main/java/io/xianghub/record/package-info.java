/**
 * The log of exchanges: one durable row for each call, facade, file, message and batch.
 */
@ApplicationModule(
        displayName = "Record",
        allowedDependencies = {"shared", "catalogue"})
@NullMarked
package io.xianghub.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
