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

/** How a line falls into named columns. */
sealed interface Columns {

    List<String> names();

    /** Whether it wants a line's bytes, each as the character of its number, and not its text. */
    default boolean wantsBytes() {
        return false;
    }

    /** @param number of the line, from 1, for the message */
    Map<String, Object> row(String line, int number) throws Malformed;

    /** Columns with a separator between them, and perhaps one more at the end. */
    record Delimited(String separator, List<String> names) implements Columns {

        public Delimited {
            names = List.copyOf(names);
        }

        @Override
        public Map<String, Object> row(String line, int number) throws Malformed {
            List<String> values = split(line);
            boolean trailing = values.size() == names.size() + 1
                    && values.get(names.size()).isEmpty();
            if (values.size() != names.size() && !trailing) {
                throw wrong(Text.of(
                        "第 %d 行有 %d 列，应为 %d 列（%s）",
                        "Line %d has %d columns, not %d (%s)",
                        number,
                        values.size(),
                        names.size(),
                        String.join(separator, names)));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), values.get(i).strip());
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

    /** Columns of so many characters each; blanks at the line's end may be missing. */
    record FixedCharacters(Map<String, Integer> widths) implements Columns {

        public FixedCharacters {
            widths = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(widths));
        }

        @Override
        public List<String> names() {
            return List.copyOf(widths.keySet());
        }

        @Override
        public Map<String, Object> row(String line, int number) throws Malformed {
            int[] characters = line.codePoints().toArray();
            checkLength(widths, characters.length, number, Text.of("个字符", "characters"));
            Map<String, Object> row = new LinkedHashMap<>();
            int start = 0;
            for (Map.Entry<String, Integer> column : widths.entrySet()) {
                int end = Math.min(start + column.getValue(), characters.length);
                row.put(column.getKey(), new String(characters, start, end - start).strip());
                start = end;
            }
            return row;
        }
    }

    /** Columns of so many bytes each, as banks count them; blanks at the line's end may be missing. */
    record FixedBytes(Map<String, Integer> widths, Charset charset) implements Columns {

        public FixedBytes {
            widths = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(widths));
        }

        @Override
        public List<String> names() {
            return List.copyOf(widths.keySet());
        }

        @Override
        public boolean wantsBytes() {
            return true;
        }

        @Override
        public Map<String, Object> row(String line, int number) throws Malformed {
            checkLength(widths, line.length(), number, Text.of("个字节", "bytes"));
            Map<String, Object> row = new LinkedHashMap<>();
            int start = 0;
            for (Map.Entry<String, Integer> column : widths.entrySet()) {
                int end = Math.min(start + column.getValue(), line.length());
                byte[] bytes = line.substring(start, end).getBytes(StandardCharsets.ISO_8859_1);
                row.put(column.getKey(), cell(bytes, column.getKey(), number));
                start = end;
            }
            return row;
        }

        private String cell(byte[] bytes, String column, int number) throws Malformed {
            try {
                return Charsets.decode(bytes, charset).strip();
            } catch (Malformed cut) {
                throw new Malformed(
                        Malformed.Reason.CHARSET,
                        Text.of(
                                "第 %d 行的列 %s 不是完整的 %s 文字：宽度或字符集不对",
                                "Column %2$s of line %1$d is no whole text in %3$s: the widths or the charset are wrong",
                                number,
                                column,
                                charset.name()));
            }
        }
    }

    private static void checkLength(Map<String, Integer> widths, int length, int number, Text unit) throws Malformed {
        int whole = widths.values().stream().mapToInt(Integer::intValue).sum();
        int last = 0;
        for (int width : widths.values()) {
            last = width;
        }
        if (length > whole || length < whole - last) {
            throw wrong(new Text(
                    "第 " + number + " 行有 " + length + " " + unit.zh() + "，应为 " + whole + " 个",
                    "Line " + number + " has " + length + " " + unit.en() + ", not " + whole));
        }
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
