package io.xianghub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What is kept of an answer that could not be read, for how long, and for whom. */
abstract class KeptAnswersContract {

    private static final String OWNER = "12430000MBHUB0041G";
    private static final byte[] BODY = "{\"name\": \"测试甲\"}".getBytes(Charset.forName("GBK"));
    private static final UnreadAnswersSettings SETTINGS =
            new UnreadAnswersSettings(DataSize.ofBytes(20), Duration.ofDays(30), 3);

    private final DataSource source;
    private final JdbcClient jdbc;
    private final ExchangeId exchange = ExchangeId.next();
    private final Hand clock = new Hand();
    private Vault vault;
    private KeptAnswers answers;
    private KeptAnswerEndpoint endpoint;

    /** Stands where it is put. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2026-11-25T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    KeptAnswersContract(Dialect dialect) {
        source = Databases.fresh(dialect);
        jdbc = JdbcClient.create(source);
    }

    @BeforeEach
    void start(@TempDir Path data) {
        vault = Vaults.of(null, data);
        answers = answers(vault);
        endpoint = new KeptAnswerEndpoint(answers);
    }

    @Test
    void keepsTheBytesAsTheyCameAndSealed() {
        answers.keep(answer(BODY));
        byte[] sealed = jdbc.sql("select sealed_body from kept_answer")
                .query((row, number) -> row.getBytes(1))
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("name");
        assertThat(endpoint.one(actor(Role.ENGINEER, OWNER), exchange.value(), 1)
                        .getBody())
                .isEqualTo(BODY);
        assertThat(endpoint.list(actor(Role.DEPARTMENT, OWNER), exchange.value())
                        .items())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.bytes()).isEqualTo(BODY.length);
                    assertThat(kept.charset()).isEqualTo("GB18030");
                    assertThat(kept.status()).isEqualTo(200);
                    assertThat(kept.why().en()).isEqualTo("not GBK");
                    assertThat(kept.origin().operation()).isEqualTo("query");
                    assertThat(kept.keptUntil()).isEqualTo(Instant.parse("2026-12-25T00:00:00Z"));
                });
    }

    @Test
    void nobodyButTheDepartmentAndItsEngineersGetsTheBytes() {
        answers.keep(answer(BODY));
        for (Role role : List.of(Role.DEPARTMENT, Role.ENGINEER)) {
            Actor stranger = actor(role, "11430000MAHUB0080J");
            assertThat(refused(() -> endpoint.one(stranger, exchange.value(), 1)))
                    .isEqualTo(ProblemType.NOT_FOUND);
            assertThat(endpoint.list(stranger, exchange.value()).items()).isEmpty();
        }
        for (Role role : List.of(Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR)) {
            Actor official = actor(role, OWNER);
            assertThat(refused(() -> endpoint.one(official, exchange.value(), 1)))
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
        assertThat(jdbc.sql("select count(*) from kept_answer_reading")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoReadThemAndWhenIsWrittenDown() {
        answers.keep(answer(BODY));
        endpoint.one(actor(Role.ENGINEER, OWNER), exchange.value(), 1);
        clock.now = clock.now.plusSeconds(60);
        endpoint.one(actor(Role.DEPARTMENT, OWNER), exchange.value(), 1);
        assertThat(endpoint.list(actor(Role.AUDITOR, "none"), exchange.value())
                        .items()
                        .get(0)
                        .readings())
                .containsExactly(
                        new KeptAnswers.Reading("engineer", Instant.parse("2026-11-25T00:00:00Z")),
                        new KeptAnswers.Reading("department", Instant.parse("2026-11-25T00:01:00Z")));
    }

    @Test
    void ofALargeAnswerTheBeginningIsKept() {
        answers.keep(answer("0123456789012345678901234".getBytes(StandardCharsets.UTF_8)));
        KeptAnswers.Kept kept = answers.of(exchange).get(0);
        assertThat(kept.bytes()).isEqualTo(25);
        assertThat(answers.read(exchange, 1, "engineer").orElseThrow())
                .isEqualTo("01234567890123456789".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aConnectionThatAnswersNothingElseDoesNotFillTheDatabase() {
        for (int i = 0; i < 5; i++) {
            answers.keep(answer(BODY));
        }
        assertThat(answers.of(exchange)).extracting(KeptAnswers.Kept::number).containsExactly(1, 2, 3);
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        answers.keep(answer(BODY));
        assertThat(answers.of(exchange)).hasSize(4);
    }

    @Test
    void whatHasBeenKeptLongEnoughIsGone() {
        answers.keep(answer(BODY));
        clock.now = clock.now.plus(Duration.ofDays(30)).minusMillis(1);
        assertThat(answers.sweep()).isZero();
        assertThat(answers.of(exchange)).hasSize(1);
        clock.now = clock.now.plusMillis(1);
        assertThat(answers.of(exchange)).isEmpty();
        assertThat(refused(() -> endpoint.one(actor(Role.ENGINEER, OWNER), exchange.value(), 1)))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(answers.sweep()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from kept_answer")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void staysWhenTheWorkOfTheFailedCallIsTakenBack() {
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(work -> {
            answers.keep(answer(BODY));
            work.setRollbackOnly();
        });
        assertThat(answers.of(exchange)).hasSize(1);
    }

    @Test
    void whatCannotBeKeptCoversUpNothing() {
        Vault broken = new Vault() {
            @Override
            public String fingerprint(String certificateNumber) {
                throw new IllegalStateException("no key");
            }

            @Override
            public byte[] seal(byte[] plain) {
                throw new IllegalStateException("no key");
            }

            @Override
            public byte[] open(byte[] sealed) {
                throw new IllegalStateException("no key");
            }
        };
        assertThatCode(() -> answers(broken).keep(answer(BODY))).doesNotThrowAnyException();
        assertThat(answers.of(exchange)).isEmpty();
    }

    private KeptAnswers answers(Vault sealing) {
        TransactionTemplate apart = new TransactionTemplate(new JdbcTransactionManager(source));
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new KeptAnswers(jdbc, apart, sealing, clock, SETTINGS);
    }

    private UnreadAnswer answer(byte[] body) {
        return new UnreadAnswer(
                exchange,
                new UnreadAnswer.Origin(OWNER, "housing-fund", "core", "query"),
                new UnreadAnswer.Answer(200, "application/json", "GB18030", body),
                new Text("不是 GBK", "not GBK"));
    }

    private static Actor actor(Role role, String department) {
        return new Actor(role.name().toLowerCase(java.util.Locale.ROOT), Set.of(role), Set.of(department), null);
    }

    private static ProblemType refused(ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).type();
    }
}
