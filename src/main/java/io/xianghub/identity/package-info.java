/**
 * Who is calling: users, clients, subjects, tokens and signatures.
 */
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"shared", "vault", "record"})
@NullMarked
package io.xianghub.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
