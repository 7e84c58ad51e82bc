/** Everything of a bundle that knows Camel: contexts, policy, and the SPI by which higher modules add their endpoints. */
@NamedInterface("camel")
@NullMarked
package io.xianghub.bundle.camel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
