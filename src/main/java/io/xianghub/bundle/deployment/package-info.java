/**
 * How a change of a bundle comes about: admission, start, proof, swap, drain, receipt; at start-up, from the folder, and
 * on order.
 */
@NullMarked
package io.xianghub.bundle.deployment;

import org.jspecify.annotations.NullMarked;
