package io.xianghub.redemption;

import io.xianghub.shared.identity.Uscc;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may be shown of the payments to an enterprise. */
final class Payments {

    private final JdbcClient sql;

    Payments(JdbcClient sql) {
        this.sql = sql;
    }

    /** Where a list goes on: behind this payment, newest first. */
    record Place(LocalDate dated, String detail) {
        static final Place BEFORE_ALL = new Place(LocalDate.of(9999, 12, 31), "~");
    }

    record Row(
            String detail,
            String bill,
            String certificateNo,
            String division,
            String fiscalYear,
            PaymentState state,
            long amountFen,
            @Nullable Long paidFen,
            LocalDate dated,
            @Nullable String agency,
            @Nullable String project,
            LocalDateTime detailUpdated,
            LocalDateTime billUpdated,
            String run) {}

    List<Row> shown(Uscc uscc, Place after, int limit) {
        return sql.sql(
                        """
                        select p.*, b.updated as bill_updated
                          from redemption_payment p join redemption_bill b on b.id = p.bill_id
                         where p.uscc = :uscc and p.state <> 'HELD'
                           and (p.dated < :dated or (p.dated = :dated and p.detail_id < :detail))
                         order by p.dated desc, p.detail_id desc
                         fetch first %d rows only
                        """
                                .formatted(limit))
                .param("uscc", uscc.value())
                .param("dated", after.dated())
                .param("detail", after.detail())
                .query((row, number) -> new Row(
                        row.getString("detail_id"),
                        row.getString("bill_id"),
                        row.getString("certificate_no"),
                        row.getString("division"),
                        row.getString("fiscal_year"),
                        PaymentState.valueOf(row.getString("state")),
                        row.getLong("amount_fen"),
                        row.getObject("paid_fen", Long.class),
                        row.getObject("dated", LocalDate.class),
                        row.getString("agency"),
                        row.getString("project"),
                        row.getObject("updated", LocalDateTime.class),
                        row.getObject("bill_updated", LocalDateTime.class),
                        row.getString("run")))
                .list();
    }

    /** How many payments to the enterprise are held back. */
    long held(Uscc uscc) {
        return sql.sql("select count(*) from redemption_payment where uscc = :uscc and state = 'HELD'")
                .param("uscc", uscc.value())
                .query(Long.class)
                .single();
    }
}
