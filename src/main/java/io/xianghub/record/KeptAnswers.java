package io.xianghub.record;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import io.xianghub.vault.Vault;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Unread answers in the database, sealed, each for a while, with who has read them. */
final class KeptAnswers implements UnreadAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LONGEST_TEXT = 600;

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Vault vault;
    private final Clock clock;
    private final UnreadAnswersSettings settings;

    /** @param apart transactions of their own: a call that fails takes its work back, and this must stay */
    KeptAnswers(JdbcClient jdbc, TransactionTemplate apart, Vault vault, Clock clock, UnreadAnswersSettings settings) {
        this.jdbc = jdbc;
        this.apart = apart;
        this.vault = vault;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * One answer that is kept.
     *
     * @param number from 1 within its exchange
     * @param bytes how long the answer was, of which perhaps only the beginning is kept
     */
    record Kept(
            int number,
            UnreadAnswer.Origin origin,
            int status,
            String contentType,
            String charset,
            Text why,
            long bytes,
            String sha256,
            Instant keptUntil,
            List<Reading> readings) {}

    record Reading(String by, Instant at) {}

    @Override
    public void keep(UnreadAnswer answer) {
        try {
            apart.executeWithoutResult(transaction -> {
                if (hasRoom(answer.origin())) {
                    insert(answer);
                }
            });
        } catch (RuntimeException notKept) {
            // The call has failed for a reason of its own, which this must not cover up.
            LOG.warn(
                    "The unread answer of {} was not kept: {}",
                    answer.exchange(),
                    notKept.getClass().getSimpleName());
        }
    }

    private boolean hasRoom(UnreadAnswer.Origin origin) {
        return jdbc.sql(
                                """
                                select count(*) from kept_answer
                                 where bundle = :bundle and connection = :connection and kept_at > :since
                                """)
                        .param("bundle", origin.bundle())
                        .param("connection", origin.connection())
                        .param("since", Times.column(clock.instant().minus(HOUR)))
                        .query(Integer.class)
                        .single()
                < settings.mostPerHour();
    }

    private void insert(UnreadAnswer unread) {
        UnreadAnswer.Origin origin = unread.origin();
        UnreadAnswer.Answer answer = unread.answer();
        int size = (int) Math.min(answer.body().length, settings.largest().toBytes());
        jdbc.sql(
                        """
                        insert into kept_answer (exchange, number, department, bundle, connection, operation, status,
                                                 content_type, charset, why_zh, why_en, bytes, sha256, sealed_body,
                                                 kept_at, kept_until)
                        values (:exchange, :number, :department, :bundle, :connection, :operation, :status,
                                :contentType, :charset, :zh, :en, :bytes, :sha256, :body, :at, :until)
                        """)
                .param("exchange", unread.exchange().value())
                .param("number", next(unread.exchange()))
                .param("department", origin.department())
                .param("bundle", origin.bundle())
                .param("connection", origin.connection())
                .param("operation", cut(origin.operation(), 100))
                .param("status", answer.status())
                .param("contentType", cut(answer.contentType(), 200))
                .param("charset", cut(answer.charset(), 40))
                .param("zh", cut(unread.why().zh(), LONGEST_TEXT))
                .param("en", cut(unread.why().en(), LONGEST_TEXT))
                .param("bytes", (long) answer.body().length)
                .param("sha256", digest(answer.body()))
                .param("body", vault.seal(Arrays.copyOf(answer.body(), size)))
                .param("at", Times.column(clock.instant()))
                .param("until", Times.column(clock.instant().plus(settings.keep())))
                .update();
    }

    private int next(ExchangeId exchange) {
        return jdbc.sql("select coalesce(max(number), 0) + 1 from kept_answer where exchange = :exchange")
                .param("exchange", exchange.value())
                .query(Integer.class)
                .single();
    }

    /** What is kept of an exchange's answers, without the answers. */
    List<Kept> of(ExchangeId exchange) {
        return jdbc.sql("select * from kept_answer where exchange = :exchange and kept_until > :now order by number")
                .param("exchange", exchange.value())
                .param("now", Times.column(clock.instant()))
                .query((row, number) -> kept(row))
                .list();
    }

    /** The bytes, to somebody who is written down as their reader first. */
    Optional<byte[]> read(ExchangeId exchange, int number, String reader) {
        Optional<byte[]> sealed = jdbc.sql(
                        """
                        select sealed_body from kept_answer
                         where exchange = :exchange and number = :number and kept_until > :now
                        """)
                .param("exchange", exchange.value())
                .param("number", number)
                .param("now", Times.column(clock.instant()))
                .query((row, at) -> row.getBytes(1))
                .optional();
        sealed.ifPresent(found -> noteReading(exchange, number, reader));
        return sealed.map(vault::open);
    }

    private void noteReading(ExchangeId exchange, int number, String reader) {
        jdbc.sql(
                        """
                        insert into kept_answer_reading (exchange, number, reader, read_at)
                        values (:exchange, :number, :reader, :at)
                        """)
                .param("exchange", exchange.value())
                .param("number", number)
                .param("reader", cut(reader, 100))
                .param("at", Times.column(clock.instant()))
                .update();
    }

    /** Takes away what has been kept long enough; who read it is remembered. */
    int sweep() {
        return jdbc.sql("delete from kept_answer where kept_until <= :now")
                .param("now", Times.column(clock.instant()))
                .update();
    }

    private Kept kept(ResultSet row) throws SQLException {
        String exchange = row.getString("exchange");
        int number = row.getInt("number");
        return new Kept(
                number,
                new UnreadAnswer.Origin(
                        row.getString("department"),
                        row.getString("bundle"),
                        row.getString("connection"),
                        row.getString("operation")),
                row.getInt("status"),
                row.getString("content_type"),
                row.getString("charset"),
                new Text(row.getString("why_zh"), row.getString("why_en")),
                row.getLong("bytes"),
                row.getString("sha256"),
                Times.instant(row, "kept_until"),
                readings(exchange, number));
    }

    private List<Reading> readings(String exchange, int number) {
        return jdbc.sql(
                        """
                        select reader, read_at from kept_answer_reading
                         where exchange = :exchange and number = :number
                         order by read_at
                         fetch first 100 rows only
                        """)
                .param("exchange", exchange)
                .param("number", number)
                .query((row, at) -> new Reading(row.getString("reader"), Times.instant(row, "read_at")))
                .list();
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
