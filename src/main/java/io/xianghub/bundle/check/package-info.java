/**
 * Whether a bundle is right as a whole: all its parts read, and every name one part uses found in another. Needs no
 * running hub.
 */
@NamedInterface("check")
@NullMarked
package io.xianghub.bundle.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
