package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows bear a flag that the hub sets: only on a row that is still as it was read, so that a row written anew waits again. */
final class FlagReading implements PolledReading {

    private final PolledTable table;
    private final SqlTable.Flag flag;

    FlagReading(PolledTable table, SqlTable.Flag flag) {
        this.table = table;
        this.flag = flag;
    }

    @Override
    public List<PolledRow> page(@Nullable PolledRow behind) {
        PolledTable.Where waiting = waiting().and(table.declared().time() + " is not null");
        return rows(behind == null ? waiting : waiting.behind(behind, table.declared()));
    }

    @Override
    public List<PolledRow> timeless() {
        return rows(waiting().and(table.declared().time() + " is null"));
    }

    private List<PolledRow> rows(PolledTable.Where where) {
        return table.rows(where, table.declared().polling().batch());
    }

    private PolledTable.Where waiting() {
        return PolledTable.Where.of(flag.column() + " = ?", table.typed(flag.column(), flag.waiting()));
    }

    /** A row that was taken waits no more. */
    @Override
    public boolean isTaken(PolledRow row) {
        return false;
    }

    @Override
    public Optional<PolledRow> waiting(String key) {
        return table.row(key, waiting());
    }

    @Override
    public List<PolledRow> take(List<PolledRow> rows) {
        List<PolledRow> unmarked =
                table.flag(rows, flag).stream().filter(this::stillWaits).toList();
        if (unmarked.size() > 1 && unmarked.size() == rows.size()) {
            throw table.faults()
                    .contract(Text.of(
                            "标志 %s 置不上：行未变而更新条数为 0，请核对主键与时间列的类型和精度",
                            "The flag %s does not stick: the rows are as they were and none was changed; check type and"
                                    + " precision of key and time",
                            flag.column()));
        }
        return unmarked;
    }

    private boolean stillWaits(PolledRow row) {
        return waiting(row.key()).filter(now -> now.state().equals(row.state())).isPresent();
    }
}
