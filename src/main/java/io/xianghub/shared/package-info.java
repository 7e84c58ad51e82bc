/**
 * The words every module uses: ids, who acts, problems, findings, text in two languages, money, time, located YAML.
 *
 * <p>Owns no state and no tables; it only runs the other modules' migrations.
 */
@ApplicationModule(
        displayName = "Shared",
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package io.xianghub.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
