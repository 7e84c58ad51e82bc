package io.xianghub.push;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The department's own row, which alone decides whether a message repeats an earlier one or contradicts it: values are
 * compared trimmed and in half width, an empty value and the text {@code null} are nothing, amounts are compared as numbers.
 */
public final class DepartmentRow {

    private final SortedMap<String, String> columns = new TreeMap<>();

    /** @param amounts the columns in which 100 and 100.00 are the same */
    public DepartmentRow(Map<String, String> columns, Set<String> amounts) {
        columns.forEach((column, value) -> {
            String normal = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
            if (!normal.isEmpty() && !normal.toLowerCase(Locale.ROOT).equals("null")) {
                this.columns.put(column, amounts.contains(column) ? amount(normal) : normal);
            }
        });
    }

    static DepartmentRow stored(Map<String, String> columns) {
        return new DepartmentRow(columns, Set.of());
    }

    private static String amount(String value) {
        // Longer texts are no amounts, and would cost more than they tell.
        if (!value.matches("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return value;
        }
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }

    Map<String, String> columns() {
        return Map.copyOf(columns);
    }

    /** The same text for rows that say the same. */
    String text() {
        StringBuilder text = new StringBuilder();
        columns.forEach((column, value) -> text.append(column.length())
                .append(':')
                .append(column)
                .append('=')
                .append(value.length())
                .append(':')
                .append(value));
        return text.toString();
    }

    /** Where {@code later} says something else than this row. */
    List<Difference> differences(DepartmentRow later) {
        Set<String> all = new TreeSet<>(columns.keySet());
        all.addAll(later.columns.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String column : all) {
            String before = columns.getOrDefault(column, "");
            String now = later.columns.getOrDefault(column, "");
            if (!before.equals(now)) {
                differences.add(new Difference(column, before, now));
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        return "DepartmentRow" + columns.keySet();
    }
}
