package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers polled tables in the hub's database; one node at a time writes what belongs to one table. */
final class PollStore implements Polls {

    private static final String ONE = " where bundle = :bundle and connection = :connection and source = :source";

    private final NamedParameterJdbcOperations jdbc;
    private final TransactionTemplate transaction;

    PollStore(NamedParameterJdbcOperations jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public Position position(Table table) {
        return jdbc.query("select watermark, looked_at from legacy_poll" + ONE, of(table), PollStore::position).stream()
                .findFirst()
                .orElse(new Position(null, null));
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        String watermark = row.getString("watermark");
        OffsetDateTime looked = row.getObject("looked_at", OffsetDateTime.class);
        return new Position(
                watermark == null ? null : LocalDateTime.parse(watermark), looked == null ? null : looked.toInstant());
    }

    @Override
    public void looked(Table table, Instant at, long epoch) {
        move(
                "looked_at = :at",
                of(table)
                        .addValue("at", Times.column(at))
                        .addValue("watermark", null, Types.VARCHAR)
                        .addValue("epoch", epoch));
    }

    @Override
    public void gap(Table table, PolledRows.Gap gap) {
        put(
                "update legacy_poll_gap set gap_to = :to" + ONE + " and gap_from = :from",
                """
                insert into legacy_poll_gap (bundle, connection, source, gap_from, gap_to)
                values (:bundle, :connection, :source, :from, :to)
                """,
                of(table).addValue("from", Times.column(gap.from())).addValue("to", Times.column(gap.to())));
    }

    @Override
    public List<PolledRows.Gap> gaps(Table table) {
        return jdbc.query(
                "select gap_from, gap_to from legacy_poll_gap" + ONE + " order by gap_from",
                of(table),
                (row, number) -> new PolledRows.Gap(Times.instant(row, "gap_from"), Times.instant(row, "gap_to")));
    }

    @Override
    public List<SetAside> setAside(Table table) {
        return jdbc.query(
                "select row_key, row_state, reason_zh, reason_en, tries, due_at from legacy_set_aside" + ONE
                        + " order by due_at, row_key",
                of(table),
                (row, number) -> new SetAside(
                        row.getString("row_key"),
                        row.getString("row_state"),
                        new Text(row.getString("reason_zh"), row.getString("reason_en")),
                        row.getInt("tries"),
                        Times.instant(row, "due_at")));
    }

    @Override
    public void setAside(Table table, SetAside row) {
        put(
                """
                update legacy_set_aside
                   set row_state = :state, reason_zh = :zh, reason_en = :en, tries = :tries, due_at = :due
                """
                        + ONE + " and row_key = :key",
                """
                insert into legacy_set_aside
                       (bundle, connection, source, row_key, row_state, reason_zh, reason_en, tries, due_at)
                values (:bundle, :connection, :source, :key, :state, :zh, :en, :tries, :due)
                """,
                of(table)
                        .addValue("key", row.key())
                        .addValue("state", row.state())
                        .addValue("zh", row.reason().zh())
                        .addValue("en", row.reason().en())
                        .addValue("tries", row.tries())
                        .addValue("due", Times.column(row.due())));
    }

    @Override
    public void release(Table table, Collection<String> keys) {
        delete("legacy_set_aside", table, keys);
    }

    @Override
    public Map<String, String> taken(Table table) {
        Map<String, String> states = new HashMap<>();
        jdbc.query(
                "select row_key, row_state from legacy_polled_row" + ONE,
                of(table),
                (org.springframework.jdbc.core.RowCallbackHandler)
                        row -> states.put(row.getString("row_key"), row.getString("row_state")));
        return states;
    }

    @Override
    public boolean advance(
            Table table, long epoch, LocalDateTime watermark, Map<String, String> rows, Collection<String> outdated) {
        return Objects.requireNonNull(transaction.execute(begun -> {
            Map<String, String> noted = new LinkedHashMap<>(rows);
            delete("legacy_polled_row", table, outdated);
            delete("legacy_polled_row", table, noted.keySet());
            jdbc.batchUpdate(
                    """
                    insert into legacy_polled_row (bundle, connection, source, row_key, row_state)
                    values (:bundle, :connection, :source, :key, :state)
                    """,
                    noted.entrySet().stream()
                            .map(row -> of(table).addValue("key", row.getKey()).addValue("state", row.getValue()))
                            .toArray(SqlParameterSource[]::new));
            return move(
                    "watermark = :watermark",
                    of(table)
                            .addValue("at", null, Types.TIMESTAMP_WITH_TIMEZONE)
                            .addValue("watermark", watermark.toString())
                            .addValue("epoch", epoch));
        }));
    }

    private void delete(String rows, Table table, Collection<String> keys) {
        if (!keys.isEmpty()) {
            jdbc.batchUpdate(
                    "delete from " + rows + ONE + " and row_key = :key",
                    keys.stream().map(key -> of(table).addValue("key", key)).toArray(SqlParameterSource[]::new));
        }
    }

    /** False when a later epoch stands there. */
    private boolean move(String change, MapSqlParameterSource values) {
        if (jdbc.update("update legacy_poll set epoch = :epoch, " + change + ONE + " and epoch <= :epoch", values)
                > 0) {
            return true;
        }
        boolean known = !jdbc.query("select epoch from legacy_poll" + ONE, values, (row, number) -> row.getLong(1))
                .isEmpty();
        if (!known) {
            jdbc.update(
                    """
                    insert into legacy_poll (bundle, connection, source, epoch, watermark, looked_at)
                    values (:bundle, :connection, :source, :epoch, :watermark, :at)
                    """,
                    values);
        }
        return !known;
    }

    private void put(String update, String insert, MapSqlParameterSource values) {
        if (jdbc.update(update, values) == 0) {
            jdbc.update(insert, values);
        }
    }

    private static MapSqlParameterSource of(Table table) {
        return new MapSqlParameterSource()
                .addValue("bundle", table.bundle().value())
                .addValue("connection", table.connection())
                .addValue("source", table.name());
    }
}
