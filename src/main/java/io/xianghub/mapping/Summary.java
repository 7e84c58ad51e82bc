package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line that says what a file holds: its head or its trailer.
 *
 * @param begins what the line begins with, before its first column
 * @param count the column with the number of rows
 * @param sums columns of the rows, and the column of this line with the sum of each
 */
record Summary(String place, Columns columns, String begins, @Nullable String count, Map<String, String> sums) {

    Summary {
        sums = Map.copyOf(sums);
    }

    Map<String, Object> read(String line, int number) throws Malformed {
        if (!line.startsWith(begins)) {
            throw wrong(Text.of(
                    "第 %d 行不是文件的 %s：应以 %s 开头",
                    "Line %d is not the file's %s: it should begin with %s", number, place, begins));
        }
        return columns.row(line.substring(begins.length()), number);
    }

    /** @param before lines before the rows */
    void check(Map<String, Object> summary, List<Map<String, Object>> rows, int before) throws Malformed {
        if (count != null) {
            BigDecimal said = number(summary, count, place);
            if (said.compareTo(BigDecimal.valueOf(rows.size())) != 0) {
                throw wrong(Text.of(
                        "%s 写明 %s 行，实际 %d 行",
                        "The %s says %s lines, there are %d", place, said.toPlainString(), rows.size()));
            }
        }
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            BigDecimal total = BigDecimal.ZERO;
            for (int i = 0; i < rows.size(); i++) {
                total = total.add(number(rows.get(i), sum.getKey(), "line " + (i + before + 1)));
            }
            BigDecimal said = number(summary, sum.getValue(), place);
            if (said.compareTo(total) != 0) {
                // the difference alone: of a file with one row the sum would be somebody's amount
                throw wrong(Text.of(
                        "%s 的 %s 与各行 %s 之和相差 %s",
                        "In the %s, %s differs by %4$s from the sum of %3$s over the lines",
                        place,
                        sum.getValue(),
                        sum.getKey(),
                        said.subtract(total).toPlainString()));
            }
        }
    }

    private static BigDecimal number(Map<String, Object> row, String column, String place) throws Malformed {
        try {
            return Amounts.decimal(String.valueOf(row.get(column)));
        } catch (Unfit unfit) {
            throw wrong(Text.of("%s 的列 %s 不是数", "Column %2$s of %1$s is not a number", place, column));
        }
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
