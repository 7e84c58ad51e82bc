package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an operation gives its rows by pages. The hub counts the pages itself, from the number of all rows: what departments
 * call the number of pages often is that of the rows.
 *
 * @param rows of a page
 * @param first the number of the first page
 * @param places where the parts of a page stand
 * @param most rows that are read at all
 */
record Paging(int rows, int first, Places places, int most) {

    /**
     * @param items where the rows of a page stand in the output
     * @param total where the number of all rows stands in the output
     * @param key where in a row that stands which no two rows share; null when nothing is known to
     */
    record Places(TreePath items, TreePath total, @Nullable TreePath key) {}

    static final String PAGE = "page";
    static final String ROWS = "rows";

    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST = 10_000;
    private static final int USUAL = 1_000;
    private static final int MOST_PAGES = 500;

    /** Nothing when the operation has none, or one that is wrong. */
    static Optional<Paging> read(Fields operation) {
        if (!operation.has("paging")) {
            return Optional.empty();
        }
        for (String own : List.of(PAGE, ROWS)) {
            if (operation.has(own)) {
                operation.wrong(own, Text.of("%s 由 paging 给出，操作不能自己写", "%s comes from paging; leave it out here", own));
            }
        }
        Fields fields = operation.mapping("paging");
        fields.only(Set.of(ROWS, "first", "items", "total", "key", "most"));
        fields.required(ROWS);
        Optional<TreePath> items = fields.required("items").flatMap(path -> fields.path("items"));
        Optional<TreePath> total = fields.required("total").flatMap(path -> fields.path("total"));
        Optional<Integer> rows = number(fields, ROWS, 1, LARGEST_PAGE, LARGEST_PAGE);
        Optional<Integer> first = number(fields, "first", 0, 1, 1);
        Optional<Integer> most = number(fields, "most", 1, MOST, USUAL);
        if (items.isEmpty() || total.isEmpty() || rows.isEmpty() || first.isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        Paging paging = new Paging(
                rows.get(),
                first.get(),
                new Places(items.get(), total.get(), fields.path("key").orElse(null)),
                most.get());
        if (paging.pages(paging.most()) > MOST_PAGES) {
            fields.wrong(
                    "most",
                    Text.of(
                            "每页 %d 行、最多 %d 行，会读取超过 %d 页",
                            "%d rows a page and %d at most are more than %d pages",
                            paging.rows(),
                            paging.most(),
                            MOST_PAGES));
        }
        return Optional.of(paging);
    }

    private static Optional<Integer> number(Fields fields, String key, int least, int most, int fallback) {
        String text = fields.text(key).orElse(String.valueOf(fallback));
        if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Optional.of(Integer.valueOf(text));
        }
        fields.wrong(key, Text.of("%s 应为 %d 至 %d 的整数", "%s must be a whole number from %d to %d", key, least, most));
        return Optional.empty();
    }

    /** A request that does not say which page it wants would get the first for ever. */
    static void check(HttpDeclaration.Operation operation, Fields declared) {
        HttpDeclaration.Request request = operation.request();
        boolean asks = OperationKeys.uses(operation.target().path(), PAGE)
                || operation.target().query().values().stream().anyMatch(value -> OperationKeys.uses(value, PAGE))
                || operation.target().headers().values().stream().anyMatch(value -> OperationKeys.uses(value, PAGE))
                || (request != null && OperationKeys.uses(request.tree(), PAGE));
        if (!asks) {
            declared.wrong(
                    "paging",
                    Text.of(
                            "没有模板用到 ${operation.page}：每次都会得到第一页",
                            "No template has ${operation.page}: every call would get the first page"));
        }
    }

    /** What templates reach as {@code ${operation.page}} and {@code ${operation.rows}}. */
    Map<String, Object> keys(int page) {
        return Map.of(PAGE, (long) page, ROWS, (long) rows);
    }

    int pages(int of) {
        return (of + rows - 1) / rows;
    }

    /** The number of all rows; empty when there is none. */
    Optional<Integer> total(@Nullable Object output) {
        String text = places.total().textIn(output);
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
