package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the tables that a script creates, in the ways of MySQL, Oracle, PostgreSQL and 达梦. */
final class DdlParser {

    private static final Set<String> CONSTRAINTS = Set.of(
            "PRIMARY",
            "CONSTRAINT",
            "UNIQUE",
            "KEY",
            "INDEX",
            "FOREIGN",
            "CHECK",
            "FULLTEXT",
            "SPATIAL",
            "CLUSTER",
            "NOT",
            "EXCLUDE",
            "LIKE",
            "SUPPLEMENTAL",
            "PERIOD");
    private static final Set<String> TYPE_WORDS =
            Set.of("VARYING", "PRECISION", "UNSIGNED", "WITH", "WITHOUT", "TIME", "ZONE", "LOCAL", "LARGE", "OBJECT");

    private final List<SqlTokens.Token> tokens;
    private final Map<String, SqlTable> tables = new LinkedHashMap<>();
    private int at;

    private DdlParser(List<SqlTokens.Token> tokens) {
        this.tokens = tokens;
    }

    static List<SqlTable> tables(String sql) {
        DdlParser parser = new DdlParser(SqlTokens.of(sql));
        while (parser.at < parser.tokens.size()) {
            parser.statement();
        }
        return List.copyOf(parser.tables.values());
    }

    private boolean is(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    private void statement() {
        if (take("CREATE")) {
            while (at < tokens.size() && !is("TABLE") && !is(";") && !is("(")) {
                at++;
            }
            if (take("TABLE")) {
                take("IF", "NOT", "EXISTS");
                table();
            }
        } else if (take("COMMENT", "ON")) {
            comment();
        } else if (take("ALTER", "TABLE")) {
            alter();
        }
        toEnd();
    }

    private void toEnd() {
        while (at < tokens.size() && !is(";")) {
            at++;
        }
        at++;
    }

    /** A name with its schema, as queries write it; empty when there is none. */
    private List<SqlTokens.Token> name() {
        List<SqlTokens.Token> parts = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at).isName()) {
            parts.add(tokens.get(at++));
            if (!is(".")) {
                break;
            }
            at++;
        }
        return parts;
    }

    private static String written(List<SqlTokens.Token> parts) {
        return String.join(".", parts.stream().map(DdlParser::written).toList());
    }

    /** Quoted only where the database would fold the name to another. */
    static String written(SqlTokens.Token name) {
        boolean plain = name.text().matches("[A-Za-z_][A-Za-z0-9_$]*|[\\p{L}_][\\p{L}\\p{N}_$]*")
                && !Reserved.word(name.text());
        boolean folded = name.quote() == '"'
                && !name.text().equals(name.text().toUpperCase(Locale.ROOT))
                && !name.text().equals(name.text().toLowerCase(Locale.ROOT));
        if (plain && !folded) {
            return name.text();
        }
        return name.quote() == '`' ? "`" + name.text() + "`" : "\"" + name.text() + "\"";
    }

    private static String key(List<SqlTokens.Token> parts) {
        return parts.isEmpty() ? "" : parts.get(parts.size() - 1).text().toUpperCase(Locale.ROOT);
    }

    private void table() {
        int line = at < tokens.size() ? tokens.get(at).line() : 1;
        List<SqlTokens.Token> name = name();
        if (name.isEmpty() || !take("(")) {
            return;
        }
        List<SqlTable.Column> columns = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        while (at < tokens.size() && !is(")")) {
            member(columns, keys);
            if (!take(",")) {
                break;
            }
        }
        take(")");
        String comment = "";
        for (int i = at; i + 1 < tokens.size() && !tokens.get(i).is(";"); i++) {
            if (tokens.get(i).is("COMMENT")) {
                int value = tokens.get(i + 1).is("=") ? i + 2 : i + 1;
                if (value < tokens.size() && tokens.get(value).kind() == SqlTokens.Kind.TEXT) {
                    comment = tokens.get(value).text();
                }
            }
        }
        if (!columns.isEmpty()) {
            tables.putIfAbsent(key(name), new SqlTable(written(name), comment, columns, keys, line));
        }
    }

    private void member(List<SqlTable.Column> columns, List<String> keys) {
        SqlTokens.Token first = tokens.get(at);
        boolean constraint = first.kind() == SqlTokens.Kind.WORD
                && CONSTRAINTS.contains(first.text().toUpperCase(Locale.ROOT))
                && !looksLikeColumn();
        if (constraint || !first.isName()) {
            constraint(keys);
            return;
        }
        at++;
        column(first, columns, keys);
    }

    /** A column may be called KEY or INDEX: then a type follows. */
    private boolean looksLikeColumn() {
        return at + 1 < tokens.size()
                && tokens.get(at + 1).kind() == SqlTokens.Kind.WORD
                && SqlTypes.known(tokens.get(at + 1).text().toUpperCase(Locale.ROOT));
    }

    private void constraint(List<String> keys) {
        int depth = 0;
        while (at < tokens.size() && !(depth == 0 && (is(",") || is(")")))) {
            if (depth == 0 && take("PRIMARY", "KEY")) {
                while (at < tokens.size() && !is("(") && !is(",")) {
                    at++;
                }
                keys.addAll(columns());
                continue;
            }
            depth += is("(") ? 1 : is(")") ? -1 : 0;
            at++;
        }
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>();
        if (take("(")) {
            while (at < tokens.size() && !is(")")) {
                if (tokens.get(at).isName() && !is("ASC") && !is("DESC")) {
                    names.add(tokens.get(at).text());
                }
                at++;
            }
            at++;
        }
        return names;
    }

    private void column(SqlTokens.Token name, List<SqlTable.Column> columns, List<String> keys) {
        StringBuilder type = new StringBuilder();
        if (at < tokens.size() && tokens.get(at).isName()) {
            type.append(tokens.get(at++).text().toUpperCase(Locale.ROOT));
        }
        while (at < tokens.size()
                && tokens.get(at).kind() == SqlTokens.Kind.WORD
                && TYPE_WORDS.contains(tokens.get(at).text().toUpperCase(Locale.ROOT))) {
            type.append(' ').append(tokens.get(at++).text().toUpperCase(Locale.ROOT));
        }
        int length = 0;
        int scale = -1;
        if (is("(")) {
            List<Integer> numbers = new ArrayList<>();
            while (at < tokens.size() && !is(")")) {
                if (tokens.get(at).text().matches("[0-9]{1,9}")) {
                    numbers.add(Integer.valueOf(tokens.get(at).text()));
                }
                at++;
            }
            at++;
            length = numbers.isEmpty() ? 0 : numbers.get(0);
            scale = numbers.size() > 1 ? numbers.get(1) : -1;
        }
        String comment = "";
        int depth = 0;
        while (at < tokens.size() && !(depth == 0 && (is(",") || is(")")))) {
            if (depth == 0 && take("PRIMARY", "KEY")) {
                keys.add(name.text());
            } else if (depth == 0
                    && is("COMMENT")
                    && at + 1 < tokens.size()
                    && tokens.get(at + 1).kind() == SqlTokens.Kind.TEXT) {
                comment = tokens.get(at + 1).text();
                at += 2;
            } else {
                depth += is("(") ? 1 : is(")") ? -1 : 0;
                at++;
            }
        }
        columns.add(new SqlTable.Column(name.text(), written(name), type.toString(), length, scale, comment));
    }

    private void comment() {
        boolean column = is("COLUMN");
        if (!column && !is("TABLE")) {
            return;
        }
        at++;
        List<SqlTokens.Token> name = name();
        if (!take("IS") || at >= tokens.size() || tokens.get(at).kind() != SqlTokens.Kind.TEXT) {
            return;
        }
        String words = tokens.get(at).text();
        if (column && name.size() >= 2) {
            String table = name.get(name.size() - 2).text().toUpperCase(Locale.ROOT);
            tables.computeIfPresent(
                    table,
                    (key, known) -> known.commented(name.get(name.size() - 1).text(), words));
        } else if (!column) {
            tables.computeIfPresent(key(name), (key, known) -> known.with(words));
        }
    }

    private void alter() {
        take("ONLY");
        String table = key(name());
        while (at < tokens.size() && !is(";")) {
            if (take("PRIMARY", "KEY")) {
                List<String> keys = columns();
                tables.computeIfPresent(table, (key, known) -> keys.isEmpty() ? known : known.keyed(keys));
            } else {
                at++;
            }
        }
    }
}
