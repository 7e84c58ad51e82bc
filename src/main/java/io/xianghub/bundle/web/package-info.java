/** {@code /api/v1/bundles} and {@code /api/v1/status}: bundles as their engineers reach them over HTTP. */
@NullMarked
package io.xianghub.bundle.web;

import org.jspecify.annotations.NullMarked;
