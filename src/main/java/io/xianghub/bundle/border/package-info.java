/**
 * The one seam which everything crosses that leaves a bundle version: open, recorded onto a tape, or closed and played
 * from one.
 */
@NullMarked
package io.xianghub.bundle.border;

import org.jspecify.annotations.NullMarked;
