package io.xianghub.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The exchange log in the database, with a timer beside each row. */
final class ExchangeLog implements Exchanges {

    private static final String INSERT =
            """
            insert into exchange (id, kind, bundle, service, version, digest, actor, outcome, problem,
                                  fault_side, received_at, finished_at, note, department, step)
            values (:id, :kind, :bundle, :service, :version, :digest, :actor, :outcome, :problem,
                    :faultSide, :receivedAt, :finishedAt, :note, :department, :step)""";

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final GroupCommit<Exchange> together = new GroupCommit<>(this::insert);

    ExchangeLog(NamedParameterJdbcTemplate template, TransactionTemplate transaction, MeterRegistry meters) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.meters = meters;
    }

    @Override
    public void record(Exchange exchange) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            template.update(INSERT, row(exchange));
        } else {
            together.write(exchange);
        }
        measure(exchange);
    }

    private void insert(List<Exchange> exchanges) {
        if (exchanges.size() == 1) {
            template.update(INSERT, row(exchanges.get(0)));
            return;
        }
        SqlParameterSource[] rows = exchanges.stream().map(ExchangeLog::row).toArray(SqlParameterSource[]::new);
        transaction.executeWithoutResult(status -> template.batchUpdate(INSERT, rows));
    }

    private static SqlParameterSource row(Exchange exchange) {
        FaultSide faultSide = exchange.faultSide();
        return new MapSqlParameterSource()
                .addValue("id", exchange.id().value())
                .addValue("kind", exchange.kind().name())
                .addValue("bundle", exchange.bundle())
                .addValue("service", cut(exchange.service(), 100))
                .addValue("version", exchange.version())
                .addValue("digest", exchange.digest())
                .addValue("actor", cut(exchange.actor(), 100))
                .addValue("outcome", exchange.outcome().name())
                .addValue("problem", exchange.problem())
                .addValue("faultSide", faultSide == null ? null : faultSide.name())
                .addValue("receivedAt", Times.column(exchange.receivedAt()))
                .addValue("finishedAt", Times.column(exchange.finishedAt()))
                .addValue("note", cut(exchange.note(), 400))
                .addValue("department", exchange.department())
                .addValue("step", cut(exchange.step(), 300));
    }

    private void measure(Exchange exchange) {
        FaultSide faultSide = exchange.faultSide();
        // The service's name is a tag only where a bundle version vouches for it: callers can invent names without end.
        boolean known = exchange.version() != null;
        Timer.builder("hub.exchanges")
                .description("Inputs of the hub, from receipt to answer")
                .tag("kind", exchange.kind().name().toLowerCase(Locale.ROOT))
                .tag("bundle", known ? String.valueOf(exchange.bundle()) : "none")
                .tag("service", known ? exchange.service() : "none")
                .tag("outcome", exchange.outcome().name().toLowerCase(Locale.ROOT))
                .tag("fault.side", faultSide == null ? "none" : faultSide.word())
                .register(meters)
                .record(Duration.between(exchange.receivedAt(), exchange.finishedAt()));
    }

    Optional<Exchange> find(ExchangeId id) {
        return jdbc.sql("select * from exchange where id = :id")
                .param("id", id.value())
                .query((row, number) -> exchange(row))
                .optional();
    }

    /**
     * What of the log is asked for.
     *
     * @param departments codes of those whose exchanges are wanted; null for everybody's, nobody's included
     * @param after the id behind which the page begins; null for the newest
     */
    record Wanted(
            @Nullable String bundle,
            Exchange.@Nullable Outcome outcome,
            @Nullable Set<String> departments,
            @Nullable String after) {}

    /** Newest first; ids grow with time, so that the last id of a page is where the next begins. */
    List<Exchange> page(Wanted wanted, int limit) {
        Set<String> departments = wanted.departments();
        if (departments != null && departments.isEmpty()) {
            return List.of();
        }
        Exchange.Outcome outcome = wanted.outcome();
        return jdbc.sql(
                        """
                        select * from exchange
                         where (cast(:bundle as varchar) is null or bundle = :bundle)
                           and (cast(:outcome as varchar) is null or outcome = :outcome)
                           and (cast(:after as varchar) is null or id < :after)
                           and (:everybody or department in (:departments))
                         order by id desc
                         fetch first :limit rows only""")
                .param("bundle", wanted.bundle())
                .param("outcome", outcome == null ? null : outcome.name())
                .param("after", wanted.after())
                .param("everybody", departments == null)
                .param("departments", departments == null ? Set.of("") : departments)
                .param("limit", limit)
                .query((row, number) -> exchange(row))
                .list();
    }

    private static Exchange exchange(ResultSet row) throws SQLException {
        String faultSide = row.getString("fault_side");
        return new Exchange(
                new ExchangeId(row.getString("id")),
                Exchange.Kind.valueOf(row.getString("kind")),
                row.getString("bundle"),
                row.getString("service"),
                row.getString("version"),
                row.getString("digest"),
                row.getString("actor"),
                Exchange.Outcome.valueOf(row.getString("outcome")),
                row.getString("problem"),
                faultSide == null ? null : FaultSide.valueOf(faultSide),
                Times.instant(row, "received_at"),
                Times.instant(row, "finished_at"),
                row.getString("note"),
                row.getString("department"),
                row.getString("step"));
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
