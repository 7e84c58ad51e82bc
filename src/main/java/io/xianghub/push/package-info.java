/**
 * The unified push queue: a message is accepted once, queued durably and shown once on each channel.
 */
@ApplicationModule(
        displayName = "Push",
        allowedDependencies = {"shared", "vault", "lease", "legacy", "record", "bundle", "bundle :: camel"})
@NullMarked
package io.xianghub.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
