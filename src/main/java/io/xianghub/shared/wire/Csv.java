package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values: cells in quotes may hold commas, line ends and doubled quotes. */
// RFC 4180
public final class Csv {

    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    /** @param line where it begins, from 1 */
    public record Row(int line, List<String> cells) {

        public Row {
            cells = List.copyOf(cells);
        }

        /** Whether there is nothing in it, an empty line. */
        public boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    private Csv(String text) {
        this.text = text;
    }

    /** @throws Malformed with the line of a quote that does not end, or ends in the middle of a cell */
    public static List<Row> rows(String text) throws Malformed {
        Csv csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (csv.at < csv.text.length()) {
            csv.row();
        }
        return csv.rows;
    }

    private void row() throws Malformed {
        int began = line;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        } while (passed(','));
        passed('\r'); // alone, before a line feed, or not at all: all three end a line
        passed('\n');
        line++;
        rows.add(new Row(began, cells));
    }

    private boolean passed(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        if (here) {
            at++;
        }
        return here;
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws Malformed {
        int began = line;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
                line += c == '\n' || (c == '\r' && !startsWithLineFeed()) ? 1 : 0;
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0) {
                return cell.toString();
            } else {
                throw wrong(line, Text.of("引号之后还有文字", "There is text behind a closing quote"));
            }
        }
        throw wrong(began, Text.of("引号没有结束", "A quote does not end"));
    }

    private boolean startsWithLineFeed() {
        return at < text.length() && text.charAt(at) == '\n';
    }

    private static Malformed wrong(int line, Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text, line, 1);
    }
}
