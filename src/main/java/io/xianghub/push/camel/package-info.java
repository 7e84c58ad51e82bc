/** The endpoint {@code push:submit} of bundles' routes. */
@NullMarked
package io.xianghub.push.camel;

import org.jspecify.annotations.NullMarked;
