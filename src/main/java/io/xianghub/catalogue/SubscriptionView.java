package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as those see it whom it concerns.
 *
 * @param closed null while it is open
 */
record SubscriptionView(
        String id,
        String client,
        BundleName bundle,
        int major,
        String operation,
        List<String> fields,
        String purpose,
        String department,
        Instant since,
        Subscription.State state,
        String decidedBy,
        SubscriptionEntry.@Nullable Closing closed) {

    static SubscriptionView of(SubscriptionEntry entry) {
        Subscription subscription = entry.subscription();
        return new SubscriptionView(
                subscription.id(),
                subscription.client(),
                subscription.bundle(),
                subscription.major(),
                subscription.operation(),
                subscription.fields(),
                subscription.purpose(),
                entry.department(),
                subscription.since(),
                subscription.state(),
                entry.decidedBy(),
                entry.closing());
    }
}
