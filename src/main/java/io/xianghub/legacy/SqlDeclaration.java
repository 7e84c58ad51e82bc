package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Queries and tables of a department's database. */
record SqlDeclaration(Map<String, Query> operations, Map<String, Table> sources) implements Declaration {

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_][\\p{L}0-9_$]{0,127}(\\.[\\p{L}_][\\p{L}0-9_$]{0,127}){0,2}");
    private static final Pattern READS = Pattern.compile("(?is)\\s*(select|with)\\b.*");

    /** @param one a map, or null, instead of a list of maps */
    record Query(String sql, boolean one) {}

    record Table(String name, String key, String updated, List<String> columns) {}

    @Override
    public Style style() {
        return Style.SQL;
    }

    static SqlDeclaration read(Fields fields) {
        fields.only(Set.of("style", "charset", "operations", "sources"));
        fields.charset();
        if (fields.mapping("operations").isEmpty() && fields.mapping("sources").isEmpty()) {
            fields.required("operations");
        }
        return new SqlDeclaration(
                fields.each("operations", SqlDeclaration::query), fields.each("sources", SqlDeclaration::table));
    }

    private static Query query(Fields fields) {
        fields.only(Set.of("rows", "query", "idempotent"));
        String sql = fields.required("query").orElse("");
        if (!sql.isEmpty() && !READS.matcher(sql).matches()) {
            fields.wrong(
                    "query", Text.of("query 只能读取：以 select 或 with 开头", "A query only reads: begin with select or with"));
        }
        return new Query(sql, fields.oneOf("rows", List.of("many", "one")).equals("one"));
    }

    private static Table table(Fields fields) {
        fields.only(Set.of("table", "key", "updated", "columns"));
        Table table =
                new Table(name(fields, "table"), name(fields, "key"), name(fields, "updated"), fields.texts("columns"));
        for (String column : table.columns()) {
            if (!NAME.matcher(column).matches()) {
                fields.wrong("columns", Text.of("%s 不是列名", "%s is not a column name", column));
            }
        }
        for (String needed : List.of(table.key(), table.updated())) {
            if (!table.columns().isEmpty()
                    && !needed.isEmpty()
                    && !table.columns().contains(needed)) {
                fields.wrong("columns", Text.of("columns 中缺少 %s", "columns lacks %s", needed));
            }
        }
        if (Set.copyOf(table.columns()).size() != table.columns().size()) {
            fields.wrong("columns", Text.of("columns 中有重复", "A column stands twice in columns"));
        }
        return table;
    }

    private static String name(Fields fields, String key) {
        String name = fields.required(key).orElse("");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.wrong(key, Text.of("%s 不是名称", "%s is not a name", name.toLowerCase(Locale.ROOT)));
        }
        return name;
    }
}
