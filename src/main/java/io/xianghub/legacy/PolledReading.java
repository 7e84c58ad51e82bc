package io.xianghub.legacy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How rows that wait are told from rows that have been taken. */
sealed interface PolledReading permits FlagReading, WatermarkReading {

    /** The next rows behind this one, taken before or not; none at the end. */
    List<PolledRow> page(@Nullable PolledRow behind);

    /** Rows that have no time and so no place in the order. */
    List<PolledRow> timeless();

    boolean isTaken(PolledRow row);

    /** The row as it is now, if it still waits. */
    Optional<PolledRow> waiting(String key);

    /** These have been handled; says which of them cannot be marked so and would come again for ever. */
    List<PolledRow> take(List<PolledRow> rows);
}
