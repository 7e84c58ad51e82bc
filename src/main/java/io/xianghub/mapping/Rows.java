package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows are written as lines; a value that does not fit is refused, never cut. */
sealed interface Rows {

    /** The columns that are written. */
    Set<String> names();

    /** Whether this field of the target is one of them. */
    default boolean writes(String field) {
        return names().contains(field);
    }

    /** Writes one row. */
    void write(Map<?, ?> row, String place, StringBuilder text, List<Violation> wrong);

    /** More than any department takes; fixed widths may make much of little. */
    int LONGEST = 64 * 1024 * 1024;

    /** All rows, each of them a line. */
    default String text(@Nullable Object tree, List<Violation> wrong) throws Malformed {
        StringBuilder text = new StringBuilder();
        List<?> rows = tree instanceof List<?> list ? list : tree == null ? List.of() : List.of(tree);
        for (int i = 0; i < rows.size() && wrong.size() < MappingFailure.MOST_VIOLATIONS; i++) {
            if (rows.get(i) instanceof Map<?, ?> row) {
                write(row, tree instanceof List<?> ? "[" + i + "]." : "", text, wrong);
                text.append('\n');
                if (text.length() > LONGEST) {
                    throw new Malformed(
                            Malformed.Reason.TOO_LARGE,
                            Text.of("写出的行超过 %d 个字符", "The lines to be written have more than %d characters", LONGEST));
                }
            }
        }
        return text.toString();
    }

    private static boolean endsLine(String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
    }

    /** Columns with the separator after each. */
    record Delimited(String separator, List<String> columns) implements Rows {

        public Delimited {
            columns = List.copyOf(columns);
        }

        @Override
        public Set<String> names() {
            return Set.copyOf(columns);
        }

        @Override
        public void write(Map<?, ?> row, String place, StringBuilder text, List<Violation> wrong) {
            for (String column : columns) {
                String value = Target.leaf(row.get(column));
                if (value.contains(separator) || endsLine(value)) {
                    wrong.add(new Violation(
                            place + column,
                            Text.of(
                                    "列 %s 的值含有分隔符或换行",
                                    "The value of column %s holds a separator or a line end", column)));
                }
                text.append(value).append(separator);
            }
        }
    }

    /**
     * A first line about the others: of a tree with {@code head}, a row, and {@code rows}, a list of them.
     *
     * @param begins what stands before the first column of that line
     */
    record Headed(String begins, Rows head, Rows rows) implements Rows {

        private static final String HEAD = "head.";
        private static final String ROWS = "rows.";

        @Override
        public Set<String> names() {
            return Set.of("head", "rows");
        }

        @Override
        public boolean writes(String field) {
            return names().contains(field)
                    || (field.startsWith(HEAD) && head.writes(field.substring(HEAD.length())))
                    || (field.startsWith(ROWS) && rows.writes(field.substring(ROWS.length())));
        }

        @Override
        public String text(@Nullable Object tree, List<Violation> wrong) throws Malformed {
            Map<?, ?> file = tree instanceof Map<?, ?> map ? map : Map.of();
            List<Violation> inRows = new ArrayList<>();
            String below = rows.text(file.get("rows"), inRows);
            StringBuilder text = new StringBuilder(begins);
            write(file, "", text, wrong);
            inRows.forEach(flaw -> wrong.add(new Violation("rows" + flaw.path(), flaw.message())));
            return text.append('\n').append(below).toString();
        }

        /** The first line. */
        @Override
        public void write(Map<?, ?> file, String place, StringBuilder text, List<Violation> wrong) {
            head.write(file.get("head") instanceof Map<?, ?> row ? row : Map.of(), place + HEAD, text, wrong);
        }
    }

    /**
     * Columns of a width each.
     *
     * @param charset in whose bytes widths count; null where they count characters
     */
    record Fixed(List<Cell> cells, @Nullable Charset charset) implements Rows {

        public Fixed {
            cells = List.copyOf(cells);
        }

        @Override
        public Set<String> names() {
            return cells.stream().map(Cell::column).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public void write(Map<?, ?> row, String place, StringBuilder text, List<Violation> wrong) {
            for (Cell cell : cells) {
                String value = Target.leaf(row.get(cell.column()));
                int missing = cell.width() - width(value);
                if (endsLine(value)) {
                    wrong.add(new Violation(place + cell.column(), Text.of("值含有换行", "The value holds a line end")));
                } else if (missing < 0) {
                    wrong.add(new Violation(place + cell.column(), tooLong(cell)));
                } else {
                    cell.write(value, missing, text);
                }
            }
        }

        private int width(String value) {
            return charset == null ? value.codePointCount(0, value.length()) : value.getBytes(charset).length;
        }

        private Text tooLong(Cell cell) {
            return charset == null
                    ? Text.of("超过该列的 %d 个字符", "Longer than the %d characters of its column", cell.width())
                    : Text.of("超过该列的 %d 个字节", "Longer than the %d bytes of its column", cell.width());
        }
    }

    /**
     * One column of a fixed width.
     *
     * @param fill what stands where the value does not reach
     */
    record Cell(String column, int width, Align align, char fill) {

        enum Align {
            LEFT,
            RIGHT
        }

        void write(String value, int missing, StringBuilder text) {
            String padding = String.valueOf(fill).repeat(missing);
            // before zeros a sign would stand in the middle of the number
            boolean signed = align == Align.RIGHT && fill == '0' && value.startsWith("-");
            if (align == Align.LEFT) {
                text.append(value).append(padding);
            } else if (signed) {
                text.append('-').append(padding).append(value, 1, value.length());
            } else {
                text.append(padding).append(value);
            }
        }
    }
}
