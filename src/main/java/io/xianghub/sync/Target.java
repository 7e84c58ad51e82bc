package io.xianghub.sync;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The store that a sync fills; a sync fills the target whose dataset bears its name. */
public interface Target {

    /** Such as {@code payments}. */
    String dataset();

    /** The streams it takes, such as {@code bill}. */
    Set<String> streams();

    /**
     * Keeps mapped rows beside the store; the same key again in a later batch replaces the earlier one. Rows that are wrong
     * are set aside by {@link Run#quarantine}.
     *
     * @return how many rows were kept
     */
    int stage(Run run, String stream, List<Map<String, @Nullable Object>> rows);

    /** Makes what was staged the store's content, inside the caller's transaction. */
    Published publish(Run run);

    /** Forgets what a run staged. */
    void discard(String run);
}
