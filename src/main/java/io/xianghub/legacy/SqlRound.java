package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at a polled table: first the rows set aside whose time has come, then those that wait. */
final class SqlRound implements PolledRows.Round {

    /** More rows than these set aside: then the mapping is wrong, not the rows. */
    static final int MOST_ASIDE = 1_000;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration OFTEN_ENOUGH = Duration.ofMinutes(1);
    private static final int MOST_REASON = 1_000;

    private final PolledTable table;
    private final PolledReading reading;
    private final Polls polls;
    private final Polls.Table place;
    private final Look look;
    private final Map<String, Polls.SetAside> aside = new LinkedHashMap<>();
    private final Deque<String> due = new ArrayDeque<>();
    private final Map<String, PolledRow> waiting = new LinkedHashMap<>();
    private final @Nullable Instant lookedBefore;
    private @Nullable PolledRow last;
    private boolean begun;

    /** When it is, under which epoch, and who is told what was found. */
    record Look(Clock clock, long epoch, PolledAge age) {}

    SqlRound(PolledTable table, PolledReading reading, Polls polls, Polls.Table place, Look look) {
        this.table = table;
        this.reading = reading;
        this.polls = polls;
        this.place = place;
        this.look = look;
        lookedBefore = polls.position(place).lookedAt();
        for (Polls.SetAside row : polls.setAside(place)) {
            aside.put(row.key(), row);
            if (!row.due().isAfter(look.clock().instant())) {
                due.add(row.key());
            }
        }
    }

    @Override
    public Optional<PolledRows.Gap> gap() {
        Instant now = look.clock().instant();
        Instant before = lookedBefore;
        if (before == null || !before.plus(table.declared().polling().kept()).isBefore(now)) {
            return Optional.empty();
        }
        PolledRows.Gap gap = new PolledRows.Gap(before, now);
        polls.gap(place, gap);
        return Optional.of(gap);
    }

    @Override
    public List<PolledRow> next() {
        while (!due.isEmpty()) {
            String key = due.remove();
            Optional<PolledRow> row = reading.waiting(key);
            if (row.isPresent()) {
                return List.of(row.get());
            }
            release(List.of(key));
        }
        if (aside.size() >= MOST_ASIDE) {
            throw table.faults()
                    .contract(Text.of(
                            "已搁置 %d 行，新行暂不读取；请修正映射",
                            "%d rows are set aside and new ones are left waiting; mend the mapping", aside.size()));
        }
        if (!begun) {
            begun = true;
            List<PolledRow> timeless = offered(reading.timeless());
            if (!timeless.isEmpty()) {
                return timeless;
            }
        }
        return nextPage();
    }

    private List<PolledRow> nextPage() {
        while (true) {
            List<PolledRow> page = reading.page(last);
            if (page.isEmpty()) {
                return page;
            }
            last = page.get(page.size() - 1);
            List<PolledRow> offered = offered(page);
            if (!offered.isEmpty()) {
                return offered;
            }
        }
    }

    private List<PolledRow> offered(List<PolledRow> page) {
        List<PolledRow> offered = page.stream()
                .filter(row -> !isAside(row) && !reading.isTaken(row))
                .toList();
        offered.forEach(row -> waiting.put(row.key(), row));
        return offered;
    }

    private boolean isAside(PolledRow row) {
        Polls.SetAside before = aside.get(row.key());
        return before != null && before.state().equals(row.state());
    }

    @Override
    public List<PolledRow> taken(List<PolledRow> rows) {
        List<PolledRow> unmarked = reading.take(rows);
        List<String> keys = rows.stream()
                .filter(row -> !unmarked.contains(row))
                .map(PolledRow::key)
                .toList();
        keys.forEach(waiting::remove);
        release(keys.stream().filter(aside::containsKey).toList());
        return unmarked;
    }

    private void release(List<String> keys) {
        if (!keys.isEmpty()) {
            polls.release(place, keys);
            keys.forEach(aside::remove);
        }
    }

    @Override
    public boolean setAside(PolledRow row, Text reason) {
        Polls.SetAside before = isAside(row) ? aside.get(row.key()) : null;
        int tries = before == null ? 1 : before.tries() + 1;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        Polls.SetAside now = new Polls.SetAside(
                row.key(),
                row.state(),
                new Text(bounded(reason.zh()), bounded(reason.en())),
                tries,
                look.clock().instant().plus(pause));
        polls.setAside(place, now);
        aside.put(row.key(), now);
        waiting.remove(row.key());
        return before == null;
    }

    private static String bounded(String reason) {
        return reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON - 1) + "…";
    }

    @Override
    public void end() {
        Instant now = look.clock().instant();
        Instant before = lookedBefore;
        if (before == null || before.plus(OFTEN_ENOUGH).isBefore(now)) {
            polls.looked(place, now, look.epoch());
        }
        look.age().found(oldest(), aside.size());
    }

    /** What waits still, set aside or not. */
    private @Nullable Instant oldest() {
        return java.util.stream.Stream.concat(
                        waiting.values().stream().map(PolledRow::state),
                        aside.values().stream().map(Polls.SetAside::state))
                .filter(state -> !state.isEmpty())
                .map(LocalDateTime::parse)
                .min(Comparator.naturalOrder())
                .map(time -> Objects.requireNonNull(time).atZone(Hole.ZONE).toInstant())
                .orElse(null);
    }
}
