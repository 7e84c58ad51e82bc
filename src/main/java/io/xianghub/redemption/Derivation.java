package io.xianghub.redemption;

import io.xianghub.shared.Text;
import io.xianghub.sync.Published.Held;
import io.xianghub.sync.Published.Withdrawn;
import io.xianghub.sync.Run;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Derives payments from certificates and details, for the certificates that a run affects. */
final class Derivation {

    private static final int NAMED = 200;

    private static final String DERIVE =
            """
            insert into redemption_derived (run, detail_id, bill_id, uscc, certificate_no, division, fiscal_year,
                                            state, hold, amount_fen, paid_fen, dated, agency, project, updated)
            select cast(:run as char(26)), j.detail_id, j.bill_id, j.uscc, j.certificate_no, j.division, j.fiscal_year,
                   case when j.hold is not null then 'HELD'
                        when j.deleted then 'RETURNED'
                        when j.bill_paid = 0 and j.refused then 'FAILED'
                        when j.paid_on is not null then 'PAID'
                        else 'CERTIFICATE_ISSUED' end,
                   j.hold, j.amount_fen,
                   case when j.hold is not null or j.bill_paid is null then null
                        when j.deleted or j.bill_paid = 0 then 0
                        else coalesce(j.detail_paid, j.amount_fen) end,
                   coalesce(j.paid_on, j.issued_on, cast(j.bill_updated as date), cast(j.updated as date)),
                   j.agency, j.project, j.updated
              from (select d.id as detail_id, b.id as bill_id, d.uscc, d.certificate_no, d.division, d.fiscal_year,
                           d.amount_fen, d.paid_fen as detail_paid, d.updated, b.paid_fen as bill_paid, b.refused, b.deleted,
                           b.paid_on, b.issued_on, b.updated as bill_updated, b.agency, b.project,
                           case when d.set_aside then 'SET_ASIDE'
                                when coalesce(n.live, 0) = 0 and coalesce(n.returned, 0) = 0 then 'WAITING_FOR_BILL'
                                when b.id is null then 'AMBIGUOUS'
                                when b.set_aside then 'SET_ASIDE'
                                when t.total_fen > b.amount_fen then 'OVER_BILL'
                                when b.deleted then null
                                when b.paid_fen <> 0 and b.paid_fen <> b.amount_fen then 'DIFFERENCE'
                                when b.paid_fen <> 0 and d.paid_fen <> d.amount_fen then 'DIFFERENCE'
                                when b.amount_fen <= 0 or d.amount_fen <= 0 then 'UNPROVEN'
                                when b.paid_fen = 0 and b.refused then null
                                when b.paid_fen = b.amount_fen and b.paid_on is not null then null
                                when coalesce(b.paid_fen, 0) = 0 and b.paid_on is null and b.issued_on is not null then null
                                else 'UNPROVEN' end as hold
                      from redemption_detail d
                      join redemption_affected a
                        on a.run = :run and a.certificate_no = d.certificate_no and a.division = d.division
                       and a.fiscal_year = d.fiscal_year
                      left join (select c.certificate_no, c.division, c.fiscal_year,
                                        sum(case when not c.deleted then 1 else 0 end) as live,
                                        min(case when not c.deleted then c.id end) as live_id,
                                        sum(case when c.deleted and c.paid_on is not null and c.paid_fen > 0 then 1 else 0 end)
                                            as returned,
                                        min(case when c.deleted and c.paid_on is not null and c.paid_fen > 0 then c.id end)
                                            as returned_id
                                   from redemption_bill c
                                   join redemption_affected e
                                     on e.run = :run and e.certificate_no = c.certificate_no and e.division = c.division
                                    and e.fiscal_year = c.fiscal_year
                                  where c.certificate_no <> ''
                                  group by c.certificate_no, c.division, c.fiscal_year) n
                        on n.certificate_no = d.certificate_no and n.division = d.division and n.fiscal_year = d.fiscal_year
                      left join (select f.certificate_no, f.division, f.fiscal_year, sum(f.amount_fen) as total_fen
                                   from redemption_detail f
                                   join redemption_affected g
                                     on g.run = :run and g.certificate_no = f.certificate_no and g.division = f.division
                                    and g.fiscal_year = f.fiscal_year
                                  where not f.deleted
                                  group by f.certificate_no, f.division, f.fiscal_year) t
                        on t.certificate_no = d.certificate_no and t.division = d.division and t.fiscal_year = d.fiscal_year
                      left join redemption_bill b
                        on b.id = case when n.live = 1 then n.live_id when n.live = 0 and n.returned = 1 then n.returned_id end
                     where not d.deleted and d.uscc is not null) j
            """;

    private static final String SAME =
            """
            n.detail_id = p.detail_id and n.uscc = p.uscc and n.certificate_no = p.certificate_no
            and n.division = p.division and n.fiscal_year = p.fiscal_year and n.state = p.state
            and n.amount_fen = p.amount_fen and n.dated = p.dated and n.updated = p.updated
            and n.bill_id is not distinct from p.bill_id and n.hold is not distinct from p.hold
            and n.paid_fen is not distinct from p.paid_fen and n.agency is not distinct from p.agency
            and n.project is not distinct from p.project
            """;

    private static final String AFFECTED =
            """
            exists (select 1 from redemption_affected a
                     where a.run = :run and a.certificate_no = p.certificate_no and a.division = p.division
                       and a.fiscal_year = p.fiscal_year)
            """;

    private final JdbcClient sql;

    Derivation(JdbcClient sql) {
        this.sql = sql;
    }

    record Gone(long rows, List<Withdrawn> first) {}

    void derive(Run run) {
        update(run, DERIVE);
    }

    /** What was shown and is not shown any more, because it is held now or the department took it back. */
    Gone withdrawn(Run run) {
        String gone =
                """
                from redemption_payment p
                left join redemption_derived n on n.run = :run and n.detail_id = p.detail_id
                where p.state <> 'HELD' and (n.detail_id is null or n.state = 'HELD') and %s
                """
                        .formatted(AFFECTED);
        long rows = sql.sql("select count(*) " + gone)
                .param("run", run.id())
                .query(Long.class)
                .single();
        List<Withdrawn> first = sql.sql(
                        "select p.detail_id, coalesce(n.hold, 'DELETED') %s order by p.detail_id fetch first %d rows only"
                                .formatted(gone, NAMED))
                .param("run", run.id())
                .query((row, number) -> new Withdrawn(row.getString(1), row.getString(2)))
                .list();
        return new Gone(rows, first);
    }

    /** Replaces what differs and nothing else, so that each payment keeps the run that last changed it. */
    void replace(Run run) {
        update(
                run,
                """
                delete from redemption_payment p
                 where %s
                   and not exists (select 1 from redemption_derived n where n.run = :run and %s)
                """
                        .formatted(AFFECTED, SAME));
        update(
                run,
                """
                insert into redemption_payment (detail_id, bill_id, uscc, certificate_no, division, fiscal_year, state, hold,
                                                amount_fen, paid_fen, dated, agency, project, updated, run)
                select detail_id, bill_id, uscc, certificate_no, division, fiscal_year, state, hold,
                       amount_fen, paid_fen, dated, agency, project, updated, run
                  from redemption_derived n
                 where n.run = :run
                   and not exists (select 1 from redemption_payment p where p.detail_id = n.detail_id)
                """);
    }

    /**
     * Live details of enterprises and their payments must be the same rows with the same sum.
     *
     * @throws IllegalStateException when they are not; the transaction must not commit
     */
    void check(Run run) {
        long[] details = sums(
                run,
                """
                select count(*), cast(coalesce(sum(amount_fen), 0) as bigint) from redemption_detail p
                 where not deleted and uscc is not null and %s
                """);
        long[] payments = sums(
                run,
                """
                select count(*), cast(coalesce(sum(amount_fen), 0) as bigint) from redemption_payment p where %s
                """);
        if (details[0] != payments[0] || details[1] != payments[1]) {
            throw new IllegalStateException("%d details of %d fen gave %d payments of %d fen"
                    .formatted(details[0], details[1], payments[0], payments[1]));
        }
    }

    private long[] sums(Run run, String template) {
        return sql.sql(template.formatted(AFFECTED))
                .param("run", run.id())
                .query((row, number) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    List<Held> held() {
        return sql.sql(
                        """
                        select hold, count(*), cast(sum(amount_fen) as bigint) from redemption_payment
                         where state = 'HELD' group by hold order by hold
                        """)
                .query((row, number) -> {
                    Text label = HoldReason.valueOf(row.getString(1)).label();
                    return new Held(row.getString(1), label, row.getLong(2), row.getLong(3));
                })
                .list();
    }

    void discard(String run) {
        sql.sql("delete from redemption_derived where run = :run")
                .param("run", run)
                .update();
        sql.sql("delete from redemption_affected where run = :run")
                .param("run", run)
                .update();
    }

    private void update(Run run, String statement) {
        sql.sql(statement).param("run", run.id()).update();
    }
}
