package io.xianghub.redemption;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A table of the treasury with its staging table and its copy in the store. */
enum StagedTable {
    BILL(
            "bill",
            "id, certificate_no, division, fiscal_year, amount_fen, paid_fen, issued_on, paid_on, refused, agency,"
                    + " project, deleted, updated, row_hash"),
    DETAIL(
            "detail",
            "id, certificate_no, division, fiscal_year, uscc, amount_fen, paid_fen, deleted, updated, row_hash");

    private final String stream;
    private final String columns;

    StagedTable(String stream, String columns) {
        this.stream = stream;
        this.columns = columns;
    }

    String stream() {
        return stream;
    }

    static StagedTable of(String stream) {
        return Arrays.stream(values())
                .filter(table -> table.stream.equals(stream))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("The dataset payments has no stream " + stream));
    }

    /** SQL with {@code {staged}}, {@code {copy}} and {@code {columns}} filled in. */
    String sql(String template) {
        return template.replace("{staged}", "redemption_staged_" + stream)
                .replace("{copy}", "redemption_" + stream)
                .replace("{columns}", columns);
    }

    String insert() {
        String marks = Arrays.stream(columns.split(",")).map(column -> "?").collect(Collectors.joining(", "));
        return sql("insert into {staged} ({columns}, run, batch) values (" + marks + ", ?, ?)");
    }
}
