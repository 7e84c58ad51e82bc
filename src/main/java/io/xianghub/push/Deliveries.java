package io.xianghub.push;

import io.xianghub.shared.database.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of deliveries: every change is a compare-and-set, so that two who want the same cannot both have it. */
final class Deliveries {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PushProperties properties;
    private final Outbox outbox;

    Deliveries(JdbcClient jdbc, Clock clock, PushProperties properties, Outbox outbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.outbox = outbox;
    }

    /** @param attempt 1 when nobody has tried before */
    record Claim(
            String messageId,
            Channel channel,
            int revision,
            int attempt,
            String template,
            @Nullable Instant validUntil,
            Instant acceptedAt) {}

    record Due(String messageId, Channel channel, DeliveryState state, int revision) {}

    /** Begins a delivery, in the transaction that makes its message. */
    void open(String messageId, Channel channel, boolean possible) {
        jdbc.sql(
                        """
                        insert into push_delivery (message_id, channel, state, revision, attempts, due_at, changed_at, detail)
                        values (:message, :channel, :state, 0, 0, :due, :now, :detail)
                        """)
                .param("message", messageId)
                .param("channel", channel.word())
                .param("state", (possible ? DeliveryState.READY : DeliveryState.SUPPRESSED).word())
                .param("due", possible ? in(properties.lostAfter()) : null)
                .param("now", Times.column(clock.instant()))
                .param("detail", possible ? null : "no-mobile")
                .update();
        if (possible) {
            outbox.add(channel, messageId);
        }
    }

    /** Takes the delivery for one attempt; empty when somebody else has it or had it. */
    Optional<Claim> claim(String messageId, Channel channel) {
        int taken = jdbc.sql(
                        """
                        update push_delivery
                           set state = 'claimed', revision = revision + 1, attempts = attempts + 1,
                               due_at = :due, changed_at = :now
                         where message_id = :message and channel = :channel and state = 'ready'
                        """)
                .param("due", in(properties.claimTerm()))
                .param("now", Times.column(clock.instant()))
                .param("message", messageId)
                .param("channel", channel.word())
                .update();
        return taken == 1 ? Optional.of(claimed(messageId, channel)) : Optional.empty();
    }

    private Claim claimed(String messageId, Channel channel) {
        return jdbc.sql(
                        """
                        select d.revision, d.attempts, m.template, m.valid_until, m.accepted_at
                          from push_delivery d join push_message m on m.id = d.message_id
                         where d.message_id = :message and d.channel = :channel
                        """)
                .param("message", messageId)
                .param("channel", channel.word())
                .query((row, number) -> new Claim(
                        messageId,
                        channel,
                        row.getInt("revision"),
                        row.getInt("attempts"),
                        row.getString("template"),
                        row.getObject("valid_until") == null ? null : Times.instant(row, "valid_until"),
                        Times.instant(row, "accepted_at")))
                .single();
    }

    byte[] sealedBody(Claim claim) {
        return jdbc.sql("select body from push_message where id = :message")
                .param("message", claim.messageId())
                .query((row, number) -> row.getBytes("body"))
                .single();
    }

    /** Ends the attempt for good; false when the claim had been given up meanwhile. */
    boolean settle(Claim claim, DeliveryState end, @Nullable String detail) {
        return change(claim, end, null, detail);
    }

    /** Ends the attempt and comes back to it later. */
    boolean postpone(Claim claim, DeliveryState state, Duration wait, String detail) {
        return change(claim, state, in(wait), detail);
    }

    private boolean change(Claim claim, DeliveryState state, @Nullable OffsetDateTime due, @Nullable String detail) {
        return jdbc.sql(
                                """
                                update push_delivery
                                   set state = :state, revision = revision + 1, due_at = :due, changed_at = :now,
                                       detail = :detail
                                 where message_id = :message and channel = :channel
                                   and state = 'claimed' and revision = :revision
                                """)
                        .param("state", state.word())
                        .param("due", due)
                        .param("now", Times.column(clock.instant()))
                        .param("detail", detail)
                        .param("message", claim.messageId())
                        .param("channel", claim.channel().word())
                        .param("revision", claim.revision())
                        .update()
                == 1;
    }

    /** Shows the message in its receiver's inbox; false when it is there already. */
    boolean show(String messageId) {
        OffsetDateTime now = Times.column(clock.instant());
        int shown = jdbc.sql(
                        """
                        update push_delivery
                           set state = 'delivered', revision = revision + 1, attempts = attempts + 1,
                               due_at = null, changed_at = :now
                         where message_id = :message and channel = 'inbox' and state = 'ready'
                        """)
                .param("now", now)
                .param("message", messageId)
                .update();
        if (shown == 0) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into push_inbox (message_id, receiver_print, delivered_at)
                        select id, receiver_print, :now from push_message where id = :message
                        """)
                .param("now", now)
                .param("message", messageId)
                .update();
        return true;
    }

    List<Due> due(int limit) {
        return jdbc.sql(
                        """
                        select message_id, channel, state, revision from push_delivery
                         where due_at <= :now order by due_at limit :limit
                        """)
                .param("now", Times.column(clock.instant()))
                .param("limit", limit)
                .query((row, number) -> new Due(
                        row.getString("message_id"),
                        Channel.of(row.getString("channel")),
                        DeliveryState.of(row.getString("state")),
                        row.getInt("revision")))
                .list();
    }

    /** Moves a delivery whose time has come; false when it has moved by itself. */
    boolean wake(Due due) {
        boolean abandoned = due.state() == DeliveryState.CLAIMED;
        DeliveryState next = abandoned ? DeliveryState.UNKNOWN : DeliveryState.READY;
        int moved = jdbc.sql(
                        """
                        update push_delivery
                           set state = :next, revision = revision + 1, due_at = :due, changed_at = :now
                         where message_id = :message and channel = :channel and state = :state and revision = :revision
                        """)
                .param("next", next.word())
                .param("due", in(abandoned ? properties.unknownWait() : lostAfter(due)))
                .param("now", Times.column(clock.instant()))
                .param("message", due.messageId())
                .param("channel", due.channel().word())
                .param("state", due.state().word())
                .param("revision", due.revision())
                .update();
        if (moved == 1 && !abandoned && !outbox.awaits(due.channel(), due.messageId())) {
            outbox.add(due.channel(), due.messageId());
        }
        return moved == 1;
    }

    /** Longer each time: behind a slow gateway a message waits in the broker and is not lost. */
    private Duration lostAfter(Due due) {
        return properties.lostAfter().multipliedBy(1L << Math.min(due.revision(), 6));
    }

    private OffsetDateTime in(Duration wait) {
        return Times.column(clock.instant().plus(wait));
    }
}
