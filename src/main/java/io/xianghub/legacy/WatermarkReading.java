package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub may not write to the table and remembers how far it has read: each look begins an overlap behind the watermark, for
 * what was committed late, and ends a lag before now, for what is not committed yet.
 */
final class WatermarkReading implements PolledReading {

    private final PolledTable table;
    private final SqlTable.Watermark rule;
    private final Memory memory;
    private final LocalDateTime until;
    private final Map<String, String> taken;
    private @Nullable LocalDateTime watermark;

    /**
     * What the hub remembers of the table, for whoever holds the lease.
     *
     * @param epoch of the lease
     */
    record Memory(Polls polls, Polls.Table table, long epoch) {}

    WatermarkReading(PolledTable table, SqlTable.Watermark rule, Memory memory, Clock clock) {
        this.table = table;
        this.rule = rule;
        this.memory = memory;
        until = LocalDateTime.ofInstant(clock.instant().minus(rule.lag()), Hole.ZONE);
        watermark = memory.polls().position(memory.table()).watermark();
        taken = new HashMap<>(memory.polls().taken(memory.table()));
    }

    @Override
    public List<PolledRow> page(@Nullable PolledRow behind) {
        SqlTable declared = table.declared();
        PolledTable.Where where = PolledTable.Where.of(declared.time() + " is not null");
        LocalDateTime from = watermark;
        if (behind != null) {
            where = where.behind(behind, declared);
        } else if (from != null) {
            // Departments' clocks tick in seconds.
            where = where.and(
                    declared.time() + " >= ?", from.minus(rule.overlap()).truncatedTo(ChronoUnit.SECONDS));
        }
        return table.rows(where, declared.polling().batch()).stream()
                .filter(row -> !timeOf(row).isAfter(until))
                .toList();
    }

    private static LocalDateTime timeOf(PolledRow row) {
        return Objects.requireNonNull(row.time());
    }

    /** Without a time there is no telling whether it was taken: such rows are not read. */
    @Override
    public List<PolledRow> timeless() {
        return List.of();
    }

    @Override
    public boolean isTaken(PolledRow row) {
        return row.state().equals(taken.get(row.key()));
    }

    @Override
    public Optional<PolledRow> waiting(String key) {
        return table.row(key, PolledTable.Where.of(table.declared().time() + " is not null"))
                .filter(row -> !isTaken(row));
    }

    @Override
    public List<PolledRow> take(List<PolledRow> rows) {
        LocalDateTime reached = watermark;
        Map<String, String> states = new LinkedHashMap<>();
        for (PolledRow row : rows) {
            states.put(row.key(), row.state());
            if (reached == null || timeOf(row).isAfter(reached)) {
                reached = timeOf(row);
            }
        }
        LocalDateTime edge =
                Objects.requireNonNull(reached).minus(rule.overlap()).minusSeconds(1);
        taken.putAll(states);
        List<String> outdated = new ArrayList<>();
        taken.forEach((key, state) -> {
            if (LocalDateTime.parse(state).isBefore(edge)) {
                outdated.add(key);
            }
        });
        outdated.forEach(taken::remove);
        outdated.forEach(states::remove);
        if (!memory.polls().advance(memory.table(), memory.epoch(), reached, states, outdated)) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of("另一节点已接手轮询", "Another node has taken over the polling of this source"));
        }
        watermark = reached;
        return List.of();
    }
}
