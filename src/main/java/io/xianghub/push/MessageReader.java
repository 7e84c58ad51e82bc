package io.xianghub.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.web.Page;
import io.xianghub.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages as departments follow them and as their receivers read them. */
final class MessageReader {

    private static final String CORRECTS =
            """
            (select min(first.id) from push_message first
              where first.serial_print = m.serial_print and first.correction = false and m.correction = true) as corrects
            """;

    private final JdbcClient jdbc;
    private final Vault vault;

    MessageReader(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** @param due when it is looked at again; null at the end */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            Channel channel,
            DeliveryState state,
            int attempts,
            Instant changedAt,
            @Nullable Instant due,
            @Nullable String detail) {}

    /**
     * A message without its content.
     *
     * @param corrects the message that this one takes back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tracking(
            String id,
            String bundle,
            String message,
            String department,
            String template,
            boolean correction,
            @Nullable String corrects,
            Instant occurredAt,
            Instant acceptedAt,
            String exchange,
            List<Delivery> deliveries) {}

    /** A message as its receiver reads it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Letter(
            String id,
            String bizType,
            String department,
            String title,
            String text,
            boolean correction,
            @Nullable String corrects,
            Instant occurredAt,
            Instant deliveredAt) {}

    Optional<Tracking> tracking(String id) {
        String select =
                """
                select m.id, m.bundle, m.message, m.department, m.template, m.correction, m.occurred_at, m.accepted_at,
                       m.exchange, %s
                  from push_message m where m.id = :id
                """
                        .formatted(CORRECTS);
        return jdbc.sql(select)
                .param("id", id)
                .query((row, number) -> tracking(row, deliveries(id)))
                .optional();
    }

    private static Tracking tracking(ResultSet row, List<Delivery> deliveries) throws SQLException {
        return new Tracking(
                row.getString("id"),
                row.getString("bundle"),
                row.getString("message"),
                row.getString("department"),
                row.getString("template"),
                row.getBoolean("correction"),
                row.getString("corrects"),
                Times.instant(row, "occurred_at"),
                Times.instant(row, "accepted_at"),
                row.getString("exchange"),
                deliveries);
    }

    private List<Delivery> deliveries(String id) {
        return jdbc.sql(
                        """
                        select channel, state, attempts, changed_at, due_at, detail
                          from push_delivery where message_id = :id order by channel
                        """)
                .param("id", id)
                .query((row, number) -> new Delivery(
                        Channel.of(row.getString("channel")),
                        DeliveryState.of(row.getString("state")),
                        row.getInt("attempts"),
                        Times.instant(row, "changed_at"),
                        row.getObject("due_at") == null ? null : Times.instant(row, "due_at"),
                        row.getString("detail")))
                .list();
    }

    /** Newest first. */
    Page<Letter> inbox(String receiverPrint, @Nullable String after, int limit) {
        String select =
                """
                select m.id, m.biz_type, m.department, m.title, m.body, m.correction, m.occurred_at, i.delivered_at, %s
                  from push_inbox i join push_message m on m.id = i.message_id
                 where i.receiver_print = :receiver and (cast(:after as varchar) is null or i.message_id < :after)
                 order by i.message_id desc limit :limit
                """
                        .formatted(CORRECTS);
        List<Letter> letters = jdbc.sql(select)
                .param("receiver", receiverPrint)
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, number) -> letter(row))
                .list();
        boolean more = letters.size() > limit;
        List<Letter> page = more ? letters.subList(0, limit) : letters;
        return new Page<>(page, more ? page.get(limit - 1).id() : null);
    }

    private Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                row.getString("id"),
                row.getString("biz_type"),
                row.getString("department"),
                row.getString("title"),
                MessageBody.of(vault.open(row.getBytes("body"))).text(),
                row.getBoolean("correction"),
                row.getString("corrects"),
                Times.instant(row, "occurred_at"),
                Times.instant(row, "delivered_at"));
    }
}
