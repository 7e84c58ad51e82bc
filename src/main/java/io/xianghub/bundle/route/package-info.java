/** What a bundle's Camel routes may contain: their grammar, their amounts, what their expressions may read. */
@NullMarked
package io.xianghub.bundle.route;

import org.jspecify.annotations.NullMarked;
