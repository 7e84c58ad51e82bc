/**
 * Departments, their four responsible people, the legacy apps they will close, and which clients may use which service.
 */
@ApplicationModule(
        displayName = "Catalogue",
        allowedDependencies = {"shared", "vault"})
@NullMarked
package io.xianghub.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
