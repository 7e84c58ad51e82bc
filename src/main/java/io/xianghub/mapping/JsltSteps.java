package io.xianghub.mapping;

import java.util.ArrayDeque;
import java.util.Deque;

/** Makes every function, every turn of a loop and every variable of a JSLT script count as a step. */
final class JsltSteps {

    /** The function that counts; no script can call it by this name without counting, too. */
    static final String FUNCTION = "hub-step";

    private final String script;
    private final StringBuilder counted;
    /** Open parentheses; true for those behind {@code for} and {@code def}. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private int at;
    private int steps;
    private boolean opensBody;

    private JsltSteps(String script) {
        this.script = script;
        this.counted = new StringBuilder(script.length() * 2);
    }

    /** The script with its steps counted; lines stay the same. */
    static String in(String script) {
        return new JsltSteps(script).counted();
    }

    private String counted() {
        while (at < script.length()) {
            char c = script.charAt(at);
            if (c == '"') {
                copy(endOfText());
            } else if (c == '/' && script.startsWith("//", at)) {
                int end = script.indexOf('\n', at);
                copy(end < 0 ? script.length() : end);
            } else if (Character.isLetter(c) || c == '_' || c == '$' || c == '.') {
                word(endOfWord());
            } else {
                sign(c);
            }
        }
        return counted.toString();
    }

    private void word(int end) {
        String word = script.substring(at, end);
        if (word.equals("for") || word.equals("def")) {
            opensBody = true;
        } else if (word.equals("let")) {
            step();
        }
        copy(end);
    }

    private void sign(char c) {
        copy(at + 1);
        if (c == '(') {
            open.push(opensBody);
            opensBody = false;
        } else if (c == ')' && !open.isEmpty() && open.pop()) {
            step();
        }
    }

    /** In parentheses: a bracket behind it would be an index of a bare call. */
    private void step() {
        steps++;
        counted.append(" let ")
                .append(FUNCTION)
                .append(steps)
                .append(" = (")
                .append(FUNCTION)
                .append("()) ");
    }

    private void copy(int end) {
        counted.append(script, at, end);
        at = end;
    }

    private int endOfText() {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != '"') {
            end += script.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, script.length());
    }

    /** A key behind a dot and the name of a variable are no keywords. */
    private int endOfWord() {
        int end = at + 1;
        while (end < script.length()) {
            char c = script.charAt(end);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != ':') {
                break;
            }
            end++;
        }
        return end;
    }
}
