package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of lines; it may end with empty ones.
 *
 * @param head the first line, when it is none of the rows
 * @param trailer the last line, when it is none of the rows
 */
record Lines(Columns columns, @Nullable Summary head, @Nullable Summary trailer) {

    private static final int MAX_LINES = 1_000_000;

    /**
     * What was read.
     *
     * @param aside the head and the trailer by the names under which paths reach them
     * @param flaw how they disagree with the rows; null when they do not
     */
    record File(List<Map<String, Object>> rows, Map<String, Object> aside, @Nullable Malformed flaw) {}

    File read(byte[] bytes, Charset charset) throws Malformed {
        List<String> lines = lines(
                columns.wantsBytes()
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : Charsets.decode(bytes, charset));
        Map<String, Object> aside = new LinkedHashMap<>();
        int first = head == null ? 0 : 1;
        int end = lines.size() - (trailer == null ? 0 : 1);
        if (lines.isEmpty() || end < first) {
            throw new Malformed(Malformed.Reason.SYNTAX, Text.of("文件没有行", "The file has no lines"));
        }
        Map<String, Object> above = head == null ? null : head.read(lines.get(0), 1);
        Map<String, Object> below = trailer == null ? null : trailer.read(lines.get(end), end + 1);
        List<Map<String, Object>> rows = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            rows.add(columns.row(lines.get(i), i + 1));
        }
        if (above != null) {
            aside.put("head", above);
        }
        if (below != null) {
            aside.put("trailer", below);
        }
        try {
            if (head != null && above != null) {
                head.check(above, rows, first);
            }
            if (trailer != null && below != null) {
                trailer.check(below, rows, first);
            }
            return new File(rows, aside, null);
        } catch (Malformed disagreement) {
            return new File(rows, aside, disagreement);
        }
    }

    /** The number of a row's line. */
    int lineOf(int row) {
        return row + (head == null ? 1 : 2);
    }

    private static List<String> lines(String text) throws Malformed {
        List<String> lines = new ArrayList<>();
        int whole = contentEnd(text);
        int start = 0;
        while (start < whole) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            start = end < 0 ? text.length() : end + 1;
            if (lines.size() == MAX_LINES) {
                throw new Malformed(
                        Malformed.Reason.TOO_LARGE, Text.of("文件超过 %d 行", "The file has more than %d lines", MAX_LINES));
            }
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return lines;
    }

    /** Behind the last character that is no blank: empty lines before it are rows, and those behind it are none. */
    private static int contentEnd(String text) {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
