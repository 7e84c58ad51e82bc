package io.xianghub.legacy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table read in (updated, key) order; rows without update time are not read. */
final class SqlRowSource implements RowSource {

    private final SqlConnection connection;
    private final SqlTable table;
    private final Faults faults;
    private volatile @Nullable Boolean numericKey;

    SqlRowSource(SqlConnection connection, SqlTable table, Faults faults) {
        this.connection = connection;
        this.table = table;
        this.faults = faults;
    }

    @Override
    public String key() {
        return table.key();
    }

    @Override
    public String updated() {
        return table.time();
    }

    @Override
    public Batch read(Mark from, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A batch has one row at least");
        }
        Instant deadline = connection.access().clock().instant().plus(Duration.ofMinutes(10));
        List<Map<String, @Nullable Object>> rows =
                connection.ask(faults, deadline, (pool, within) -> read(pool, from, limit, within));
        return new Batch(rows, rows.isEmpty() ? from : endOf(rows.get(rows.size() - 1)));
    }

    private List<Map<String, @Nullable Object>> read(SqlPool pool, Mark from, int limit, Duration within)
            throws SQLException {
        String columns = String.join(", ", table.columns());
        String order = " order by %s, %s fetch first %d rows only".formatted(table.time(), table.key(), limit);
        String select = "select %s from %s where %s ".formatted(columns, table.name(), table.time());
        LocalDateTime time = from.updated();
        if (time == null) {
            return query(pool, select + "is not null" + order, limit, within);
        }
        if (from.key() == null) {
            // The department's clock ticks in seconds: more rows of the same one may have come since.
            return query(pool, select + ">= ?" + order, limit, within, time.truncatedTo(ChronoUnit.SECONDS));
        }
        // The first condition alone lets the database use an index on the update time.
        String after = ">= ? and (%s > ? or %s > ?)".formatted(table.time(), table.key());
        return query(pool, select + after + order, limit, within, time, time, key(pool, from.key(), within));
    }

    private List<Map<String, @Nullable Object>> query(
            SqlPool pool, String sql, int limit, Duration within, Object... parameters) throws SQLException {
        return pool.query(sql, List.of(parameters), limit, within, rows -> SqlRows.read(rows, table.columns()));
    }

    private Object key(SqlPool pool, String key, Duration within) throws SQLException {
        Boolean numeric = numericKey;
        if (numeric == null) {
            numeric = switch (pool.typeOf(table.name(), table.key(), within)) {
                case Types.INTEGER, Types.BIGINT, Types.SMALLINT, Types.NUMERIC, Types.DECIMAL -> true;
                default -> false;
            };
            numericKey = numeric;
        }
        return numeric ? new BigDecimal(key) : key;
    }

    private Mark endOf(Map<String, @Nullable Object> last) {
        if (last.get(table.time()) instanceof LocalDateTime time && last.get(table.key()) != null) {
            return new Mark(time, Template.asText(last.get(table.key())));
        }
        throw faults.unreadable(io.xianghub.shared.Text.of(
                "%s 应为日期时间，%s 不能为空", "%s must be a date and time, %s cannot be null", table.time(), table.key()));
    }
}
