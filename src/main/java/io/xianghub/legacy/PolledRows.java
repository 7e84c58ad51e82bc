package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of a department's table that wait to be taken, each until it has been. */
public non-sealed interface PolledRows extends Source {

    /** How often to look. */
    Duration every();

    /**
     * Begins one look at the table.
     *
     * @param epoch of the lease under which this node polls
     * @throws io.xianghub.shared.problem.Problem {@code DEPARTMENT_*} or {@code UNBOUND_CONNECTION}
     */
    Round begin(long epoch);

    /** How long the oldest row has waited; since the last look, when none was found to wait. */
    Duration lag();

    /** Whether rows have waited so long that the department may soon clean them away. */
    boolean isAtRisk();

    /** Another node polls: what this one has measured means nothing any more. */
    void rest();

    /** The time in which nobody looked, when it was longer than the department keeps rows. */
    record Gap(Instant from, Instant to) {}

    /** One look at the table. */
    interface Round {

        Optional<Gap> gap();

        /**
         * The next rows, oldest first, and before them, each alone, those that were set aside and may be tried again; none at
         * the end.
         */
        List<PolledRow> next();

        /**
         * The rows of a list, or some of them in their order, have been handled and shall not come again.
         *
         * @return those that cannot be marked so, and come again unless they are set aside
         */
        List<PolledRow> taken(List<PolledRow> rows);

        /**
         * Leaves a row out until it changes or its time has come again.
         *
         * @return whether it was not set aside before as it is
         */
        boolean setAside(PolledRow row, Text reason);

        /** The table has been looked through. */
        void end();
    }
}
