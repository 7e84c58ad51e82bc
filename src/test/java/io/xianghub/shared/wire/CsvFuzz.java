package io.xianghub.shared.wire;

import io.xianghub.fuzz.Oracle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values: the rows' lines are in order and in the file, and what is read can be quoted and read again. */
public final class CsvFuzz {

    private CsvFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            String text = Charsets.decode(data, StandardCharsets.UTF_8);
            int lines = text.split("\r\n|\r|\n", -1).length;
            List<Csv.Row> rows;
            try {
                rows = Csv.rows(text);
            } catch (Malformed refused) {
                Oracle.require(refused.line() >= 1 && refused.line() <= lines, "a line outside of the file");
                throw refused;
            }
            int before = 0;
            for (Csv.Row row : rows) {
                Oracle.require(row.line() > before && row.line() <= lines, "lines out of order");
                before = row.line();
            }
            String written = rows.stream().map(CsvFuzz::quoted).collect(Collectors.joining("\n"));
            Oracle.same(cells(rows), cells(Csv.rows(written)), "other cells are read than were written");
        });
    }

    private static String quoted(Csv.Row row) {
        return row.cells().stream()
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    private static List<List<String>> cells(List<Csv.Row> rows) {
        return rows.stream().map(Csv.Row::cells).toList();
    }
}
