package io.xianghub.record;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One input of the hub and what became of it.
 *
 * @param service operation, facade, source or sync stream, such as {@code getInsuredPerson}
 * @param version the bundle's version that answered; null when none was reached
 * @param digest the first 8 characters of that version's digest; null likewise
 * @param actor client or user
 * @param problem slug of the problem it ended in; null when it went well
 * @param faultSide null when it went well
 * @param note counts, or the fields that were wrong, never a value of theirs
 * @param department code of the department whose bundle version answered; null when none was reached
 * @param step where in a route it failed: {@code <file>:<line> <step> [<route>]}; null when it went well, or failed elsewhere
 */
public record Exchange(
        ExchangeId id,
        Kind kind,
        @Nullable String bundle,
        String service,
        @Nullable String version,
        @Nullable String digest,
        String actor,
        Outcome outcome,
        @Nullable String problem,
        @Nullable FaultSide faultSide,
        Instant receivedAt,
        Instant finishedAt,
        @Nullable String note,
        @Nullable String department,
        @Nullable String step) {

    /** The same row under a department's name. */
    public Exchange of(@Nullable String owner) {
        return new Exchange(
                id,
                kind,
                bundle,
                service,
                version,
                digest,
                actor,
                outcome,
                problem,
                faultSide,
                receivedAt,
                finishedAt,
                note,
                owner,
                step);
    }

    public enum Kind {
        CALL,
        FACADE,
        FILE,
        MESSAGE,
        BATCH,
        ROWS,
        FRAME
    }

    /** The hub's verbs. */
    public enum Outcome {
        ANSWERED,
        QUEUED,
        REJECTED,
        THROTTLED,
        FAILED
    }
}
