/**
 * What operators look at: Hawtio behind their login, with a Jolokia that displays and changes nothing. Owns no tables.
 */
@ApplicationModule(
        displayName = "Console",
        allowedDependencies = {})
@NullMarked
package io.xianghub.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
