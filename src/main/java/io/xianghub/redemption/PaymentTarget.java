package io.xianghub.redemption;

import io.xianghub.sync.Published;
import io.xianghub.sync.Run;
import io.xianghub.sync.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The dataset {@code payments}: the treasury's certificates and details become payments to enterprises. */
final class PaymentTarget implements Target {

    private final StagedRows staged;
    private final Derivation derivation;
    private final TransactionTemplate transaction;

    PaymentTarget(JdbcTemplate template, TransactionTemplate transaction) {
        this.staged = new StagedRows(template);
        this.derivation = new Derivation(JdbcClient.create(template));
        this.transaction = transaction;
    }

    @Override
    public String dataset() {
        return "payments";
    }

    @Override
    public Set<String> streams() {
        return Set.of(StagedTable.BILL.stream(), StagedTable.DETAIL.stream());
    }

    @Override
    public int stage(Run run, String stream, List<Map<String, @Nullable Object>> rows) {
        StagedTable table = StagedTable.of(stream);
        List<StagedRow> kept = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            try {
                kept.add(StagedRow.of(table, row));
            } catch (StagedRow.Refused refused) {
                run.quarantine(stream, String.valueOf(row.get("id")), refused.reason(), refused.detail());
            }
        }
        transaction.executeWithoutResult(begun -> staged.insert(run, table, kept));
        return kept.size();
    }

    @Override
    public Published publish(Run run) {
        Map<String, Published.Counts> counts = new HashMap<>();
        for (StagedTable table : StagedTable.values()) {
            staged.settle(run, table);
            counts.put(table.stream(), staged.count(run, table));
            staged.keepDifference(run, table);
            staged.affected(run, table);
            staged.apply(run, table);
        }
        derivation.derive(run);
        Derivation.Gone gone = derivation.withdrawn(run);
        derivation.replace(run);
        derivation.check(run);
        derivation.discard(run.id());
        return new Published(counts, derivation.held(), gone.rows(), gone.first());
    }

    @Override
    public void discard(String run) {
        staged.discard(run);
    }
}
