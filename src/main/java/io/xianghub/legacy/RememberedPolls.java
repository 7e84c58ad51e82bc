package io.xianghub.legacy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers polled tables as long as the process lives, for offline commands and tests. */
final class RememberedPolls implements Polls {

    private final Map<Table, Memory> memories = new ConcurrentHashMap<>();

    private static final class Memory {
        private @Nullable Instant lookedAt;
        private @Nullable LocalDateTime watermark;
        private long epoch;
        private final Map<Instant, PolledRows.Gap> gaps = new LinkedHashMap<>();
        private final Map<String, SetAside> aside = new LinkedHashMap<>();
        private final Map<String, String> taken = new HashMap<>();
    }

    private Memory of(Table table) {
        return memories.computeIfAbsent(table, first -> new Memory());
    }

    @Override
    public synchronized Position position(Table table) {
        Memory memory = of(table);
        return new Position(memory.watermark, memory.lookedAt);
    }

    @Override
    public synchronized void looked(Table table, Instant at, long epoch) {
        of(table).lookedAt = at;
    }

    @Override
    public synchronized void gap(Table table, PolledRows.Gap gap) {
        of(table).gaps.put(gap.from(), gap);
    }

    @Override
    public synchronized List<PolledRows.Gap> gaps(Table table) {
        return List.copyOf(of(table).gaps.values());
    }

    @Override
    public synchronized List<SetAside> setAside(Table table) {
        return new ArrayList<>(of(table).aside.values());
    }

    @Override
    public synchronized void setAside(Table table, SetAside row) {
        of(table).aside.put(row.key(), row);
    }

    @Override
    public synchronized void release(Table table, Collection<String> keys) {
        keys.forEach(of(table).aside::remove);
    }

    @Override
    public synchronized Map<String, String> taken(Table table) {
        return Map.copyOf(of(table).taken);
    }

    @Override
    public synchronized boolean advance(
            Table table, long epoch, LocalDateTime watermark, Map<String, String> rows, Collection<String> outdated) {
        Memory memory = of(table);
        outdated.forEach(memory.taken::remove);
        memory.taken.putAll(rows);
        if (epoch < memory.epoch) {
            return false;
        }
        memory.epoch = epoch;
        memory.watermark = watermark;
        return true;
    }
}
