package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a department's table as it was when it was read.
 *
 * @param time when it was written last
 * @param columns by name as declared: String, Long, BigDecimal, LocalDateTime, Boolean or null
 * @param flaw why it cannot be taken whatever the route says of it
 * @param handle key and time as the department's own driver gave them
 */
public record PolledRow(
        String key,
        @Nullable LocalDateTime time,
        Map<String, @Nullable Object> columns,
        @Nullable Text flaw,
        Handle handle) {

    /** What the row is found by again, exactly as it was. */
    public record Handle(Object key, @Nullable Object time) {}

    public PolledRow {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** What tells this state of the row from a later one. */
    String state() {
        return time == null ? "" : time.toString();
    }
}
