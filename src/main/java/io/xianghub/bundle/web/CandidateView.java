package io.xianghub.bundle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadow;
import io.xianghub.bundle.active.ShadowFindings;
import io.xianghub.shared.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A candidate as it is shown.
 *
 * @param comparison what a shadow found so far; null for a canary
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CandidateView(
        Version version, String digest, Candidate.Stand stand, Instant since, @Nullable ShadowFindings comparison) {

    static CandidateView of(Candidate candidate) {
        Services.Active version = candidate.running().version();
        Shadow shadow = candidate.shadow();
        return new CandidateView(
                version.version(),
                version.digest(),
                candidate.stand(),
                candidate.since(),
                shadow == null ? null : shadow.comparison());
    }
}
