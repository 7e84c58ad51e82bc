package io.xianghub.bundle.deployment;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for a change.
 *
 * @param reason what they gave as their reason; null when they gave none
 */
record Asked(String by, @Nullable String reason) {}
