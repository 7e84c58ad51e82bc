/** Bytes to text, and JSON, XML and forms to trees and back, strictly: what does not decode or parse is refused with its place. */
@NullMarked
package io.xianghub.shared.wire;

import org.jspecify.annotations.NullMarked;
