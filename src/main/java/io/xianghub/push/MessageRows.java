package io.xianghub.push;

import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.database.Times;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of accepted messages and of the events they came from. */
final class MessageRows {

    private final JdbcClient jdbc;
    private final String ignoringConflict;

    MessageRows(JdbcClient jdbc, Dialect dialect) {
        this.jdbc = jdbc;
        // PostgreSQL aborts a transaction whose insert fails; H2 does not and knows no "on conflict".
        ignoringConflict = dialect == Dialect.POSTGRESQL ? "on conflict do nothing" : "";
    }

    /** The event's first message, and the print of its row. */
    record Known(String messageId, String rowPrint) {}

    record Row(
            String id,
            Submission submission,
            String serialPrint,
            String receiverPrint,
            String exchange,
            Instant acceptedAt) {}

    /** Whether the event is new; waits for whoever is taking the same one in right now. */
    boolean claimKey(String keyPrint, String rowPrint, String messageId, Instant now) {
        String insert =
                """
                insert into push_key (key_print, row_print, message_id, first_seen_at)
                values (:key, :row, :message, :now)
                """;
        try {
            return jdbc.sql(insert + ignoringConflict)
                            .param("key", keyPrint)
                            .param("row", rowPrint)
                            .param("message", messageId)
                            .param("now", Times.column(now))
                            .update()
                    == 1;
        } catch (DuplicateKeyException known) {
            return false;
        } catch (QueryTimeoutException locked) {
            // How H2 says that another transaction brings the same event and has not committed.
            throw new CannotAcquireLockException("Another transaction has brought the same event", locked);
        }
    }

    Optional<Known> known(String keyPrint) {
        return jdbc.sql("select message_id, row_print from push_key where key_print = :key")
                .param("key", keyPrint)
                .query((row, number) -> new Known(row.getString("message_id"), row.getString("row_print")))
                .optional();
    }

    void insert(Row row, byte[] sealedBody) {
        Submission submission = row.submission();
        jdbc.sql(
                        """
                        insert into push_message (
                            id, bundle, message, department, biz_type, template, title, serial_print, receiver_print,
                            correction, occurred_at, valid_until, accepted_at, exchange, body)
                        values (
                            :id, :bundle, :message, :department, :bizType, :template, :title, :serial, :receiver,
                            :correction, :occurred, :valid, :accepted, :exchange, :body)
                        """)
                .param("id", row.id())
                .param("bundle", submission.bundle().value())
                .param("message", submission.key().message())
                .param("department", submission.key().department())
                .param("bizType", submission.template().bizType())
                .param("template", submission.template().code())
                .param("title", submission.template().title())
                .param("serial", row.serialPrint())
                .param("receiver", row.receiverPrint())
                .param("correction", submission.correction())
                .param("occurred", Times.column(submission.occurredAt()))
                .param("valid", column(submission.validUntil()))
                .param("accepted", Times.column(row.acceptedAt()))
                .param("exchange", row.exchange())
                .param("body", sealedBody)
                .update();
    }

    Optional<byte[]> body(String id) {
        return jdbc.sql("select body from push_message where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes("body"))
                .optional();
    }

    private static @Nullable Object column(@Nullable Instant instant) {
        return instant == null ? null : Times.column(instant);
    }
}
