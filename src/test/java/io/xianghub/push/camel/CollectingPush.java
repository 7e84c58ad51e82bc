package io.xianghub.push.camel;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.push.CollectedMessages;

/** The scheme {@code push} in front of a queue that only collects. */
public final class CollectingPush {

    private CollectingPush() {}

    public static HubEndpoints before(CollectedMessages messages) {
        return new PushEndpoints(messages.submissions());
    }
}
