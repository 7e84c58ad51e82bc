package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the DDL of tables: each becomes a query by key and, when it has an update time, a source for batch syncs. */
final class DdlReader {

    private static final Pattern UPDATED = Pattern.compile(
            "(?i)update_?(time|date|d)|last_?update(_?time)?|gmt_?modified|modify_?(time|date)|gxsj|xgsj|updated_at|cd_time");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}0-9_$]{0,127}");

    private final SourceFile file;
    private final Notes notes;
    private final SampleTrees samples = new SampleTrees(new Suggestions(StandardDictionary.read()));
    private final StringBuilder script = new StringBuilder();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> schemas = new HashSet<>();

    private DdlReader(SourceFile file, Notes notes) {
        this.file = file;
        this.notes = notes;
    }

    static Optional<LegacySystem> read(SourceFile file, Order order, Notes notes) {
        return new DdlReader(file, notes).system(order);
    }

    private Optional<LegacySystem> system(Order order) {
        List<SqlTable> tables = DdlParser.tables(file.text()).stream()
                .filter(table -> order.selection().takes(table.bareName(), table.name(), List.of()))
                .toList();
        if (tables.isEmpty()) {
            notes.error(
                    file.at(),
                    "no-table",
                    Text.of("没有完整的建表语句", "There is no whole CREATE TABLE"),
                    Text.of(
                            "给出 create table 表名 (列 类型, …)；核对 --only",
                            "Give create table name (column type, …); check --only"));
            return Optional.empty();
        }
        Map<String, Object> sources = new LinkedHashMap<>();
        List<LegacyOperation> operations = new ArrayList<>();
        for (SqlTable table : tables) {
            table(table, sources).ifPresent(operations::add);
        }
        if (operations.isEmpty()) {
            notes.error(
                    file.at(),
                    "no-table",
                    Text.of("没有可以读取的列", "No column can be read"),
                    Text.of("见上面各条", "See the findings above"));
            return Optional.empty();
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("style", "sql");
        if (!sources.isEmpty()) {
            keys.put("sources", sources);
        }
        String title = tables.get(0).comment().isBlank()
                ? order.bundle().value()
                : tables.get(0).comment();
        return Optional.of(new LegacySystem(
                title,
                Map.of("core", new LegacyConnection("core", LegacyConnection.Style.SQL, keys, List.of(), Map.of())),
                operations,
                script.toString()));
    }

    private Position at(SqlTable table) {
        return new Position(file.name(), table.line(), 1);
    }

    private Optional<LegacyOperation> table(SqlTable table, Map<String, Object> sources) {
        List<Shape.Part> parts = new ArrayList<>();
        List<SqlTable.Column> readable = new ArrayList<>();
        for (SqlTable.Column column : table.columns()) {
            Optional<Shape.Leaf> shape = SqlTypes.shape(column);
            if (shape.isEmpty() || !PLAIN.matcher(column.name()).matches()) {
                notes.warning(
                        at(table),
                        "column",
                        Text.of("列 %s（%s）未生成", "The column %s (%s) was left out", column.name(), column.type()),
                        Text.of(
                                "枢纽不读二进制列和含特殊字符的列名",
                                "The hub reads no binary columns, and no names with special characters"));
            } else {
                readable.add(column);
                parts.add(new Shape.Part(column.name(), shape.get(), false, column.comment()));
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<SqlTable.Column> keys = table.keys().stream()
                .flatMap(key -> readable.stream().filter(column -> column.name().equalsIgnoreCase(key)))
                .toList();
        boolean keyed = !keys.isEmpty() && keys.size() == table.keys().size();
        if (!keyed) {
            notes.warning(
                    at(table),
                    "no-key",
                    Text.of(
                            "表 %s 没有主键，按第一列查询",
                            "The table %s has no primary key; it is asked by its first column", table.name()),
                    Text.of("在 bundle.yaml 中更正查询条件", "Correct the query's condition in bundle.yaml"));
        }
        List<SqlTable.Column> asked = keyed ? keys : readable.subList(0, 1);
        Shape.Group row = new Shape.Group(parts);
        Map<String, Object> sample = new LinkedHashMap<>();
        samples.group(row, null).forEach((name, value) -> sample.put(name, value == null ? "" : value));
        simulate(table, readable, sample);
        source(table, readable, keys, sources);
        String id = CamelCase.unique(CamelCase.of("get " + table.bareName()), "", ids);
        Map<String, Object> declared = new LinkedHashMap<>();
        declared.put("rows", keyed ? "one" : "many");
        declared.put("query", query(table, readable, asked));
        List<Shape.Part> input = parts.stream()
                .filter(part -> asked.stream().anyMatch(column -> column.name().equals(part.name())))
                .map(part -> new Shape.Part(part.name(), plain(part.shape()), true, part.label()))
                .toList();
        return Optional.of(new LegacyOperation(
                id,
                new LegacyOperation.About(table.comment(), "", at(table)),
                new LegacyOperation.Wire(
                        "core", declared, "POST", "/" + CamelCase.hyphenated(table.bareName()) + "/query", null),
                LegacyOperation.Input.of(new Shape.Group(input), sample),
                new LegacyOperation.Outcome(
                        keyed ? row : new Shape.Many(row), keyed ? sample : List.of(sample), null, false)));
    }

    /** A key is looked up as it is, whatever it means. */
    private static Shape plain(Shape shape) {
        return shape instanceof Shape.Leaf leaf
                ? new Shape.Leaf(leaf.kind(), List.of(), leaf.facets(), leaf.example())
                : shape;
    }

    private static String query(SqlTable table, List<SqlTable.Column> columns, List<SqlTable.Column> asked) {
        String selected =
                String.join(", ", columns.stream().map(SqlTable.Column::written).toList());
        String condition = String.join(
                " and ",
                asked.stream()
                        .map(column -> column.written() + " = :" + column.name())
                        .toList());
        return "select " + selected.replaceAll("(.{90,110}?), ", "$1,\n       ") + "\n  from " + table.name()
                + "\n where " + condition + "\n";
    }

    private void source(
            SqlTable table, List<SqlTable.Column> columns, List<SqlTable.Column> keys, Map<String, Object> sources) {
        Optional<SqlTable.Column> updated = columns.stream()
                .filter(column -> UPDATED.matcher(column.name()).matches()
                        && SqlTypes.simulated(column).startsWith("TIMESTAMP"))
                .findFirst();
        boolean plain = table.name().matches("[\\p{L}_][\\p{L}0-9_$.]*") && updated.isPresent() && keys.size() == 1;
        List<String> names = columns.stream()
                .filter(column -> column.written().equals(column.name()))
                .map(SqlTable.Column::name)
                .toList();
        if (!plain
                || !names.contains(keys.get(0).name())
                || !names.contains(updated.get().name())) {
            notes.warning(
                    at(table),
                    "no-source",
                    Text.of(
                            "表 %s 没有可用的单列主键和更新时间，未生成批量来源",
                            "The table %s has no single key and update time to read changes by; no source was made",
                            table.name()),
                    Text.of("需要批量同步时请部门增加更新时间", "Ask the department for an update time if it is to be synced"));
            return;
        }
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("table", table.name());
        source.put("key", keys.get(0).name());
        source.put("updated", updated.get().name());
        source.put("columns", names);
        sources.put(CamelCase.hyphenated(table.bareName()), source);
    }

    /** The table and one row of it in the simulator's database. */
    private void simulate(SqlTable table, List<SqlTable.Column> columns, Map<String, Object> row) {
        int dot = table.name().lastIndexOf('.');
        if (dot > 0 && schemas.add(table.name().substring(0, dot))) {
            script.append("create schema if not exists ")
                    .append(table.name(), 0, dot)
                    .append(";\n");
        }
        script.append("create table ").append(table.name().replace('`', '"')).append(" (\n");
        script.append(String.join(
                ",\n",
                columns.stream()
                        .map(column -> "  " + column.written().replace('`', '"') + " " + SqlTypes.simulated(column))
                        .toList()));
        script.append("\n);\ninsert into ")
                .append(table.name().replace('`', '"'))
                .append(" (");
        script.append(String.join(
                ", ",
                columns.stream()
                        .map(column -> column.written().replace('`', '"'))
                        .toList()));
        script.append(") values (");
        script.append(String.join(
                ", ",
                columns.stream()
                        .map(column -> literal(column, row.get(column.name())))
                        .toList()));
        script.append(");\n");
    }

    private static String literal(SqlTable.Column column, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = "'" + String.valueOf(value).replace("'", "''") + "'";
        return SqlTypes.simulated(column).startsWith("TIMESTAMP") ? "timestamp " + text : text;
    }
}
