package io.xianghub.record;

import io.xianghub.shared.Remarks;
import io.xianghub.shared.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an exchange's row says beside its outcome: the fields that were wrong, and what was remarked on the way. */
public final class Note {

    private Note() {}

    /** Null when there is nothing to say. */
    public static @Nullable String of(@Nullable Problem problem, Remarks remarks) {
        List<String> parts = new ArrayList<>();
        String fields = WrongFields.of(problem);
        if (fields != null) {
            parts.add(fields);
        }
        parts.addAll(remarks.all());
        return parts.isEmpty() ? null : String.join("; ", parts);
    }
}
