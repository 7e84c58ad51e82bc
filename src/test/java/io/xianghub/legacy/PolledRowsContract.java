package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.SetClock;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What polling must do on any department's database, and with any database of the hub's own. */
abstract class PolledRowsContract {

    private static final BundleName BUNDLE = new BundleName("case-exchange");
    // 2026-06-01 12:00:00 in Beijing
    private static final Instant NOON = Instant.parse("2026-06-01T04:00:00Z");
    private static final ConnectionDefinition BOX = Declared.connection(
            "box",
            """
            style: sql
            sources:
              steps: { table: step, key: id, flag: is_sync, time: cd_time, operation: op, columns: [id, op, words, cd_time], every: 1s, batch: 3 }
              numbered: { table: numbered, key: id, flag: done, waiting: "0", taken: "1", time: cd_time, columns: [id, cd_time], every: 1s }
              read: { view: step_view, key: id, updated: cd_time, columns: [id, words, cd_time], every: 1s, batch: 3, lag: 1m, overlap: 10m }
            """);

    private final SetClock clock = new SetClock(NOON);
    private final Bindings bindings = new Bindings();
    private final DataSource own = Databases.fresh(dialect());
    private final Polls polls = new PollStore(
            new NamedParameterJdbcTemplate(own), new TransactionTemplate(new JdbcTransactionManager(own)));
    private final Connections connections = connections();
    private final io.xianghub.legacy.Connection box = connections.open(BUNDLE, BOX);

    abstract Dialect dialect();

    /** A database that the binding leads to. */
    abstract Connection department() throws Exception;

    abstract Binding binding();

    @BeforeEach
    void fill() throws Exception {
        run(
                "drop view if exists step_view",
                "drop table if exists step",
                "drop table if exists numbered",
                "create table step (id varchar(50) primary key, op varchar(2), words varchar(100), cd_time timestamp,"
                        + " is_sync varchar(1) default '0')",
                "create table numbered (id bigint primary key, cd_time timestamp(0), done smallint default 0)",
                "create view step_view as select id, words, cd_time from step where id is not null");
        bindings.register(BUNDLE, "box", binding());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void rowsComeOldestFirstAndOnlyUntilTheyAreTaken() throws Exception {
        for (int i = 0; i < 7; i++) {
            step("s" + i, "I", "2026-06-01 11:00:0" + (6 - i));
        }
        PolledRows.Round round = begin("steps");

        assertThat(keys(takeAll(round))).containsExactly("s6", "s5", "s4", "s3", "s2", "s1", "s0");
        assertThat(flags()).containsOnly("1").hasSize(7);
        assertThat(takeAll(begin("steps"))).isEmpty();
    }

    @Test
    void aRowWrittenAnewWhileItIsHandledKeepsWaiting() throws Exception {
        step("a", "I", "2026-06-01 11:00:00.123456");
        step("b", "I", "2026-06-01 11:00:01");
        PolledRows.Round round = begin("steps");
        List<PolledRow> next = round.next();
        run("update step set words = 'anew', op = 'U', cd_time = timestamp '2026-06-01 11:30:00' where id = 'a'");
        round.taken(next);
        round.end();

        List<PolledRow> again = takeAll(begin("steps"));
        assertThat(again).singleElement().satisfies(row -> assertThat(row.columns())
                .containsEntry("words", "anew")
                .containsEntry("op", "U"));
        assertThat(flags()).containsOnly("1");
    }

    @Test
    void rowsThatWereHandledAndNotMarkedComeAgain() throws Exception {
        step("a", "I", "2026-06-01 11:00:00");
        assertThat(keys(begin("steps").next())).containsExactly("a");
        assertThat(keys(begin("steps").next())).containsExactly("a");
    }

    @Test
    void aRowThatIsSetAsideKeepsNoOtherWaitingAndIsTriedAgainWhenItChangesOrItsTimeHasCome() throws Exception {
        for (String id : List.of("a", "b", "c", "d")) {
            step(id, "I", "2026-06-01 11:00:00");
        }
        PolledRows.Round round = begin("steps");
        List<PolledRow> first = round.next();
        assertThat(round.setAside(first.get(0), Text.of("错", "wrong"))).isTrue();
        round.taken(first.subList(1, 3));
        assertThat(keys(takeAll(round))).containsExactly("d");
        assertThat(takeAll(begin("steps"))).isEmpty();
        assertThat(polls.setAside(place("steps"))).singleElement().satisfies(row -> assertThat(row.reason())
                .isEqualTo(new Text("错", "wrong")));

        clock.forward(Duration.ofSeconds(61));
        PolledRows.Round later = begin("steps");
        List<PolledRow> due = later.next();
        assertThat(keys(due)).containsExactly("a");
        assertThat(later.setAside(due.get(0), Text.of("错", "wrong"))).isFalse();
        later.end();
        clock.forward(Duration.ofSeconds(61));
        assertThat(begin("steps").next()).isEmpty();

        run("update step set cd_time = timestamp '2026-06-01 11:59:00' where id = 'a'");
        assertThat(keys(takeAll(begin("steps")))).containsExactly("a");
        assertThat(polls.setAside(place("steps"))).isEmpty();
    }

    @Test
    void aRowWithoutATimeOrOfNoKnownOperationHasAFlawAndHoldsUpNobody() throws Exception {
        run("insert into step (id, op, cd_time) values ('n', 'I', null)");
        step("x", "Q", "2026-06-01 11:00:00");
        step("y", "D", "2026-06-01 11:00:01");
        PolledRows.Round round = begin("steps");

        List<PolledRow> timeless = round.next();
        assertThat(timeless)
                .singleElement()
                .satisfies(row -> assertThat(row.flaw().en()).contains("cd_time is empty"));
        round.setAside(timeless.get(0), timeless.get(0).flaw());
        List<PolledRow> rest = round.next();
        assertThat(rest).extracting(PolledRow::key).containsExactly("x", "y");
        assertThat(rest.get(0).flaw().en()).isEqualTo("The column op is none of I, U and D");
        assertThat(rest.get(1).flaw()).isNull();
        assertThat(begin("steps").next()).extracting(PolledRow::key).containsExactly("x", "y");
    }

    @Test
    void keysAndFlagsMayBeNumbers() throws Exception {
        run(
                "insert into numbered (id, cd_time) values (9, timestamp '2026-06-01 11:00:00')",
                "insert into numbered (id, cd_time) values (10, timestamp '2026-06-01 11:00:00')");
        PolledRows.Round round = begin("numbered");
        List<PolledRow> rows = round.next();
        assertThat(keys(rows)).containsExactly("9", "10");
        round.setAside(rows.get(0), Text.of("错", "wrong"));
        round.taken(rows.subList(1, 2));
        clock.forward(Duration.ofMinutes(2));
        assertThat(keys(takeAll(begin("numbered")))).containsExactly("9");
    }

    @Test
    void withoutTheRightToUpdateTheFlagIsRefusedAndReadingByTheTimeWorks() throws Exception {
        step("a", "I", "2026-06-01 11:00:00");
        withoutRights();
        PolledRows.Round round = begin("steps");
        List<PolledRow> rows = round.next();
        Problem refused = catchThrowableOfType(Problem.class, () -> round.taken(rows));
        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);

        assertThat(keys(takeAll(begin("read")))).containsExactly("a");
        assertThat(takeAll(begin("read"))).isEmpty();
        assertThat(flags()).containsExactly("0");
    }

    @Test
    void whatIsCommittedLateIsReadFromTheOverlapAndNothingTwice() throws Exception {
        step("a", "I", "2026-06-01 11:40:00");
        step("b", "I", "2026-06-01 11:50:00");
        assertThat(keys(takeAll(begin("read")))).containsExactly("a", "b");

        step("late", "I", "2026-06-01 11:41:00");
        assertThat(keys(takeAll(begin("read")))).containsExactly("late");
        step("too-late", "I", "2026-06-01 11:39:59");
        assertThat(takeAll(begin("read"))).isEmpty();
    }

    @Test
    void whatMayNotBeCommittedYetIsLeftAloneForTheLag() throws Exception {
        step("a", "I", "2026-06-01 11:58:59");
        step("young", "I", "2026-06-01 11:59:30");
        assertThat(keys(takeAll(begin("read")))).containsExactly("a");
        // Committed after b, with an earlier time: within the lag nothing is lost.
        step("between", "I", "2026-06-01 11:59:10");
        clock.forward(Duration.ofSeconds(45));
        assertThat(keys(takeAll(begin("read")))).containsExactly("between", "young");
    }

    @Test
    void aRowReadByItsTimeComesAgainWhenItIsWrittenAnew() throws Exception {
        step("a", "I", "2026-06-01 11:40:00");
        step("b", "I", "2026-06-01 11:41:00");
        takeAll(begin("read"));
        run("update step set words = 'anew', cd_time = timestamp '2026-06-01 11:42:00' where id = 'a'");
        assertThat(takeAll(begin("read"))).singleElement().satisfies(row -> assertThat(row.columns())
                .containsEntry("words", "anew"));
    }

    @Test
    void rowsOfOneSecondAreAllTakenOnceAlthoughANodeDiesBetweenThem() throws Exception {
        for (int i = 0; i < 7; i++) {
            step("s" + i, "I", "2026-06-01 11:00:00");
        }
        PolledRows.Round dies = begin("read");
        assertThat(keys(dies.next())).containsExactly("s0", "s1", "s2");
        dies.taken(begin("read").next());
        List<PolledRow> next = dies.next();
        assertThat(keys(next)).containsExactly("s3", "s4", "s5");
        dies.setAside(next.get(1), Text.of("错", "wrong"));
        dies.taken(next.subList(0, 1));

        try (Connections restarted = connections()) {
            PolledRows.Round round = ((PolledRows) restarted.open(BUNDLE, BOX).source("read")).begin(2);
            assertThat(keys(takeAll(round))).containsExactly("s5", "s6");
            clock.forward(Duration.ofMinutes(2));
            assertThat(keys(takeAll(rows("read").begin(3)))).containsExactly("s4");
            assertThat(takeAll(rows("read").begin(3))).isEmpty();
        }
    }

    @Test
    void aTableThatIsLockedLeavesItsRowsWaiting() throws Exception {
        Binding patient = binding();
        bindings.register(
                BUNDLE,
                "box",
                new Binding(
                        patient.address(),
                        patient.properties(),
                        patient.secret(),
                        Binding.CONNECT_TIMEOUT,
                        // Longer than H2 waits for a lock: there the department itself gives up, elsewhere the hub
                        // does.
                        Duration.ofSeconds(3),
                        Limits.DEFAULT));
        step("a", "I", "2026-06-01 11:00:00");
        PolledRows.Round round = begin("steps");
        List<PolledRow> next = round.next();
        try (Connection locker = department()) {
            locker.setAutoCommit(false);
            try (Statement statement = locker.createStatement()) {
                statement.execute("update step set words = 'locked' where id = 'a'");
                Problem late = catchThrowableOfType(Problem.class, () -> round.taken(next));
                assertThat(late.type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
            }
            locker.rollback();
        }
        assertThat(flags()).containsExactly("0");
        assertThat(keys(takeAll(begin("steps")))).containsExactly("a");
    }

    @Test
    void aKeyThatIsTooLongIsNamed() throws Exception {
        run("drop view step_view", "alter table step alter column id set data type varchar(900)");
        step("k".repeat(401), "I", "2026-06-01 11:00:00");
        Problem refused =
                catchThrowableOfType(Problem.class, () -> begin("steps").next());
        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_CONTRACT);
        assertThat(refused.detail().en()).contains("the column id has more than 400 characters");
    }

    @Test
    void aNodeWithAnEarlierEpochMovesNoWatermark() throws Exception {
        step("a", "I", "2026-06-01 11:40:00");
        PolledRows.Round stale = rows("read").begin(1);
        List<PolledRow> rows = stale.next();
        step("b", "I", "2026-06-01 11:41:00");
        assertThat(keys(takeAll(rows("read").begin(2)))).containsExactly("a", "b");

        Problem lost = catchThrowableOfType(Problem.class, () -> stale.taken(rows));
        assertThat(lost.type()).isEqualTo(ProblemType.CONFLICT);
        assertThat(polls.position(place("read")).watermark()).hasToString("2026-06-01T11:41");
    }

    @Test
    void theLagIsTheAgeOfTheOldestRowThatWaitsSetAsideOrNot() throws Exception {
        PolledRows steps = rows("steps");
        step("a", "I", "2026-06-01 09:00:00");
        step("b", "I", "2026-06-01 11:00:00");
        PolledRows.Round round = steps.begin(1);
        List<PolledRow> next = round.next();
        round.setAside(next.get(0), Text.of("错", "wrong"));
        round.taken(next.subList(1, 2));
        assertThat(round.next()).isEmpty();
        round.end();
        assertThat(steps.lag()).isEqualTo(Duration.ofHours(3));
        assertThat(steps.isAtRisk()).isFalse();

        clock.forward(Duration.ofDays(5));
        assertThat(steps.isAtRisk()).isTrue();
        steps.rest();
        assertThat(steps.lag()).isZero();
    }

    @Test
    void aPauseLongerThanTheDepartmentKeepsRowsIsAGapThatIsToldOnceAndKept() throws Exception {
        takeAll(begin("steps"));
        clock.forward(Duration.ofDays(7));
        assertThat(begin("steps").gap()).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        PolledRows.Round round = begin("steps");
        PolledRows.Gap gap =
                new PolledRows.Gap(NOON, NOON.plus(Duration.ofDays(7)).plusSeconds(1));
        assertThat(round.gap()).contains(gap);
        takeAll(round);
        assertThat(begin("steps").gap()).isEmpty();
        assertThat(polls.gaps(place("steps"))).containsExactly(gap);
    }

    private Connections connections() {
        return new Connections(
                new Site(bindings, polls, new Drivers(List.of())),
                clock,
                null,
                (bundle, owner, all) -> {},
                BreakerWatch.NOBODY);
    }

    private PolledRows rows(String source) {
        return (PolledRows) box.source(source);
    }

    PolledRows.Round begin(String source) {
        return rows(source).begin(1);
    }

    private static Polls.Table place(String source) {
        return new Polls.Table(BUNDLE, "box", source);
    }

    static List<PolledRow> takeAll(PolledRows.Round round) {
        List<PolledRow> all = new ArrayList<>();
        for (List<PolledRow> next = round.next(); !next.isEmpty(); next = round.next()) {
            round.taken(next);
            all.addAll(next);
        }
        round.end();
        return all;
    }

    static List<String> keys(List<PolledRow> rows) {
        return rows.stream().map(PolledRow::key).toList();
    }

    void step(String id, String operation, String time) throws Exception {
        run("insert into step (id, op, words, cd_time) values ('%s', '%s', 'x', timestamp '%s')"
                .formatted(id, operation, time));
    }

    List<String> flags() throws Exception {
        List<String> flags = new ArrayList<>();
        try (Connection connection = department();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select is_sync from step")) {
            while (rows.next()) {
                flags.add(rows.getString(1));
            }
        }
        return flags;
    }

    /** From now on the hub may read the tables and no more. */
    private void withoutRights() throws Exception {
        run(
                "drop user if exists only_reads",
                "create user only_reads password 'right'",
                "grant select on step to only_reads",
                "grant select on step_view to only_reads");
        Binding right = binding();
        bindings.register(
                BUNDLE, "box", new Binding(right.address(), Map.of("user", "only_reads"), new Secret("right")));
    }

    void run(String... statements) throws Exception {
        try (Connection connection = department();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
