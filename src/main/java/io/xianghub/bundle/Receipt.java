package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment did.
 *
 * @param previous the version that answered before; null when there was none
 * @param outcome {@code deployed}, {@code rolled-back}, or {@code unchanged} when this very digest already answers
 * @param drained false when exchanges of the previous version had to be cut off
 */
public record Receipt(
        String id,
        BundleName bundle,
        Version version,
        String digest,
        @Nullable Previous previous,
        String outcome,
        String by,
        Instant at,
        boolean drained,
        List<Phase> phases,
        List<Finding> warnings) {

    public record Previous(Version version, String digest) {}

    /** One step of the deployment and how long it took. */
    public record Phase(String name, long millis) {}
}
