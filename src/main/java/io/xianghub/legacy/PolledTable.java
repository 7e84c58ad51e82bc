package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The department's side of a table that is polled: its rows, read in (time, key) order, and the flag in them. */
final class PolledTable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    // As the hub's own tables have room for.
    private static final int LONGEST_KEY = 400;
    // 同步类型: cd_operation
    private static final Set<String> OPERATIONS = Set.of("I", "U", "D");

    private final SqlConnection connection;
    private final SqlTable table;
    private final Faults faults;
    private final Map<String, Integer> types = new ConcurrentHashMap<>();

    PolledTable(SqlConnection connection, SqlTable table, Faults faults) {
        this.connection = connection;
        this.table = table;
        this.faults = faults;
    }

    SqlTable declared() {
        return table;
    }

    Faults faults() {
        return faults;
    }

    /** A condition on rows, with the values of its parameters. */
    record Where(String sql, List<Object> parameters) {

        static Where of(String sql, Object... parameters) {
            return new Where(sql, Arrays.asList(parameters));
        }

        Where and(String more, Object... parameters) {
            List<Object> all = new ArrayList<>(this.parameters);
            all.addAll(Arrays.asList(parameters));
            return new Where(sql + " and " + more, all);
        }

        /** Strictly behind the row in (time, key) order; the first comparison alone lets an index on the time be used. */
        Where behind(PolledRow row, SqlTable table) {
            Object time = Objects.requireNonNull(row.handle().time());
            return and("%s >= ?".formatted(table.time()), time)
                    .and(
                            "(%s > ? or %s > ?)".formatted(table.time(), table.key()),
                            time,
                            row.handle().key());
        }
    }

    /** At most so many rows that fulfil the condition, in (time, key) order. */
    List<PolledRow> rows(Where where, int limit) {
        String sql = "select %s, %s, %s from %s where %s and %s is not null order by %s, %s fetch first %d rows only"
                .formatted(
                        String.join(", ", table.columns()),
                        table.key(),
                        table.time(),
                        table.name(),
                        where.sql(),
                        table.key(),
                        table.time(),
                        table.key(),
                        limit);
        return ask((pool, within) -> pool.query(sql, where.parameters(), limit, within, this::read));
    }

    /** The one row with this key, if it fulfils the condition. */
    Optional<PolledRow> row(String key, Where where) {
        return rows(where.and("%s = ?".formatted(table.key()), typed(table.key(), key)), 1).stream()
                .findFirst();
    }

    /** Sets the flag of each row that is still as it was read, all in one transaction; says which were not. */
    List<PolledRow> flag(List<PolledRow> rows, SqlTable.Flag flag) {
        String sql = "update %s set %s = ? where %s = ? and %s = ? and %s = ?"
                .formatted(table.name(), flag.column(), table.key(), flag.column(), table.time());
        Object taken = typed(flag.column(), flag.taken());
        Object waiting = typed(flag.column(), flag.waiting());
        List<List<Object>> changes = rows.stream()
                .map(row -> List.of(
                        taken,
                        row.handle().key(),
                        waiting,
                        Objects.requireNonNull(row.handle().time())))
                .toList();
        int[] changed = ask((pool, within) -> pool.change(sql, changes, within));
        return IntStream.range(0, rows.size())
                .filter(i -> changed[i] == 0)
                .mapToObj(rows::get)
                .toList();
    }

    /** The text as a value of the column's own type, to compare it with. */
    Object typed(String column, String text) {
        Integer type = types.get(column);
        if (type == null) {
            type = ask((pool, within) -> pool.typeOf(table.name(), column, within));
            types.put(column, type);
        }
        try {
            return switch (type) {
                case Types.INTEGER, Types.BIGINT, Types.SMALLINT, Types.TINYINT, Types.NUMERIC, Types.DECIMAL ->
                    new BigDecimal(text.strip());
                case Types.BOOLEAN, Types.BIT ->
                    text.equals("1") || text.toLowerCase(Locale.ROOT).equals("true");
                default -> text;
            };
        } catch (NumberFormatException notANumber) {
            throw faults.contract(Text.of("列 %s 是数字，%s 不是", "The column %s is a number, %s is none", column, text));
        }
    }

    private <R> R ask(SqlConnection.Question<R> question) {
        Instant deadline = connection.access().clock().instant().plus(PATIENCE);
        return connection.ask(faults, deadline, question);
    }

    private List<PolledRow> read(ResultSet found) throws SQLException {
        List<PolledRow> rows = new ArrayList<>();
        int columns = table.columns().size();
        while (found.next()) {
            Map<String, @Nullable Object> row = SqlRows.row(found, table.columns());
            Object time = row.get(table.time());
            if (time != null && !(time instanceof LocalDateTime)) {
                throw faults.unreadable(Text.of("列 %s 应为日期时间", "The column %s must be a date and time", table.time()));
            }
            String name = Template.asText(row.get(table.key()));
            if (name.length() > LONGEST_KEY) {
                throw faults.contract(Text.of(
                        "列 %s 的值超过 %d 个字符，不能作主键",
                        "A value of the column %s has more than %d characters and cannot be a key",
                        table.key(),
                        LONGEST_KEY));
            }
            Object key = found.getObject(columns + 1);
            rows.add(new PolledRow(
                    name,
                    (LocalDateTime) time,
                    row,
                    flaw(row),
                    new PolledRow.Handle(key, found.getObject(columns + 2))));
        }
        return rows;
    }

    private @Nullable Text flaw(Map<String, @Nullable Object> row) {
        if (row.get(table.time()) == null) {
            return Text.of(
                    "列 %s 为空：请部门补上时间", "The column %s is empty: the department must fill in the time", table.time());
        }
        String operation = table.polling().operation();
        if (operation == null) {
            return null;
        }
        Object said = row.get(operation);
        return said instanceof String word && OPERATIONS.contains(word.strip())
                ? null
                : Text.of("列 %s 不是 I、U 或 D", "The column %s is none of I, U and D", operation);
    }
}
