/** {@code /api/v1/bundles}, {@code /api/v1/status} and {@code /api/v1/nodes}: bundles as their engineers reach them over HTTP. */
@NullMarked
package io.xianghub.bundle.web;

import org.jspecify.annotations.NullMarked;
