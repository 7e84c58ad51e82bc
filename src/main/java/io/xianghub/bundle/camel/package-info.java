/** CamelContexts: how one is made for a bundle version, what runs in it, and how it goes. */
@NullMarked
package io.xianghub.bundle.camel;

import org.jspecify.annotations.NullMarked;
