package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as its DDL describes it.
 *
 * @param name as queries write it, with its schema if it has one
 * @param keys columns of the primary key
 */
record SqlTable(String name, String comment, List<Column> columns, List<String> keys, int line) {

    SqlTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /**
     * A column.
     *
     * @param name as the DDL spells it, without quotes
     * @param written as queries write it
     * @param type in upper case, without its length
     * @param length 0 for none
     * @param scale −1 for none
     */
    record Column(String name, String written, String type, int length, int scale, String comment) {

        Column commented(String words) {
            return new Column(name, written, type, length, scale, words);
        }
    }

    Optional<Column> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(wanted))
                .findFirst();
    }

    SqlTable with(String comment) {
        return new SqlTable(name, comment, columns, keys, line);
    }

    SqlTable commented(String column, String words) {
        List<Column> commented = new ArrayList<>();
        columns.forEach(each -> commented.add(each.name().equalsIgnoreCase(column) ? each.commented(words) : each));
        return new SqlTable(name, comment, commented, keys, line);
    }

    SqlTable keyed(List<String> primary) {
        return new SqlTable(name, comment, columns, primary, line);
    }

    /** The name without its schema. */
    String bareName() {
        return name.substring(name.lastIndexOf('.') + 1).replaceAll("[`\"\\[\\]]", "");
    }
}
