package io.xianghub.legacy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** A query whose named parameters are taken from a map. */
final class SqlQuery {

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}0-9_$]*");

    private static final Pattern NAMED = Pattern.compile("(?<!:):([\\p{L}_][\\p{L}0-9_$.]*)");

    private final SqlDeclaration.Query declared;
    private final ParsedSql parsed;

    SqlQuery(SqlDeclaration.Query declared) {
        this.declared = declared;
        parsed = NamedParameterUtils.parseSqlStatement(declared.sql());
    }

    boolean one() {
        return declared.one();
    }

    record Bound(String sql, List<@Nullable Object> parameters) {}

    /** @throws IllegalArgumentException when a parameter has no value */
    Bound bind(@Nullable Object body) {
        MapSqlParameterSource values = new MapSqlParameterSource();
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.addValue(String.valueOf(name), value));
        }
        return new Bound(
                NamedParameterUtils.substituteNamedParameters(parsed, values),
                Arrays.asList(NamedParameterUtils.buildValueArray(parsed, values, null)));
    }

    /** What the query takes of the body, by name. */
    Map<String, @Nullable Object> parameters(@Nullable Object body) {
        Map<String, @Nullable Object> taken = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            NAMED.matcher(declared.sql())
                    .results()
                    .map(found -> found.group(1))
                    .filter(map::containsKey)
                    .forEach(name -> taken.put(name, map.get(name)));
        }
        return taken;
    }

    /** Databases fold names to upper or lower case; a column is called as the query spells it. */
    List<String> names(List<String> labels) {
        Matcher words = WORD.matcher(declared.sql());
        Set<String> spelled = words.results().map(found -> found.group()).collect(Collectors.toSet());
        return labels.stream().map(label -> spelling(label, spelled)).toList();
    }

    private static String spelling(String label, Set<String> spelled) {
        List<String> same =
                spelled.stream().filter(word -> word.equalsIgnoreCase(label)).toList();
        return same.size() == 1 ? same.get(0) : label;
    }
}
