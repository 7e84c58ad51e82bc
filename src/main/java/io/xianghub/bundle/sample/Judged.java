package io.xianghub.bundle.sample;

import io.xianghub.shared.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with what came of a sample.
 *
 * @param file what an engineer opens first; null for the sample itself
 * @param trouble what breaks a rule that no expectation says; null when nothing does
 */
record Judged(List<SampleResult.Unmet> unmet, @Nullable String file, @Nullable Text trouble) {

    static Judged of(List<SampleResult.Unmet> unmet) {
        return new Judged(unmet, unmet.isEmpty() ? null : unmet.get(0).file(), null);
    }

    Judged broken(String where, @Nullable Text why) {
        return why == null || trouble != null ? this : new Judged(unmet, where, why);
    }
}
