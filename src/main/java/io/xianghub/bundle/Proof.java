package io.xianghub.bundle;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.shared.problem.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proves a started version with its own samples before it may answer. */
final class Proof {

    Receipt.@Nullable Samples of(RunningBundle next, List<Finding> warnings) {
        return null;
    }
}
