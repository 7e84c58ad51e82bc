/**
 * Samples of mappings and cases of whole inputs: read, run without anything leaving the bundle, compared field by field.
 */
@NamedInterface("sample")
@NullMarked
package io.xianghub.bundle.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
