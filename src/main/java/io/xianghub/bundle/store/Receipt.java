package io.xianghub.bundle.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate.Stand;
import io.xianghub.bundle.active.Shadowed;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a bundle did, or why it was refused.
 *
 * @param previous the version that answered before; null when there was none
 * @param stand for a candidate, how it takes part in live calls; null otherwise
 * @param drained false when exchanges of the version that left had to be cut off
 * @param samples how many samples and cases the version was proven with
 * @param residue what the version that left did not give back; empty when it is gone whole
 * @param signer who signed the bundle; null when it is not signed
 * @param shadow what a shadow had found when it took over, left or was replaced; null when there was none
 * @param reason what the engineer gave as the reason for breaking the contract or for going without the old version
 * @param refusal why nothing was changed; null when it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String id,
        BundleName bundle,
        Version version,
        String digest,
        @Nullable Previous previous,
        Outcome outcome,
        @Nullable Stand stand,
        String by,
        Instant at,
        boolean drained,
        List<Phase> phases,
        @Nullable Samples samples,
        List<String> residue,
        List<Finding> warnings,
        @Nullable String signer,
        @Nullable Shadowed shadow,
        @Nullable String reason,
        @Nullable Refusal refusal) {

    public Receipt {
        phases = List.copyOf(phases);
        residue = List.copyOf(residue);
        warnings = List.copyOf(warnings);
    }

    /** What became of the change. */
    public enum Outcome {
        /** The version answers. */
        DEPLOYED,
        /** The version that answered before answers again. */
        ROLLED_BACK,
        /** This very digest answers already. */
        UNCHANGED,
        /** The content is what it was; another signature vouches for it. */
        SIGNED_ANEW,
        /** The version answers a share of the calls. */
        CANARY,
        /** The version sees a share of the calls and answers none. */
        SHADOW,
        /** The candidate took over. */
        PROMOTED,
        /** The candidate left. */
        ABANDONED,
        /** Nothing answers any more. */
        UNINSTALLED,
        /** Nothing was changed. */
        REFUSED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public record Previous(Version version, String digest) {

        public static Previous of(Services.Active version) {
            return new Previous(version.version(), version.digest());
        }
    }

    /** One step of the deployment and how long it took. */
    public record Phase(String name, long millis) {}

    public record Samples(int passed, int total) {}

    /** @param code slug of the problem that the engineer was answered with */
    public record Refusal(String code, @Nullable Text detail, List<Finding> findings) {}
}
