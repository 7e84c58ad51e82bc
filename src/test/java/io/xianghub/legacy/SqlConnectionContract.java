package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What queries and tables of any department's database must do. */
abstract class SqlConnectionContract {

    private static final BundleName BUNDLE = new BundleName("fiscal-budget");
    private static final ConnectionDefinition BUDGET = Declared.connection(
            "budget",
            """
            style: sql
            operations:
              account: { rows: one, query: "select a.GRZH, a.XingMing, a.balance, a.opened from account a where a.GRZH = :GRZH" }
              accounts: { query: "select GRZH from account where balance > :least order by GRZH" }
              twice: { query: "select a.GRZH, b.GRZH from account a, account b" }
              writing: { query: "with x as (select 1) select nosuch from account" }
              forever: { query: "select count(*) as n from account a, account b, account c, account d, account e, account f, account g, account h, account i, account j, account k" }
            sources:
              bills: { table: bill, key: id, updated: updated, columns: [id, updated, amount] }
              counters: { table: counter, key: id, updated: updated, columns: [id, updated] }
            """);

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final io.xianghub.legacy.Connection budget = connections.open(BUNDLE, BUDGET);

    /** An empty database that the binding leads to. */
    abstract Connection department() throws Exception;

    abstract Binding binding();

    @BeforeEach
    void fill() throws Exception {
        run(
                "drop table if exists account",
                "drop table if exists bill",
                "drop table if exists counter",
                "create table account (grzh varchar(20), xingming varchar(120), balance numeric(18,2), opened date)",
                "insert into account values ('1', '测试甲', 1234.50, date '2001-07-01')",
                "insert into account values ('2', null, 2, null)",
                "create table bill (id varchar(38), updated timestamp(0), amount numeric(12,2))",
                "create table counter (id bigint, updated timestamp(0))");
        bindings.register(BUNDLE, "budget", binding());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void anOperationTakesItsParametersFromTheBodyAndSpellsColumnsAsTheQueryDoes() {
        Object row = call("account", Map.of("GRZH", "1", "more", "is harmless"));
        assertThat(row)
                .isEqualTo(Map.of(
                        "GRZH",
                        "1",
                        "XingMing",
                        "测试甲",
                        "balance",
                        new BigDecimal("1234.50"),
                        "opened",
                        LocalDateTime.of(2001, 7, 1, 0, 0)));
        assertThat(call("account", Map.of("GRZH", "9"))).isNull();
        assertThat(call("accounts", Map.of("least", 1))).isEqualTo(List.of(Map.of("GRZH", "1"), Map.of("GRZH", "2")));
    }

    @Test
    void aWireNotesTheParametersAndTheRows() {
        TapedWire wire = TapedWire.recording();
        budget.call(
                "account",
                Map.of("GRZH", "2", "more", "x"),
                Map.of(),
                Instant.now().plusSeconds(10),
                wire);
        assertThat(wire.sent.get(0).tree()).isEqualTo(Map.of("GRZH", "2"));
        assertThat(wire.heard.get(0)).isInstanceOfSatisfying(Wire.Heard.Rows.class, heard -> assertThat(heard.rows())
                .singleElement()
                .asString()
                .isEqualTo("{GRZH=2, XingMing=null, balance=2.00, opened=null}"));
    }

    @Test
    void aValueIsNeverPartOfTheQuery() {
        assertThat(call("account", Map.of("GRZH", "1' or '1'='1"))).isNull();
    }

    @Test
    void aQueryThatTheDatabaseRefusesIsARefusal() {
        Problem problem = fails("writing", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(problem.extras()).containsKey("departmentCode");
    }

    @Test
    void twoColumnsOfOneNameBreakTheContractByNameAndTheNextQueryIsAnswered() {
        Problem problem = fails("twice", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_CONTRACT);
        assertThat(problem.detail().zh()).contains("两列都叫 GRZH", "as");
        assertThat(call("accounts", Map.of("least", 1000))).isEqualTo(List.of(Map.of("GRZH", "1")));
    }

    @Test
    void severalRowsWhereOneIsExpectedBreakTheContract() throws Exception {
        run("insert into account values ('1', 'again', 1, null)");
        assertThat(fails("account", Map.of("GRZH", "1")).type()).isEqualTo(ProblemType.DEPARTMENT_CONTRACT);
    }

    @Test
    void aQueryIsCancelledAtTheDeadline() throws Exception {
        for (int i = 0; i < 100; i++) {
            run("insert into account values ('x', 'x', 1, null)");
        }
        long begun = System.nanoTime();
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> budget.call("forever", Map.of(), Map.of(), Instant.now().plusMillis(700)));
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aWrongPasswordIsUnreachable() {
        Binding right = binding();
        bindings.register(BUNDLE, "budget", new Binding(right.address(), right.properties(), new Secret("wrong")));
        if (passwordCounts()) {
            assertThat(fails("account", Map.of("GRZH", "1")).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        }
    }

    @Test
    void anAddressWithoutADriverIsNoBinding() {
        bindings.register(BUNDLE, "budget", new Binding("jdbc:nosuch://host/db", Map.of(), null));
        assertThat(fails("account", Map.of("GRZH", "1")).type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
    }

    boolean passwordCounts() {
        return true;
    }

    @Test
    void rowsOfOneSecondAreNotLostAtTheEdgeOfABatch() throws Exception {
        for (int i = 0; i < 7; i++) {
            run("insert into bill values ('id-" + i + "', timestamp '2026-01-01 08:00:00', " + i + ".10)");
        }
        run("insert into bill values ('id-a', timestamp '2026-01-01 07:59:59', 1)");
        RowSource source = budget.rows("bills");
        List<Object> read = new ArrayList<>();
        RowSource.Mark mark = RowSource.Mark.START;
        for (RowSource.Batch batch = source.read(mark, 3); !batch.rows().isEmpty(); batch = source.read(mark, 3)) {
            assertThat(batch.rows().size()).isLessThanOrEqualTo(3);
            batch.rows().forEach(row -> read.add(row.get("id")));
            mark = batch.end();
        }
        assertThat(read).containsExactly("id-a", "id-0", "id-1", "id-2", "id-3", "id-4", "id-5", "id-6");
        assertThat(mark).isEqualTo(new RowSource.Mark(LocalDateTime.of(2026, 1, 1, 8, 0), "id-6"));

        // Written later in the same second, with a key before the mark's.
        run("insert into bill values ('id-00', timestamp '2026-01-01 08:00:00', 9)");
        assertThat(source.read(mark, 100).rows()).isEmpty();
        RowSource.Batch fromTheSecondOn = source.read(new RowSource.Mark(mark.updated(), null), 100);
        assertThat(fromTheSecondOn.rows()).hasSize(8).anySatisfy(row -> assertThat(row)
                .containsEntry("id", "id-00"));
    }

    @Test
    void aNumericKeyIsComparedAsANumber() throws Exception {
        run(
                "insert into counter values (9, timestamp '2026-01-01 08:00:00')",
                "insert into counter values (10, timestamp '2026-01-01 08:00:00')");
        RowSource source = budget.rows("counters");
        RowSource.Batch first = source.read(RowSource.Mark.START, 1);
        assertThat(first.rows().get(0)).containsEntry("id", 9L);
        assertThat(source.read(first.end(), 1).rows().get(0)).containsEntry("id", 10L);
    }

    private Object call(String operation, Map<String, Object> body) {
        return budget.call(operation, body, Map.of(), Instant.now().plusSeconds(10));
    }

    private Problem fails(String operation, Map<String, Object> body) {
        return catchThrowableOfType(Problem.class, () -> call(operation, body));
    }

    private void run(String... statements) throws Exception {
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
