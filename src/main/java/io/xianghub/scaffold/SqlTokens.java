package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits SQL into tokens with their lines; comments are dropped. */
final class SqlTokens {

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        SIGN
    }

    /** @param quote the sign that a quoted name stood in */
    record Token(Kind kind, String text, int line, char quote) {

        boolean is(String word) {
            return kind != Kind.TEXT
                    && kind != Kind.QUOTED
                    && text.toUpperCase(Locale.ROOT).equals(word);
        }

        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }
    }

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    static List<Token> of(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        tokens.split();
        return tokens.tokens;
    }

    private void split() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at) || c == '#') {
                skipTo("\n");
            } else if (sql.startsWith("/*", at)) {
                at += 2;
                skipTo("*/");
                at = Math.min(sql.length(), at + 2);
            } else if (c == '\'') {
                text();
            } else if (c == '"' || c == '`' || c == '[') {
                quoted(c);
            } else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
                word();
            } else {
                tokens.add(new Token(Kind.SIGN, String.valueOf(c), line, ' '));
                at++;
            }
        }
    }

    private void skipTo(String end) {
        int stop = sql.indexOf(end, at);
        int to = stop < 0 ? sql.length() : stop;
        line += (int) sql.substring(at, to).chars().filter(c -> c == '\n').count();
        at = to;
    }

    private void text() {
        StringBuilder text = new StringBuilder();
        int begun = line;
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
                text.append('\'');
                at += 2;
            } else if (c == '\\' && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
                text.append('\'');
                at += 2;
            } else if (c == '\'') {
                break;
            } else {
                line += c == '\n' ? 1 : 0;
                text.append(c);
                at++;
            }
        }
        at++;
        tokens.add(new Token(Kind.TEXT, text.toString(), begun, '\''));
    }

    private void quoted(char open) {
        char close = open == '[' ? ']' : open;
        int end = sql.indexOf(close, at + 1);
        int to = end < 0 ? sql.length() : end;
        tokens.add(new Token(Kind.QUOTED, sql.substring(at + 1, to), line, open));
        at = Math.min(sql.length(), to + 1);
    }

    private void word() {
        int start = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || "_$#".indexOf(sql.charAt(at)) >= 0)) {
            at++;
        }
        tokens.add(new Token(Kind.WORD, sql.substring(start, at), line, ' '));
    }
}
