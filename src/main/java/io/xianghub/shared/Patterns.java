package io.xianghub.shared;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compiles the patterns that bundles bring. RE2 ends on every text; but it writes out repeats, and a repeat of repeats of
 * a letter would fill the memory; and it calls itself for each bracket, so that a few thousand overflow the stack.
 */
public final class Patterns {

    private static final long LARGEST = 20_000;
    private static final int DEEPEST = 100;

    private final String pattern;
    private final Deque<Long> outside = new ArrayDeque<>();
    private long size;
    private long last;
    private int at;

    private Patterns(String pattern) {
        this.pattern = pattern;
    }

    /** The same as {@link Pattern#compile(String)}, which refuses what would be too large, too. */
    public static Pattern compile(String pattern) throws PatternSyntaxException {
        if (new Patterns(pattern).size() > LARGEST) {
            throw new PatternSyntaxException("repeats too often", pattern);
        }
        return Pattern.compile(pattern);
    }

    /** About how many signs the pattern has when its repeats are written out; never less. */
    private long size() {
        while (at < pattern.length() && size <= LARGEST) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '\\' -> escaped();
                case '[' -> {
                    setEnds();
                    took(1);
                }
                case '(' -> {
                    outside.push(size);
                    if (outside.size() > DEEPEST) {
                        throw new PatternSyntaxException("nests deeper than " + DEEPEST + " levels", pattern);
                    }
                    size = 0;
                    last = 0;
                }
                case ')' -> {
                    long inside = size;
                    size = outside.isEmpty() ? 0 : outside.pop();
                    took(inside + 2);
                }
                case '{' -> repeats();
                default -> took(1);
            }
        }
        for (long before : outside) {
            size += before;
        }
        return size;
    }

    private void escaped() {
        if (!pattern.startsWith("Q", at)) {
            boolean named = pattern.startsWith("{", at + 1) && "xpP".indexOf(pattern.charAt(at)) >= 0;
            int closed = named ? pattern.indexOf('}', at) : -1;
            at = closed < 0 ? at + 1 : closed + 1;
            took(1);
            return;
        }
        int end = pattern.indexOf("\\E", at);
        size += (end < 0 ? pattern.length() : end) - at;
        last = 1;
        at = end < 0 ? pattern.length() : end + 2;
    }

    private void took(long signs) {
        last = signs;
        size += signs;
    }

    /** What is repeated stands there once already. */
    private void repeats() {
        int end = pattern.indexOf('}', at);
        String[] counts = end < 0 ? new String[0] : pattern.substring(at, end).split(",", -1);
        long most = 1;
        for (String count : counts) {
            most = Math.max(most, count.matches("[0-9]{1,9}") ? Long.parseLong(count) : 1);
        }
        size += last * (most - 1);
        last *= most;
        at = end < 0 ? at : end + 1;
    }

    private void setEnds() {
        int first = pattern.startsWith("^", at) ? at + 1 : at;
        int i = pattern.startsWith("]", first) ? first + 1 : first;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            boolean named = pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0;
            i = named ? pattern.indexOf(":]", i) + 2 : i + (pattern.charAt(i) == '\\' ? 2 : 1);
        }
        at = Math.min(i + 1, pattern.length());
    }
}
