package io.xianghub.push;

import io.xianghub.shared.BundleName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is handed in.
 *
 * @param row what alone decides between repeat and change; never values joined from elsewhere
 * @param validUntil after which it must not be delivered any more
 * @param correction whether it takes back the event of the same business serial
 */
public record Submission(
        BundleName bundle,
        EventKey key,
        DepartmentRow row,
        Template template,
        Map<String, String> variables,
        Receiver receiver,
        Instant occurredAt,
        @Nullable Instant validUntil,
        boolean correction) {

    public Submission {
        variables = Map.copyOf(variables);
    }
}
