package io.xianghub.push;

import java.util.List;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks again at deliveries whose time has come: retries, unknown ones, abandoned claims, and what the broker lost. */
final class Timers {

    private static final int AT_ONCE = 500;

    private final Deliveries deliveries;
    private final TransactionTemplate transaction;

    Timers(Deliveries deliveries, TransactionTemplate transaction) {
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    /** How many deliveries moved. */
    long ring() {
        List<Deliveries.Due> due = deliveries.due(AT_ONCE);
        if (due.isEmpty()) {
            return 0;
        }
        Long moved = transaction.execute(
                begun -> due.stream().filter(deliveries::wake).count());
        return Objects.requireNonNull(moved);
    }
}
