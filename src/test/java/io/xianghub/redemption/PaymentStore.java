package io.xianghub.redemption;

import io.xianghub.shared.identity.Uscc;
import io.xianghub.sync.Target;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The payments of a store, seen from a test of a whole run. */
public final class PaymentStore {

    private final DataSource source;
    private final JdbcClient sql;

    public PaymentStore(DataSource source) {
        this.source = source;
        this.sql = JdbcClient.create(source);
    }

    public Target target() {
        return new PaymentTarget(new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /** As {@code D-C-0001 PAID 30000000/30000000 2026-03-03}. */
    public List<String> shown(String uscc) {
        return new Payments(sql)
                .shown(new Uscc(uscc), Payments.Place.BEFORE_ALL, 1000).stream()
                        .map(row -> "%s %s %d/%s %s"
                                .formatted(row.detail(), row.state(), row.amountFen(), row.paidFen(), row.dated()))
                        .toList();
    }

    public long held(String uscc) {
        return new Payments(sql).held(new Uscc(uscc));
    }

    public List<String> holds() {
        return sql.sql(
                        "select detail_id || ' ' || hold from redemption_payment where state = 'HELD' order by detail_id")
                .query(String.class)
                .list();
    }

    /** All that the store says, without which run said it. */
    public List<String> content() {
        return sql.sql(
                        """
                        select detail_id, uscc, certificate_no, division, fiscal_year, state, hold, amount_fen, paid_fen, dated,
                               coalesce(bill_id, '-') as bill, updated
                          from redemption_payment order by detail_id
                        """)
                .query((row, number) -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= 12; i++) {
                        line.append(row.getString(i)).append('|');
                    }
                    return line.toString();
                })
                .list();
    }

    public long stagedRows() {
        return sql.sql(
                        """
                        select (select count(*) from redemption_staged_bill) + (select count(*) from redemption_staged_detail)
                             + (select count(*) from redemption_derived) + (select count(*) from redemption_affected)
                             + (select count(*) from sync_read)
                        """)
                .query(Long.class)
                .single();
    }
}
