/** What a deployment would change, and for whom. */
@NullMarked
package io.xianghub.bundle.plan;

import org.jspecify.annotations.NullMarked;
