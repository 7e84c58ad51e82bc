/** {@code redemption:<dataset>/<stream>}: where a route hands mapped rows to the running sync. */
@NullMarked
package io.xianghub.redemption.camel;

import org.jspecify.annotations.NullMarked;
