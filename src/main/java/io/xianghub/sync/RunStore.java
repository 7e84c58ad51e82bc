package io.xianghub.sync;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import io.xianghub.sync.Published.Total;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The rows of runs, watermarks, control totals and quarantine. */
final class RunStore {

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final JsonMapper json;

    RunStore(JdbcTemplate template, JsonMapper json) {
        this.batches = template;
        this.sql = JdbcClient.create(template);
        this.json = json;
    }

    /** A run as it stands in the table. */
    record Row(
            String id,
            BundleName bundle,
            String sync,
            String version,
            String digest,
            RunState state,
            boolean whole,
            String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String problem,
            @Nullable Text detail,
            RunReport report) {}

    void begin(Row run, long epoch) {
        sql.sql(
                        """
                        insert into sync_run (id, bundle, sync, version, digest, state, whole, epoch, started_by, started_at)
                        values (:id, :bundle, :sync, :version, :digest, 'RUNNING', :whole, :epoch, :by, :at)
                        """)
                .param("id", run.id())
                .param("bundle", run.bundle().value())
                .param("sync", run.sync())
                .param("version", run.version())
                .param("digest", run.digest())
                .param("whole", run.whole())
                .param("epoch", epoch)
                .param("by", run.startedBy())
                .param("at", Times.column(run.startedAt()))
                .update();
    }

    /** Runs of a sync that still say RUNNING though their lease has gone to somebody else. */
    List<String> interrupt(BundleName bundle, String sync, Instant now) {
        List<String> left = sql.sql(
                        "select id from sync_run where bundle = :bundle and sync = :sync and state = 'RUNNING' order by id")
                .param("bundle", bundle.value())
                .param("sync", sync)
                .query(String.class)
                .list();
        left.forEach(id -> sql.sql(
                        """
                        update sync_run set state = 'INTERRUPTED', finished_at = :now where id = :id and state = 'RUNNING'
                        """)
                .param("now", Times.column(now))
                .param("id", id)
                .update());
        return left;
    }

    /** False when the run is no longer RUNNING. */
    boolean finish(
            String id, RunState state, @Nullable String problem, @Nullable Text detail, RunReport report, Instant now) {
        return sql.sql(
                                """
                                update sync_run
                                   set state = :state, finished_at = :now, problem = :problem,
                                       detail_zh = :zh, detail_en = :en, report = :report
                                 where id = :id and state = 'RUNNING'
                                """)
                        .param("state", state.name())
                        .param("now", Times.column(now))
                        .param("problem", problem)
                        .param("zh", detail == null ? null : cut(detail.zh()))
                        .param("en", detail == null ? null : cut(detail.en()))
                        .param("report", json.writeValueAsString(report))
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<Row> find(BundleName bundle, String sync, String id) {
        return sql.sql("select * from sync_run where bundle = :bundle and sync = :sync and id = :id")
                .param("bundle", bundle.value())
                .param("sync", sync)
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** Newest first, older than {@code before}. */
    List<Row> list(BundleName bundle, String sync, @Nullable String before, int limit) {
        return sql.sql(
                        """
                        select * from sync_run
                         where bundle = :bundle and sync = :sync and (cast(:before as varchar) is null or id < :before)
                         order by id desc fetch first %d rows only
                        """
                                .formatted(limit))
                .param("bundle", bundle.value())
                .param("sync", sync)
                .param("before", before)
                .query(this::row)
                .list();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        String report = row.getString("report");
        String zh = row.getString("detail_zh");
        return new Row(
                row.getString("id"),
                new BundleName(row.getString("bundle")),
                row.getString("sync"),
                row.getString("version"),
                row.getString("digest"),
                RunState.valueOf(row.getString("state")),
                row.getBoolean("whole"),
                row.getString("started_by"),
                Times.instant(row, "started_at"),
                row.getObject("finished_at") == null ? null : Times.instant(row, "finished_at"),
                row.getString("problem"),
                zh == null ? null : new Text(zh, row.getString("detail_en")),
                report == null ? RunReport.NOTHING : json.readValue(report, RunReport.class));
    }

    Optional<LocalDateTime> watermark(BundleName bundle, String sync, String stream) {
        return sql.sql(
                        "select updated from sync_watermark where bundle = :bundle and sync = :sync and stream = :stream")
                .param("bundle", bundle.value())
                .param("sync", sync)
                .param("stream", stream)
                .query(LocalDateTime.class)
                .optional();
    }

    void watermark(Run run, String stream, LocalDateTime updated) {
        Map<String, Object> values = Map.of(
                "bundle",
                run.bundle().value(),
                "sync",
                run.sync(),
                "stream",
                stream,
                "updated",
                updated,
                "run",
                run.id(),
                "epoch",
                run.lease().epoch());
        int moved = sql.sql(
                        """
                        update sync_watermark set updated = :updated, run = :run, epoch = :epoch
                         where bundle = :bundle and sync = :sync and stream = :stream
                        """)
                .params(values)
                .update();
        if (moved == 0) {
            sql.sql(
                            """
                            insert into sync_watermark (bundle, sync, stream, updated, run, epoch)
                            values (:bundle, :sync, :stream, :updated, :run, :epoch)
                            """)
                    .params(values)
                    .update();
        }
    }

    /** @param amount fen; null when the row has none, or none that is whole fen */
    record Reading(String key, @Nullable Long amount) {}

    void read(Run run, String stream, int batch, List<Reading> rows) {
        List<Object[]> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(new Object[] {run.id(), stream, row.key(), batch, row.amount()}));
        batches.batchUpdate(
                "insert into sync_read (run, stream, row_key, batch, amount_fen) values (?, ?, ?, ?, ?)", values);
    }

    /** Each row once, as it was read last. */
    Total source(Run run, String stream) {
        return sql.sql(
                        """
                        select count(*), cast(coalesce(sum(amount_fen), 0) as bigint)
                          from sync_read r
                         where run = :run and stream = :stream
                           and not exists (select 1 from sync_read l
                                            where l.run = r.run and l.stream = r.stream and l.row_key = r.row_key
                                              and l.batch > r.batch)
                        """)
                .param("run", run.id())
                .param("stream", stream)
                .query((row, number) -> new Total(row.getLong(1), row.getLong(2)))
                .single();
    }

    Total quarantined(Run run, String stream, Set<String> keys) {
        Total total = Total.NONE;
        for (String key : keys) {
            Long fen = sql.sql(
                            """
                            select coalesce(amount_fen, 0) from sync_read
                             where run = :run and stream = :stream and row_key = :key
                             order by batch desc fetch first 1 rows only
                            """)
                    .param("run", run.id())
                    .param("stream", stream)
                    .param("key", key)
                    .query(Long.class)
                    .single();
            total = total.plus(new Total(1, fen));
        }
        return total;
    }

    void quarantine(Run run) {
        List<Object[]> values = new ArrayList<>();
        for (Quarantined row : run.allQuarantined()) {
            values.add(new Object[] {
                run.id(),
                row.stream(),
                row.key(),
                row.reason(),
                cut(row.detail().zh()),
                cut(row.detail().en())
            });
        }
        batches.batchUpdate(
                "insert into sync_quarantine (run, stream, row_key, reason, detail_zh, detail_en) values (?, ?, ?, ?, ?, ?)",
                values);
    }

    List<Quarantined> quarantine(String run) {
        return sql.sql("select * from sync_quarantine where run = :run order by stream, row_key")
                .param("run", run)
                .query((row, number) -> new Quarantined(
                        row.getString("stream"),
                        row.getString("row_key"),
                        row.getString("reason"),
                        new Text(row.getString("detail_zh"), row.getString("detail_en"))))
                .list();
    }

    void forgetReadings(String run) {
        sql.sql("delete from sync_read where run = :run").param("run", run).update();
    }

    private static String cut(String text) {
        return text.length() <= 2000 ? text : text.substring(0, 1999) + "…";
    }
}
