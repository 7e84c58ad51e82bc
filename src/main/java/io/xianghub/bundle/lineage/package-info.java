/**
 * Where what a bundle answers and causes comes from, followed through routes and mappings without any input: what breaks
 * when a department drops a field, and what of the contract no mapping gives or reads.
 */
@NamedInterface("lineage")
@NullMarked
package io.xianghub.bundle.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
