package io.xianghub.bundle.deployment;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.store.BundleStore;
import org.jspecify.annotations.Nullable;

/** What answers for a major version, and what stands beside it how: here, or by the database, so that the two can be held together. */
record Standing(@Nullable String digest, @Nullable String candidate, Candidate.@Nullable Stand stand) {

    static final Standing NOTHING = new Standing(null, null, null);

    static Standing here(ActiveBundles.Slot slot) {
        String digest = slot.active().version().digest();
        Candidate beside = slot.candidate();
        return beside == null
                ? new Standing(digest, null, null)
                : new Standing(digest, beside.running().version().digest(), beside.stand());
    }

    /** @param row null where the database says that nothing should answer */
    static Standing wanted(BundleStore.@Nullable StandingRow row) {
        if (row == null) {
            return NOTHING;
        }
        BundleStore.CandidateRow beside = row.candidate();
        return beside == null
                ? new Standing(row.version().digest(), null, null)
                : new Standing(row.version().digest(), beside.digest(), beside.stand());
    }
}
