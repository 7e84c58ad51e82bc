/** Bytes to text and JSON to trees, strictly: what does not decode or parse is refused with its place. */
@NullMarked
package io.xianghub.shared.wire;

import org.jspecify.annotations.NullMarked;
