/**
 * Writes the first version of a bundle from what describes a department's system: an OpenAPI or WSDL document, one sample, a
 * table's DDL, a curl command. Owns the dictionary of standard fields and the suggestions made from it; keeps no state.
 */
@ApplicationModule(
        displayName = "Scaffold",
        allowedDependencies = {"shared", "mapping", "bundle :: files", "bundle :: check"})
@NullMarked
package io.xianghub.scaffold;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
