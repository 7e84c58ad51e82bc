package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lines of columns; a line may end with one more separator, and the file with empty lines. */
record DelimitedReader(String separator, List<String> columns) {

    private static final int MAX_LINES = 1_000_000;

    DelimitedReader {
        columns = List.copyOf(columns);
    }

    List<Map<String, Object>> read(byte[] bytes, Charset charset) throws Malformed {
        String text = Charsets.decode(bytes, charset);
        List<Map<String, Object>> rows = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            start = end < 0 ? text.length() : end + 1;
            number++;
            if (line.isBlank() && text.substring(start).isBlank()) {
                break;
            }
            if (number > MAX_LINES) {
                throw new Malformed(
                        Malformed.Reason.TOO_LARGE, Text.of("文件超过 %d 行", "The file has more than %d lines", MAX_LINES));
            }
            rows.add(row(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, number));
        }
        if (rows.isEmpty()) {
            throw new Malformed(Malformed.Reason.SYNTAX, Text.of("文件没有行", "The file has no lines"));
        }
        return rows;
    }

    private Map<String, Object> row(String line, int number) throws Malformed {
        List<String> values = split(line);
        boolean trailing = values.size() == columns.size() + 1
                && values.get(columns.size()).isEmpty();
        if (values.size() != columns.size() && !trailing) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "第 %d 行有 %d 列，应为 %d 列（%s）",
                            "Line %d has %d columns, not %d (%s)",
                            number,
                            values.size(),
                            columns.size(),
                            String.join(separator, columns)));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), values.get(i).strip());
        }
        return row;
    }

    private List<String> split(String line) {
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, start)) {
            values.add(line.substring(start, at));
            start = at + separator.length();
        }
        values.add(line.substring(start));
        return values;
    }
}
