/** The versions that run on this node: which of them answer, which stand beside as canaries or shadows. */
@NullMarked
package io.xianghub.bundle.active;

import org.jspecify.annotations.NullMarked;
