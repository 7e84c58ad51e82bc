/**
 * Bytes to records and back: the declarative mapping model, its formats, conversions and dictionaries.
 */
@ApplicationModule(
        displayName = "Mapping",
        allowedDependencies = {"shared"})
@NullMarked
package io.xianghub.mapping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
