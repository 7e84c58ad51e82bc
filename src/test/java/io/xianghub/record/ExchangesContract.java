package io.xianghub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sees which rows of the exchange log. */
abstract class ExchangesContract {

    private static final String HOUSING_FUND = "12430000MBHUB0041G";
    private static final String FINANCE = "11430000MAHUB0080J";

    private final DataSource source;
    private final ExchangeLog log;
    private final ExchangeEndpoint endpoint;
    private int rows;

    ExchangesContract(Dialect dialect) {
        source = Databases.fresh(dialect);
        log = TestLog.in(source);
        endpoint = new ExchangeEndpoint(log);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OPERATOR", "AUDITOR"})
    void operatorsAndAuditorsSeeEveryRow(Role role) {
        Exchange fund = row(HOUSING_FUND, null);
        Exchange finance = row(FINANCE, null);
        Exchange nobodys = row(null, null);

        assertThat(page(actor(role))).containsExactly(nobodys.id(), finance.id(), fund.id());
        assertThat(endpoint.one(actor(role), nobodys.id().value()).id()).isEqualTo(nobodys.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ENGINEER", "DEPARTMENT"})
    void engineersAndDepartmentsSeeTheRowsOfTheirDepartments(Role role) {
        Exchange fund = row(HOUSING_FUND, null);
        Exchange finance = row(FINANCE, null);
        Exchange nobodys = row(null, null);
        Actor actor = actor(role, HOUSING_FUND, "11430000MBHUB005XB");

        assertThat(page(actor)).containsExactly(fund.id());
        assertThat(endpoint.one(actor, fund.id().value()).id()).isEqualTo(fund.id());
        assertThat(refused(actor, finance)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(refused(actor, nobodys)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(page(actor(role))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CLIENT", "ADMINISTRATOR"})
    void othersSeeNone(Role role) {
        Exchange fund = row(HOUSING_FUND, null);

        assertThat(refused(actor(role, HOUSING_FUND), fund)).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(catchThrowableOfType(Problem.class, () -> page(actor(role, HOUSING_FUND)))
                        .type())
                .isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void aPageOfADepartmentsRowsIsFullWhateverLiesBetween() {
        Exchange first = row(HOUSING_FUND, null);
        row(FINANCE, null);
        Exchange second = row(HOUSING_FUND, null);
        row(FINANCE, null);
        Actor fund = actor(Role.DEPARTMENT, HOUSING_FUND);

        var page = endpoint.page(fund, null, null, null, 1);
        var next = endpoint.page(fund, null, null, page.next(), 1);

        assertThat(page.items()).extracting(Exchange::id).containsExactly(second.id());
        assertThat(next.items()).extracting(Exchange::id).containsExactly(first.id());
    }

    @Test
    void keepsTheStepInWhichARouteFailed() {
        Exchange failed = row(HOUSING_FUND, "routes/housing-fund/movements.camel.yaml:8 mapping:movement-lines [file]");

        Exchange read =
                endpoint.one(actor(Role.ENGINEER, HOUSING_FUND), failed.id().value());

        assertThat(read.step()).isEqualTo(failed.step());
        assertThat(read.department()).isEqualTo(HOUSING_FUND);
    }

    @Test
    void keepsEveryRowThatManyThreadsWriteAtTheSameMoment() {
        List<Exchange> rows =
                Stream.generate(() -> exchange(FINANCE, null)).limit(400).toList();

        rows.parallelStream().forEach(log::record);

        assertThat(rows).allSatisfy(row -> assertThat(log.find(row.id())).contains(row));
    }

    @Test
    void aRowOfATransactionCommitsWithIt() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        Exchange undone = transaction.execute(status -> {
            Exchange row = row(FINANCE, null);
            status.setRollbackOnly();
            return row;
        });
        Exchange kept = transaction.execute(status -> row(FINANCE, null));

        assertThat(log.find(undone.id())).isEmpty();
        assertThat(log.find(kept.id())).isPresent();
    }

    @Test
    void cutsAStepThatIsTooLongInsteadOfLosingTheRow() {
        Exchange failed = row(HOUSING_FUND, "x".repeat(1_000));

        assertThat(log.find(failed.id()).orElseThrow().step()).hasSize(300);
    }

    @Test
    void namesWrongFieldsByTheirPathsAndNothingThatMayBeAValue() {
        Text wrong = Text.of("不对", "Wrong");
        Problem problem = Problem.of(ProblemType.INVALID_MESSAGE)
                .at(List.of(
                        new Problem.Violation("$.identityNumber", wrong),
                        new Problem.Violation("rows[2].FSE", wrong),
                        new Problem.Violation("rows[2].FSE", wrong),
                        new Problem.Violation("$.430301190001010028", wrong),
                        new Problem.Violation("$.测试甲", wrong)));

        assertThat(WrongFields.of(problem)).isEqualTo("fields: $.identityNumber, rows[2].FSE");
        assertThat(WrongFields.of(Problem.of(ProblemType.INTERNAL))).isNull();
        assertThat(WrongFields.of(null)).isNull();
    }

    private ProblemType refused(Actor actor, Exchange exchange) {
        return catchThrowableOfType(
                        Problem.class, () -> endpoint.one(actor, exchange.id().value()))
                .type();
    }

    private List<ExchangeId> page(Actor actor) {
        return endpoint.page(actor, null, null, null, 50).items().stream()
                .map(Exchange::id)
                .toList();
    }

    private static Actor actor(Role role, String... departments) {
        return new Actor("somebody", Set.of(role), Set.of(departments), null);
    }

    private Exchange row(@Nullable String department, @Nullable String step) {
        Exchange row = exchange(department, step);
        log.record(row);
        return row;
    }

    private Exchange exchange(@Nullable String department, @Nullable String step) {
        // Ids of one millisecond stand in no order: each row gets its own.
        Instant now = Instant.parse("2026-06-01T00:00:00Z").plusMillis(rows++);
        return new Exchange(
                new ExchangeId(Ids.first(now).substring(0, 10) + Ids.next().substring(10)),
                Exchange.Kind.CALL,
                "any",
                "op",
                "1.0.0",
                "01234567",
                "demo-app",
                step == null ? Exchange.Outcome.ANSWERED : Exchange.Outcome.FAILED,
                step == null ? null : "internal",
                step == null ? null : FaultSide.HUB,
                now,
                now,
                null,
                department,
                step);
    }
}
