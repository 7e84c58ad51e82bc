/** Who signed a bundle version, with which key, and whether the hub's rules accept it. */
@NamedInterface("signature")
@NullMarked
package io.xianghub.bundle.signature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
