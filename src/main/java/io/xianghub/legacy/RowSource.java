package io.xianghub.legacy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A department's table or view with a key and an update time of second precision. */
public interface RowSource {

    /** Position of a reader: everything before (updated, key) in that order has been read. */
    record Mark(@Nullable LocalDateTime updated, @Nullable String key) {
        public static final Mark START = new Mark(null, null);
    }

    /** @param rows column name (as declared) to value: String, Long, BigDecimal, LocalDateTime or null */
    record Batch(List<Map<String, @Nullable Object>> rows, Mark end) {}

    String key();

    String updated();

    /**
     * The next rows in (updated, key) order that stand strictly after {@code from}; a mark with a time and no key means
     * from that second on, the second included. Empty rows at the end.
     */
    Batch read(Mark from, int limit);
}
