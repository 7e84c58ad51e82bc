package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hub remembers of the tables that it polls. */
interface Polls {

    /** A source that is polled. */
    record Table(BundleName bundle, String connection, String name) {}

    /**
     * How far it has been read.
     *
     * @param watermark null where rows themselves say whether they were taken, and before the first
     * @param lookedAt null before the first look has ended
     */
    record Position(@Nullable LocalDateTime watermark, @Nullable Instant lookedAt) {}

    /**
     * A row that is left out.
     *
     * @param state of the row when it was set aside
     * @param due when it is tried again although it has not changed
     */
    record SetAside(String key, String state, Text reason, int tries, Instant due) {}

    Position position(Table table);

    /** Somebody has looked through the table. */
    void looked(Table table, Instant at, long epoch);

    void gap(Table table, PolledRows.Gap gap);

    List<PolledRows.Gap> gaps(Table table);

    List<SetAside> setAside(Table table);

    void setAside(Table table, SetAside row);

    /** These are set aside no more. */
    void release(Table table, Collection<String> keys);

    /** The states of the rows that were taken lately, by key. */
    Map<String, String> taken(Table table);

    /**
     * Notes rows that were taken, then moves the watermark.
     *
     * @param rows their states by key
     * @param outdated keys that no later look meets again
     * @return false when a node with a later epoch has polled meanwhile: then the watermark stays
     */
    boolean advance(
            Table table, long epoch, LocalDateTime watermark, Map<String, String> rows, Collection<String> outdated);
}
