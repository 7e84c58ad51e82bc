/** What an input, and all inputs of a bundle together, may take: places, steps, time, data. */
@NullMarked
package io.xianghub.bundle.camel.budget;

import org.jspecify.annotations.NullMarked;
