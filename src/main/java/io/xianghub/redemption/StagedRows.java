package io.xianghub.redemption;

import io.xianghub.sync.Published.Counts;
import io.xianghub.sync.Published.Total;
import io.xianghub.sync.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staging, and the set-based difference between it and the store's copies. */
final class StagedRows {

    private final JdbcTemplate batches;
    private final JdbcClient sql;

    StagedRows(JdbcTemplate template) {
        this.batches = template;
        this.sql = JdbcClient.create(template);
    }

    void insert(Run run, StagedTable table, List<StagedRow> rows) {
        List<Object[]> values = new ArrayList<>(rows.size());
        for (StagedRow row : rows) {
            List<@Nullable Object> all = new ArrayList<>(row.values());
            all.add(run.id());
            all.add(run.batch());
            values.add(all.toArray());
        }
        batches.batchUpdate(table.insert(), values);
    }

    /** Leaves of each row what was read last, and nothing of the rows whose last reading was set aside. */
    void settle(Run run, StagedTable table) {
        sql.sql(
                        table.sql(
                                """
                                delete from {staged} s
                                 where run = :run
                                   and exists (select 1 from {staged} l where l.run = s.run and l.id = s.id and l.batch > s.batch)
                                """))
                .param("run", run.id())
                .update();
        for (String key : run.quarantined(table.stream())) {
            sql.sql(table.sql("delete from {staged} where run = :run and id = :key"))
                    .param("run", run.id())
                    .param("key", key)
                    .update();
        }
    }

    Counts count(Run run, StagedTable table) {
        long added = number(
                run,
                table,
                """
                select count(*) from {staged} s
                 where s.run = :run and not exists (select 1 from {copy} c where c.id = s.id)
                """);
        long unchanged = number(
                run,
                table,
                """
                select count(*) from {staged} s join {copy} c on c.id = s.id
                 where s.run = :run and c.row_hash = s.row_hash and not c.set_aside
                """);
        String unrelated = table == StagedTable.DETAIL ? "not deleted and uscc is null" : "1 = 0";
        Total live = total(run, table, "not deleted and not (" + unrelated + ")");
        Total unconnected = total(run, table, unrelated);
        Total deleted = total(run, table, "deleted");
        long changed = live.rows() + unconnected.rows() + deleted.rows() - added - unchanged;
        return new Counts(added, changed, unchanged, live, unconnected, deleted);
    }

    private long number(Run run, StagedTable table, String template) {
        return sql.sql(table.sql(template))
                .param("run", run.id())
                .query(Long.class)
                .single();
    }

    private Total total(Run run, StagedTable table, String condition) {
        return sql.sql(table.sql(
                        """
                                select count(*), cast(coalesce(sum(amount_fen), 0) as bigint) from {staged}
                                 where run = :run and (%s)
                                """
                                .formatted(condition)))
                .param("run", run.id())
                .query((row, number) -> new Total(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Drops from staging what the store has already. */
    void keepDifference(Run run, StagedTable table) {
        sql.sql(
                        table.sql(
                                """
                                delete from {staged} s
                                 where run = :run
                                   and exists (select 1 from {copy} c
                                                where c.id = s.id and c.row_hash = s.row_hash and not c.set_aside)
                                """))
                .param("run", run.id())
                .update();
    }

    /** The certificates that the difference names, or named before it. */
    void affected(Run run, StagedTable table) {
        addAffected(
                run,
                table.sql(
                        """
                        select certificate_no, division, fiscal_year from {staged} where run = :run
                        union
                        select c.certificate_no, c.division, c.fiscal_year
                          from {copy} c join {staged} s on s.id = c.id where s.run = :run
                        """));
        Set<String> setAside = run.quarantined(table.stream());
        for (String key : setAside) {
            sql.sql(
                            """
                            insert into redemption_affected (run, certificate_no, division, fiscal_year)
                            select :run, c.certificate_no, c.division, c.fiscal_year from %s c
                             where c.id = :key and not c.set_aside
                               and not exists (select 1 from redemption_affected a
                                                where a.run = :run and a.certificate_no = c.certificate_no
                                                  and a.division = c.division and a.fiscal_year = c.fiscal_year)
                            """
                                    .formatted(table.sql("{copy}")))
                    .param("run", run.id())
                    .param("key", key)
                    .update();
        }
    }

    private void addAffected(Run run, String certificates) {
        sql.sql(
                        """
                        insert into redemption_affected (run, certificate_no, division, fiscal_year)
                        select :run, k.certificate_no, k.division, k.fiscal_year
                          from (%s) k
                         where not exists (select 1 from redemption_affected a
                                            where a.run = :run and a.certificate_no = k.certificate_no
                                              and a.division = k.division and a.fiscal_year = k.fiscal_year)
                        """
                                .formatted(certificates))
                .param("run", run.id())
                .update();
    }

    /** Makes the difference part of the store's copies. */
    void apply(Run run, StagedTable table) {
        sql.sql(table.sql("delete from {copy} where id in (select s.id from {staged} s where s.run = :run)"))
                .param("run", run.id())
                .update();
        sql.sql(
                        table.sql(
                                """
                                insert into {copy} ({columns}, run, set_aside)
                                select {columns}, run, false from {staged} where run = :run
                                """))
                .param("run", run.id())
                .update();
        for (String key : run.quarantined(table.stream())) {
            sql.sql(table.sql("update {copy} set set_aside = true where id = :key and not set_aside"))
                    .param("key", key)
                    .update();
        }
    }

    void discard(String run) {
        for (StagedTable table : StagedTable.values()) {
            sql.sql(table.sql("delete from {staged} where run = :run"))
                    .param("run", run)
                    .update();
        }
    }
}
