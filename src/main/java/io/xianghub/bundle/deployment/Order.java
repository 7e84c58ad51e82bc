package io.xianghub.bundle.deployment;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Candidate.Stand;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A wish to make a version answer, or stand beside the one that answers.
 *
 * @param stand null for the version that shall answer all calls
 * @param expected digest that the engineer believes to answer now; null when any may
 * @param reason why the contract may be broken for those who rely on it; null when it may not
 */
public record Order(
        BundleFiles files,
        String by,
        Receipt.Outcome wanted,
        @Nullable Stand stand,
        @Nullable String expected,
        @Nullable String reason) {

    public static Order deploy(BundleFiles files, String by) {
        return new Order(files, by, Receipt.Outcome.DEPLOYED, null, null, null);
    }

    /** A version that was admitted before; what has become of its department's people meanwhile does not keep it back. */
    public static Order rollBack(BundleFiles files, String by) {
        return new Order(files, by, Receipt.Outcome.ROLLED_BACK, null, null, null);
    }

    public Order as(@Nullable Stand beside) {
        Receipt.Outcome outcome = beside == null
                ? wanted
                : beside.mode() == Candidate.Mode.CANARY ? Receipt.Outcome.CANARY : Receipt.Outcome.SHADOW;
        return new Order(files, by, outcome, beside, expected, reason);
    }

    public Order expecting(@Nullable String digest) {
        return new Order(files, by, wanted, stand, digest, reason);
    }

    public Order because(@Nullable String words) {
        return new Order(files, by, wanted, stand, expected, words);
    }

    boolean isRollBack() {
        return wanted == Receipt.Outcome.ROLLED_BACK;
    }
}
