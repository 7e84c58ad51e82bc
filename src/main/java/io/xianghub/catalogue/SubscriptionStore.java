package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions in the database. */
final class SubscriptionStore implements Subscriptions {

    private final JdbcClient jdbc;

    SubscriptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which subscriptions are asked for, and which of them the one who asks may see.
     *
     * @param everybody whether all may be seen; otherwise those of {@code client} or of {@code departments}
     */
    record Sight(
            @Nullable BundleName bundle,
            @Nullable String of,
            boolean everybody,
            String client,
            List<String> departments) {}

    @Override
    public List<Subscription> of(BundleName bundle, int major) {
        return jdbc.sql(
                        """
                        select * from subscription
                         where bundle = :bundle and major = :major and state = 'ACTIVE'
                         order by client, operation""")
                .param("bundle", bundle.value())
                .param("major", major)
                .query((row, number) -> entry(row).subscription())
                .list();
    }

    Optional<SubscriptionEntry> find(String id) {
        return jdbc.sql("select * from subscription where id = :id")
                .param("id", id)
                .query((row, number) -> entry(row))
                .optional();
    }

    /** Newest first; {@code after} is the last id of the page before. */
    List<SubscriptionEntry> page(Sight sight, @Nullable String after, int limit) {
        List<String> departments = new ArrayList<>(sight.departments());
        departments.add("");
        return jdbc.sql(
                        """
                        select * from subscription
                         where (cast(:bundle as varchar) is null or bundle = :bundle)
                           and (cast(:of as varchar) is null or client = :of)
                           and (:everybody or client = :client or department in (:departments))
                           and (cast(:after as varchar) is null or id < :after)
                         order by id desc
                         fetch first :limit rows only""")
                .param("bundle", sight.bundle() == null ? null : sight.bundle().value())
                .param("of", sight.of())
                .param("everybody", sight.everybody())
                .param("client", sight.client())
                .param("departments", departments)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> entry(row))
                .list();
    }

    /** False when the client has an open subscription to that operation already. */
    boolean open(Subscription subscription, String department, String by) {
        String key = "%s %s %d %s"
                .formatted(
                        subscription.client(), subscription.bundle(), subscription.major(), subscription.operation());
        try {
            return jdbc.sql(
                                    """
                                    insert into subscription (id, client, bundle, major, operation, fields, purpose,
                                                              department, since, state, decided_by, open_key)
                                    select :id, :client, :bundle, :major, :operation, :fields, :purpose,
                                           :department, :since, 'ACTIVE', :by, :key
                                     where not exists (select 1 from subscription where open_key = :key)""")
                            .param("id", subscription.id())
                            .param("client", subscription.client())
                            .param("bundle", subscription.bundle().value())
                            .param("major", subscription.major())
                            .param("operation", subscription.operation())
                            .param("fields", String.join(" ", subscription.fields()))
                            .param("purpose", subscription.purpose())
                            .param("department", department)
                            .param("since", Times.column(subscription.since()))
                            .param("by", by)
                            .param("key", key)
                            .update()
                    == 1;
        } catch (DuplicateKeyException somebodyElse) {
            return false;
        }
    }

    /** False when it was closed before. */
    boolean close(String id, SubscriptionEntry.Closing closing) {
        return jdbc.sql(
                                """
                                update subscription
                                   set state = 'CLOSED', closed_by = :by, closed_at = :at, close_reason = :reason,
                                       open_key = null
                                 where id = :id and state = 'ACTIVE'""")
                        .param("id", id)
                        .param("by", closing.by())
                        .param("at", Times.column(closing.at()))
                        .param("reason", closing.reason())
                        .update()
                == 1;
    }

    private static SubscriptionEntry entry(ResultSet row) throws SQLException {
        Subscription subscription = new Subscription(
                row.getString("id"),
                row.getString("client"),
                new BundleName(row.getString("bundle")),
                row.getInt("major"),
                row.getString("operation"),
                List.of(row.getString("fields").split(" ")),
                row.getString("purpose"),
                Times.instant(row, "since"),
                Subscription.State.valueOf(row.getString("state")));
        String closedBy = row.getString("closed_by");
        return new SubscriptionEntry(
                subscription,
                row.getString("department"),
                row.getString("decided_by"),
                closedBy == null
                        ? null
                        : new SubscriptionEntry.Closing(
                                closedBy, Times.instant(row, "closed_at"), row.getString("close_reason")));
    }
}
