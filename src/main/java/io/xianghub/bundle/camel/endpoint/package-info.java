/** What routes begin with and reach, and the SPI by which higher modules add theirs. */
@NullMarked
package io.xianghub.bundle.camel.endpoint;

import org.jspecify.annotations.NullMarked;
