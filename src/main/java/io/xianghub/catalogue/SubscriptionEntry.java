package io.xianghub.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription and who decided on it.
 *
 * @param department code of the department whose service it is
 * @param closing null while it is open
 */
record SubscriptionEntry(Subscription subscription, String department, String decidedBy, @Nullable Closing closing) {

    record Closing(String by, Instant at, String reason) {}
}
