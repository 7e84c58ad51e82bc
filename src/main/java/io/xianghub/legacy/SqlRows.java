package io.xianghub.legacy;

import java.math.BigDecimal;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of a result as trees: text, {@code Long}, {@code BigDecimal}, {@code LocalDateTime} or null. */
final class SqlRows {

    private SqlRows() {}

    /** Two columns of one result that are called the same, so that a row has room for one of them only. */
    static final class SameName extends SQLDataException {

        private static final long serialVersionUID = 1L;

        private final String column;

        private SameName(String column) {
            super("Two columns are called " + column);
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    static List<String> labels(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    /** @param names what the columns are called, in their order */
    static List<Map<String, @Nullable Object>> read(ResultSet rows, List<String> names) throws SQLException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new SameName(name);
            }
        }
        List<Map<String, @Nullable Object>> read = new ArrayList<>();
        while (rows.next()) {
            read.add(row(rows, names));
        }
        return read;
    }

    /** The row that the result stands at. */
    static Map<String, @Nullable Object> row(ResultSet rows, List<String> names) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), value(rows.getObject(i + 1), names.get(i)));
        }
        return row;
    }

    private static @Nullable Object value(@Nullable Object raw, String column) throws SQLException {
        if (raw == null || raw instanceof String || raw instanceof Long || raw instanceof BigDecimal) {
            return raw;
        }
        if (raw instanceof LocalDateTime || raw instanceof Boolean) {
            return raw;
        }
        if (raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            return ((Number) raw).longValue();
        }
        if (raw instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (raw instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (raw instanceof Date date) {
            return date.toLocalDate().atStartOfDay();
        }
        if (raw instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (raw instanceof OffsetDateTime instant) {
            return instant.atZoneSameInstant(Hole.ZONE).toLocalDateTime();
        }
        if (raw instanceof Time) {
            return raw.toString();
        }
        if (raw instanceof Clob text) {
            return text.getSubString(1, (int) Math.min(text.length(), 1 << 20));
        }
        throw new SQLDataException("Column " + column + " is of a type that the hub does not read: " + raw.getClass());
    }
}
