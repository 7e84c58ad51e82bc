package io.xianghub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.catalogue.OfferedServices;
import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Role;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who used what of late, as the exchange log shows it. */
abstract class UsesContract {

    private static final Instant NOW = Instant.parse("2026-06-30T08:00:00Z");
    private static final Instant MONTH_AGO = NOW.minus(Duration.ofDays(30));
    private static final String OWNER = "11430000MBHUB005XB";

    private final ExchangeLog log;
    private final UsesInLog uses;

    UsesContract(Dialect dialect) {
        DataSource source = Databases.fresh(dialect);
        log = TestLog.in(source);
        uses = new UsesInLog(JdbcClient.create(source));
    }

    @Test
    void countsEachActorsUsesOfEachServiceOfTheMajorVersion() {
        wrote(Exchange.Kind.CALL, "1.0.0", "ask", "app", NOW.minusSeconds(20), null);
        wrote(Exchange.Kind.CALL, "1.2.0", "ask", "app", NOW.minusSeconds(10), "department-timeout");
        wrote(Exchange.Kind.CALL, "1.2.0", "tell", "app", NOW.minusSeconds(30), null);
        wrote(Exchange.Kind.FACADE, "1.2.0", "ask", "fund", NOW.minusSeconds(40), null);
        wrote(Exchange.Kind.CALL, "2.0.0", "ask", "app", NOW, null);
        wrote(Exchange.Kind.CALL, "11.0.0", "ask", "app", NOW, null);
        wrote(Exchange.Kind.CALL, null, "unknown", "app", NOW, "unknown-service");
        wrote(Exchange.Kind.FILE, "1.2.0", "exchange/movements", "hub", NOW, null);
        wrote(Exchange.Kind.ROWS, "1.2.0", "box/accepts", "hub", NOW, null);
        wrote(Exchange.Kind.FRAME, "1.2.0", "bank/notices", "10.1.2.3", NOW, null);

        assertThat(uses.of("compared", 1, MONTH_AGO))
                .containsExactly(
                        new Use(Exchange.Kind.CALL, "compared", 1, "ask", "app", 2, 1, NOW.minusSeconds(10)),
                        new Use(Exchange.Kind.CALL, "compared", 1, "tell", "app", 1, 0, NOW.minusSeconds(30)),
                        new Use(Exchange.Kind.FACADE, "compared", 1, "ask", "fund", 1, 0, NOW.minusSeconds(40)));
        assertThat(uses.of("other", 1, MONTH_AGO)).isEmpty();
    }

    @Test
    void leavesOutWhatIsOlderThanThePeriod() {
        wrote(Exchange.Kind.CALL, "1.0.0", "ask", "late", MONTH_AGO.minusMillis(1), null);
        wrote(Exchange.Kind.CALL, "1.0.0", "ask", "early", MONTH_AGO, null);
        wrote(Exchange.Kind.CALL, "1.0.0", "ask", "ancient", MONTH_AGO.minus(Duration.ofDays(90)), null);
        assertThat(uses.of("compared", 1, MONTH_AGO)).extracting(Use::actor).containsExactly("early");
    }

    @Test
    void showsThemToOperatorsAuditorsAndTheOwningDepartment() {
        wrote(Exchange.Kind.CALL, "1.0.0", "ask", "app", NOW.minusSeconds(1), null);
        OfferedServices offered = (bundle, major) -> bundle.value().equals("compared") && major == 1
                ? Optional.of(new OfferedServices.Offer(OWNER, Set.of("ask")))
                : Optional.empty();
        UseEndpoint endpoint = new UseEndpoint(uses, offered, Clock.fixed(NOW, ZoneOffset.UTC));
        for (Actor actor : List.of(
                actor(Role.OPERATOR),
                actor(Role.AUDITOR),
                actor(Role.DEPARTMENT, OWNER),
                actor(Role.ENGINEER, OWNER))) {
            assertThat(endpoint.page(actor, "compared", 1, 30).items())
                    .as("%s", actor)
                    .hasSize(1);
        }
        for (Actor actor : List.of(
                actor(Role.CLIENT, OWNER), actor(Role.ADMINISTRATOR), actor(Role.ENGINEER, "12430000MBHUB0041G"))) {
            assertThat(refused(() -> endpoint.page(actor, "compared", 1, 30)))
                    .as("%s", actor)
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
        assertThat(refused(() -> endpoint.page(actor(Role.OPERATOR), "compared", 1, 0)))
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    private void wrote(
            Exchange.Kind kind,
            @Nullable String version,
            String service,
            String actor,
            Instant received,
            @Nullable String problem) {
        // As the hub makes them: by the time at which the input came.
        String id = Ids.first(received).substring(0, 10) + Ids.next().substring(10);
        log.record(new Exchange(
                new ExchangeId(id),
                kind,
                "compared",
                service,
                version,
                version == null ? null : "01234567",
                actor,
                problem == null ? Exchange.Outcome.ANSWERED : Exchange.Outcome.FAILED,
                problem,
                problem == null ? null : FaultSide.DEPARTMENT,
                received,
                received.plusMillis(5),
                null,
                null,
                null));
    }

    private static Actor actor(Role role, String... departments) {
        return new Actor("somebody", Set.of(role), Set.of(departments), null);
    }

    private static ProblemType refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).type();
    }
}
