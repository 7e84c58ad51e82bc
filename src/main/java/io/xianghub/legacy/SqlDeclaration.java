package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Queries and tables of a department's database. */
record SqlDeclaration(Map<String, Query> operations, Map<String, SqlTable> sources) implements Declaration {

    private static final Pattern READS = Pattern.compile("(?is)\\s*(select|with)\\b.*");

    /** @param one a map, or null, instead of a list of maps */
    record Query(String sql, boolean one) {}

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
                fields.each("operations", SqlDeclaration::query), fields.each("sources", SqlTable::read));
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
}
