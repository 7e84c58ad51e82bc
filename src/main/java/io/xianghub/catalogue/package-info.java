/**
 * Departments, their four responsible people, and the legacy apps they will close.
 */
@ApplicationModule(
        displayName = "Catalogue",
        allowedDependencies = {"shared", "vault"})
@NullMarked
package io.xianghub.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
