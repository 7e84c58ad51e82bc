/** What a bundle says of itself: reads {@code bundle.yaml} and {@code openapi.yaml} into what the rest works with. */
@NullMarked
package io.xianghub.bundle.declaration;

import org.jspecify.annotations.NullMarked;
