package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A department's table or view as a bundle reads it.
 *
 * @param time the column that says when a row was written last
 */
record SqlTable(String name, String key, String time, List<String> columns, Polling polling) {

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_][\\p{L}0-9_$]{0,127}(\\.[\\p{L}_][\\p{L}0-9_$]{0,127}){0,2}");
    private static final Set<String> FLAG_KEYS = Set.of(
            "table", "key", "time", "columns", "flag", "waiting", "taken", "operation", "every", "batch", "kept");
    private static final Set<String> WATERMARK_KEYS = Set.of(
            "table", "view", "key", "updated", "columns", "operation", "every", "batch", "kept", "lag", "overlap");

    /**
     * How a route that begins with the table is fed.
     *
     * @param kept how long the department keeps a row before it is cleaned away
     * @param operation the column that says what became of a row: I, U or D
     */
    record Polling(Duration every, int batch, Duration kept, @Nullable String operation, Taking taking) {}

    /** How a row is known to have been taken. */
    sealed interface Taking permits Flag, Watermark {}

    /** The row itself says so, in a column that the hub sets. */
    record Flag(String column, String waiting, String taken) implements Taking {}

    /**
     * The hub remembers how far it has read.
     *
     * @param lag how long a row is left alone, so that what was written before it has been committed
     * @param overlap how far behind the watermark is read again
     */
    record Watermark(Duration lag, Duration overlap) implements Taking {}

    static SqlTable read(Fields fields) {
        boolean flagged = fields.has("flag");
        if (!flagged && fields.has("table") && fields.has("view")) {
            fields.wrong("view", Text.of("table 与 view 只写其一", "Write table or view, not both"));
        }
        fields.only(flagged ? FLAG_KEYS : WATERMARK_KEYS);
        String operation = fields.has("operation") ? name(fields, "operation") : null;
        SqlTable table = new SqlTable(
                name(fields, !flagged && fields.has("view") ? "view" : "table"),
                name(fields, "key"),
                name(fields, flagged ? "time" : "updated"),
                fields.texts("columns"),
                new Polling(
                        atLeast(fields, "every", Duration.ofSeconds(30), Duration.ofMillis(100)),
                        batch(fields),
                        atLeast(fields, "kept", Duration.ofDays(7), Duration.ofMinutes(1)),
                        operation,
                        flagged ? flag(fields) : watermark(fields)));
        table.checkColumns(fields);
        return table;
    }

    private static Flag flag(Fields fields) {
        Flag flag = new Flag(
                name(fields, "flag"),
                fields.text("waiting").orElse("0"),
                fields.text("taken").orElse("1"));
        if (flag.waiting().equals(flag.taken())) {
            fields.wrong("taken", Text.of("taken 与 waiting 相同", "taken is the same as waiting"));
        }
        return flag;
    }

    private static Watermark watermark(Fields fields) {
        return new Watermark(
                atLeast(fields, "lag", Duration.ofMinutes(5), Duration.ZERO),
                atLeast(fields, "overlap", Duration.ofMinutes(10), Duration.ZERO));
    }

    private static Duration atLeast(Fields fields, String key, Duration fallback, Duration least) {
        Duration duration = fields.duration(key, fallback);
        if (duration.compareTo(least) < 0) {
            fields.wrong(key, Text.of("%s 至少为 %d 毫秒", "%s must be %d ms at least", key, least.toMillis()));
        }
        return duration;
    }

    private static int batch(Fields fields) {
        Optional<String> written = fields.text("batch");
        if (written.isPresent() && !written.get().matches("[1-9][0-9]{0,2}|1000")) {
            fields.wrong("batch", Text.of("batch 应为 1 至 1000", "batch must be 1 to 1000"));
            return 1;
        }
        return written.map(Integer::parseInt).orElse(500);
    }

    private void checkColumns(Fields fields) {
        for (String column : columns) {
            if (!NAME.matcher(column).matches()) {
                fields.wrong("columns", Text.of("%s 不是列名", "%s is not a column name", column));
            }
        }
        List<String> needed = new ArrayList<>(List.of(key, time));
        if (polling.operation() != null) {
            needed.add(polling.operation());
        }
        for (String column : needed) {
            if (!columns.isEmpty() && !column.isEmpty() && !columns.contains(column)) {
                fields.wrong("columns", Text.of("columns 中缺少 %s", "columns lacks %s", column));
            }
        }
        if (Set.copyOf(columns).size() != columns.size()) {
            fields.wrong("columns", Text.of("columns 中有重复", "A column stands twice in columns"));
        }
    }

    private static String name(Fields fields, String key) {
        String name = fields.required(key).orElse("");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.wrong(key, Text.of("%s 不是名称", "%s is not a name", name.toLowerCase(Locale.ROOT)));
        }
        return name;
    }
}
