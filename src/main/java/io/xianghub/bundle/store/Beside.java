package io.xianghub.bundle.store;

import io.xianghub.bundle.active.Candidate;

/** What stands beside an active version, as whoever changes it goes by it. */
public record Beside(String digest, Candidate.Stand stand) {

    public static Beside of(Candidate candidate) {
        return new Beside(candidate.running().version().digest(), candidate.stand());
    }
}
