/** Signatures of gateways: what they cover, how they are made, where they stand; to make them and to check them. */
@NullMarked
package io.xianghub.shared.signing;

import org.jspecify.annotations.NullMarked;
