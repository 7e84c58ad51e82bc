package io.xianghub.legacy;

import java.time.Clock;
import java.time.Duration;

/** A table or view of a department's database that a route begins with. */
final class SqlPolledRows implements PolledRows {

    // Of the time for which rows are kept: early enough to do something about it.
    private static final double AT_RISK = 5.0 / 7;

    private final PolledTable table;
    private final Polls polls;
    private final Polls.Table place;
    private final Clock clock;
    private final PolledAge age;

    SqlPolledRows(PolledTable table, Polls polls, Polls.Table place, Clock clock, PolledAge age) {
        this.table = table;
        this.polls = polls;
        this.place = place;
        this.clock = clock;
        this.age = age;
    }

    @Override
    public Duration every() {
        return polling().every();
    }

    private SqlTable.Polling polling() {
        return table.declared().polling();
    }

    @Override
    public Round begin(long epoch) {
        age.begin(polls.position(place).lookedAt());
        return new SqlRound(table, reading(epoch), polls, place, new SqlRound.Look(clock, epoch, age));
    }

    private PolledReading reading(long epoch) {
        SqlTable.Taking taking = polling().taking();
        if (taking instanceof SqlTable.Flag flag) {
            return new FlagReading(table, flag);
        }
        return new WatermarkReading(
                table, (SqlTable.Watermark) taking, new WatermarkReading.Memory(polls, place, epoch), clock);
    }

    @Override
    public Duration lag() {
        return age.age();
    }

    @Override
    public boolean isAtRisk() {
        return age.age().toMillis() > polling().kept().toMillis() * AT_RISK;
    }

    @Override
    public void rest() {
        age.rest();
    }
}
