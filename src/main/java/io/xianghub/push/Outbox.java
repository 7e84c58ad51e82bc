package io.xianghub.push;

import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.shared.Ids;
import io.xianghub.shared.database.Times;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What still has to reach the broker, and the batches in which it goes. */
final class Outbox {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final Clock clock;

    Outbox(JdbcClient jdbc, TransactionTemplate transaction, Leases leases, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = leases;
        this.clock = clock;
    }

    /** @param id also the broker's duplicate id, so that sending the batch again has no effect */
    record Batch(String id, Channel channel, List<String> messageIds) {}

    void add(Channel channel, String messageId) {
        jdbc.sql("insert into push_outbox (channel, message_id) values (:channel, :message)")
                .param("channel", channel.word())
                .param("message", messageId)
                .update();
    }

    /** Whether it will still be bound to a batch. What is bound already may have reached the broker, and left it, long ago. */
    boolean awaits(Channel channel, String messageId) {
        return !jdbc.sql(
                        """
                        select id from push_outbox
                         where message_id = :message and channel = :channel and batch_id is null""")
                .param("message", messageId)
                .param("channel", channel.word())
                .query(Long.class)
                .list()
                .isEmpty();
    }

    long depth() {
        return jdbc.sql("select count(*) from push_outbox").query(Long.class).single();
    }

    /** Batches that were formed and are not known to have arrived: after a crash, or while the broker is away. */
    List<Batch> open() {
        return jdbc.sql("select batch_id, channel from push_batch order by batch_id")
                .query((row, number) -> batch(row.getString("batch_id"), Channel.of(row.getString("channel"))))
                .list();
    }

    private Batch batch(String id, Channel channel) {
        List<String> messageIds = jdbc.sql(
                        """
                        select message_id from push_outbox
                         where channel = :channel and batch_id = :batch order by id
                        """)
                .param("channel", channel.word())
                .param("batch", id)
                .query(String.class)
                .list();
        return new Batch(id, channel, messageIds);
    }

    /** Binds waiting rows to a new batch, durably, before anything is sent. */
    Optional<Batch> form(Lease lease, Channel channel, int size) {
        Optional<Batch> formed = transaction.execute(begun -> {
            leases.fence(lease);
            List<Long> picked = jdbc.sql(
                            """
                            select id from push_outbox
                             where channel = :channel and batch_id is null order by id limit :size
                            """)
                    .param("channel", channel.word())
                    .param("size", size)
                    .query(Long.class)
                    .list();
            return picked.isEmpty() ? Optional.empty() : Optional.of(bind(lease, channel, picked));
        });
        return Objects.requireNonNull(formed);
    }

    private Batch bind(Lease lease, Channel channel, List<Long> picked) {
        String id = Ids.next();
        jdbc.sql("insert into push_batch (batch_id, channel, epoch, formed_at) values (:batch, :channel, :epoch, :now)")
                .param("batch", id)
                .param("channel", channel.word())
                .param("epoch", lease.epoch())
                .param("now", Times.column(clock.instant()))
                .update();
        jdbc.sql("update push_outbox set batch_id = :batch where id in (:picked) and batch_id is null")
                .param("batch", id)
                .param("picked", picked)
                .update();
        return batch(id, channel);
    }

    /** The broker has the batch. */
    void arrived(Lease lease, Batch batch) {
        transaction.executeWithoutResult(begun -> {
            leases.fence(lease);
            jdbc.sql("delete from push_outbox where channel = :channel and batch_id = :batch")
                    .param("channel", batch.channel().word())
                    .param("batch", batch.id())
                    .update();
            jdbc.sql("delete from push_batch where batch_id = :batch")
                    .param("batch", batch.id())
                    .update();
        });
    }
}
