package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a POSIX shell does, without ever running or expanding anything. */
final class ShellWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /** What cannot be split: an open quote, or something that only a shell could expand. */
    static final class Unreadable extends Exception {

        private final int line;
        private final int column;
        private final String what;

        Unreadable(String text, int at, String what) {
            super(what);
            String before = text.substring(0, Math.min(at, text.length()));
            this.line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            this.column = before.length() - before.lastIndexOf('\n');
            this.what = what;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }

        String what() {
            return what;
        }
    }

    static List<String> of(String command) throws Unreadable {
        ShellWords words = new ShellWords(command);
        words.split();
        return words.words;
    }

    private void split() throws Unreadable {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> {
                    end();
                    at++;
                }
                case '\'' -> single();
                case '"' -> twofold();
                case '\\' -> escaped();
                case '$' -> dollar();
                case '`' -> throw new Unreadable(text, at, "`");
                case '|', ';', '&', '<', '>' -> throw new Unreadable(text, at, String.valueOf(c));
                default -> {
                    take(c);
                    at++;
                }
            }
        }
        end();
    }

    private void take(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }

    private void single() throws Unreadable {
        int close = text.indexOf('\'', at + 1);
        if (close < 0) {
            throw new Unreadable(text, at, "'");
        }
        begun = true;
        word.append(text, at + 1, close);
        at = close + 1;
    }

    private void twofold() throws Unreadable {
        int open = at++;
        begun = true;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '`' || (c == '$' && at + 1 < text.length() && expands(text.charAt(at + 1)))) {
                throw new Unreadable(text, at, String.valueOf(c));
            }
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                if (text.charAt(at) != '\n') {
                    word.append(text.charAt(at));
                }
            } else {
                word.append(c);
            }
            at++;
        }
        if (at >= text.length()) {
            throw new Unreadable(text, open, "\"");
        }
        at++;
    }

    private static boolean expands(char c) {
        return Character.isLetter(c) || c == '{' || c == '(' || c == '_';
    }

    private void escaped() {
        at++;
        if (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            } else if (c != '\n') {
                take(c);
            }
            at++;
        }
    }

    private void dollar() throws Unreadable {
        if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
            at += 2;
            begun = true;
            ansi();
            return;
        }
        if (at + 1 < text.length() && expands(text.charAt(at + 1))) {
            throw new Unreadable(text, at, "$");
        }
        take('$');
        at++;
    }

    /** Between $' and ': what browsers write when they copy a request. */
    private void ansi() throws Unreadable {
        int open = at;
        while (at < text.length() && text.charAt(at) != '\'') {
            char c = text.charAt(at++);
            if (c != '\\' || at >= text.length()) {
                word.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'n' -> word.append('\n');
                case 't' -> word.append('\t');
                case 'r' -> word.append('\r');
                case 'u' -> word.append((char) hexadecimal(4));
                case 'x' -> word.append((char) hexadecimal(2));
                default -> word.append(escape);
            }
        }
        if (at >= text.length()) {
            throw new Unreadable(text, open, "$'");
        }
        at++;
    }

    private int hexadecimal(int most) {
        int value = 0;
        for (int i = 0; i < most && at < text.length() && Character.digit(text.charAt(at), 16) >= 0; i++) {
            value = value * 16 + Character.digit(text.charAt(at++), 16);
        }
        return value;
    }
}
