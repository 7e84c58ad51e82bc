package io.xianghub.record;

import io.xianghub.shared.Ids;
import io.xianghub.shared.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uses counted in the exchange log. */
final class UsesInLog implements Uses {

    private static final Duration SLACK = Duration.ofHours(1);

    private final JdbcClient jdbc;

    UsesInLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Use> of(String bundle, int major, Instant since) {
        // Ids grow with time, so that the index leads straight to where the period begins; an id is made a little
        // before
        // its input counts as received.
        return jdbc.sql(
                        """
                        select kind, service, actor, count(*) as uses, max(received_at) as last_at,
                               sum(case when problem is null then 0 else 1 end) as failures
                          from exchange
                         where bundle = :bundle and id >= :from and received_at >= :since
                           and version like :versions and kind not in ('FILE', 'ROWS', 'FRAME')
                         group by kind, service, actor
                         order by kind, service, actor""")
                .param("bundle", bundle)
                .param("from", Ids.first(since.minus(SLACK)))
                .param("since", Times.column(since))
                .param("versions", major + ".%")
                .query((row, number) -> new Use(
                        Exchange.Kind.valueOf(row.getString("kind")),
                        bundle,
                        major,
                        row.getString("service"),
                        row.getString("actor"),
                        row.getLong("uses"),
                        row.getLong("failures"),
                        Times.instant(row, "last_at")))
                .list();
    }
}
