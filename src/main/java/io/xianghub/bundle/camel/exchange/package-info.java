/** One exchange on its way through a bundle's routes: what the hub keeps on it, which steps it takes, what becomes of it. */
@NullMarked
package io.xianghub.bundle.camel.exchange;

import org.jspecify.annotations.NullMarked;
