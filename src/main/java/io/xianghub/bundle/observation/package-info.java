/**
 * What a bundle's engineers see of it on this node: its log, the ways its last inputs took, how many failed. All of it
 * in memory.
 */
@NullMarked
package io.xianghub.bundle.observation;

import org.jspecify.annotations.NullMarked;
