package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All rows of an operation that gives them by pages, as they were at one time, or a problem: rows that were added or taken
 * away meanwhile move others from page to page, and one of them would be missing or there twice.
 */
record Pages(Paging paging, Faults faults) {

    /** @param pages asks for one page, by its number, and gives its output */
    List<@Nullable Object> read(IntFunction<@Nullable Object> pages) {
        Object first = pages.apply(paging.first());
        int total = total(first);
        if (total > paging.most()) {
            throw faults.tooMany(total, paging.most());
        }
        List<@Nullable Object> rows = new ArrayList<>(rows(first));
        for (int page = 1; page < paging.pages(total); page++) {
            Object next = pages.apply(paging.first() + page);
            int now = total(next);
            if (now != total) {
                throw faults.unreadable(Text.of(
                        "翻页期间总行数由 %d 变为 %d，请重新查询",
                        "has %2$d rows where it had %1$d a page before; ask again", total, now));
            }
            rows.addAll(rows(next));
        }
        if (rows.size() != total) {
            throw faults.unreadable(Text.of(
                    "称共有 %d 行，各页合计 %d 行（每页应为 %d 行）",
                    "says that it has %d rows and gave %d, at %d rows a page", total, rows.size(), paging.rows()));
        }
        TreePath key = paging.places().key();
        if (key != null) {
            checkKeys(rows, key);
        }
        return rows;
    }

    /** A department that puts its rows in no fixed order gives one of them on two pages, and another on none. */
    private void checkKeys(List<@Nullable Object> rows, TreePath key) {
        Set<String> keys = new HashSet<>();
        for (Object row : rows) {
            if (!keys.add(key.textIn(row))) {
                throw faults.unreadable(Text.of("翻页时同一行出现两次，请重新查询", "gave one row on two pages; ask again"));
            }
        }
    }

    private int total(@Nullable Object output) {
        return paging.total(output)
                .orElseThrow(() -> faults.unreadable(Text.of("分页应答没有总行数", "says nothing of how many rows there are")));
    }

    private List<?> rows(@Nullable Object output) {
        Object rows = paging.places().items().in(output);
        if (rows == null) {
            return List.of();
        }
        if (!(rows instanceof List<?> list)) {
            throw faults.unreadable(Text.of("分页应答中应为列表的位置不是列表", "has no list where the rows of a page should be"));
        }
        if (list.size() > paging.rows()) {
            throw faults.unreadable(
                    Text.of("一页有 %d 行，约定每页 %d 行", "gave %d rows on a page of %d", list.size(), paging.rows()));
        }
        return list;
    }
}
