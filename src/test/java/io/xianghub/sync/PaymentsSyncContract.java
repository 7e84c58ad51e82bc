package io.xianghub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleDefinition;
import io.xianghub.lease.Leases;
import io.xianghub.lease.NodeLeases;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.record.Exchange;
import io.xianghub.redemption.PaymentStore;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import io.xianghub.simulation.SimulatorRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs from the simulator's database into the payments of an enterprise. */
abstract class PaymentsSyncContract {

    private static final BundleName BUNDLE = new BundleName("fiscal-budget");
    private static final String CLERKS = "91430100MAHUB0013H";
    private static final String OTHER = "91430200MAHUB0021H";
    private static final Actor FINANCE = new Actor("finance", java.util.Set.of(), java.util.Set.of(), null);

    private final Dialect dialect;
    private final List<Exchange> exchanges = new ArrayList<>();

    @TempDir
    Path temporary;

    private SimulatorRunner simulators;
    private Connections connections;
    private JdbcClient department;
    private BundleDefinition definition;
    private DataSource hub;
    private PaymentStore store;
    private FiscalRoutes routes;
    private RunStore runs;

    PaymentsSyncContract(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void playTheDepartment() throws Exception {
        simulators = SimulatorRunner.of(Path.of("."), temporary);
        simulators.start(BUNDLE);
        Bindings bindings = new Bindings();
        simulators.bindTo(bindings);
        connections = new Connections(bindings, Clock.systemUTC());
        department = JdbcClient.create(simulators.dataSource(BUNDLE, "budget-db"));
        definition = definition();
        Map<String, Connection> open = new LinkedHashMap<>();
        definition.connections().forEach((name, declared) -> open.put(name, connections.open(BUNDLE, declared)));
        connections.publish(BUNDLE, definition.department(), open);
        useStore(Databases.fresh(dialect));
    }

    private void useStore(DataSource source) {
        hub = source;
        store = new PaymentStore(hub);
        routes = new FiscalRoutes(definition, store.target());
        runs = new RunStore(new JdbcTemplate(hub), JsonMapper.builder().build());
    }

    @AfterEach
    void stop() {
        connections.close();
        simulators.close();
    }

    private static BundleDefinition definition() throws Exception {
        byte[] yaml = Files.readAllBytes(Path.of("routes/fiscal-budget/bundle.yaml"));
        YamlNode.Mapping root = (YamlNode.Mapping)
                Yaml.read("bundle.yaml", yaml, new Findings()).orElseThrow();
        Map<String, ConnectionDefinition> declared = new LinkedHashMap<>();
        section(root, "connections")
                .forEach((name, node) -> declared.put(name, new ConnectionDefinition(name, (YamlNode.Mapping) node)));
        return new BundleDefinition(
                BUNDLE,
                Version.of("1.0.0"),
                Text.of("财政", "Treasury"),
                root.get("department").flatMap(YamlNode::asText).orElseThrow(),
                "app",
                declared,
                Map.of(),
                Map.of(),
                Map.of(),
                section(root, "syncs"));
    }

    private static Map<String, YamlNode> section(YamlNode.Mapping root, String name) {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        ((YamlNode.Mapping) root.get(name).orElseThrow())
                .entries()
                .forEach((key, entry) -> nodes.put(key, entry.value()));
        return nodes;
    }

    private Syncs node(String name, int batch, Executor executor) {
        Publisher publisher = new Publisher(
                new TransactionTemplate(new JdbcTransactionManager(hub)),
                NodeLeases.of(hub, name),
                runs,
                exchanges::add,
                Clock.systemUTC());
        return node(name, publisher, batch, executor);
    }

    private Syncs node(String name, Publisher publisher, int batch, Executor executor) {
        SyncProperties properties = new SyncProperties(Duration.ofMinutes(10), batch, Duration.ofMinutes(5), 20);
        Leases leases = NodeLeases.of(hub, name);
        Sources sources = (bundle, connection, source) ->
                connections.current(bundle, connection).rows(source);
        return new Syncs(
                routes,
                new Syncs.Work(
                        runs,
                        leases,
                        new StreamReader(sources, routes, runs, leases, properties),
                        publisher,
                        List.of(store.target()),
                        new Meters(new SimpleMeterRegistry())),
                properties,
                executor,
                Clock.systemUTC());
    }

    private RunStore.Row run() {
        return run(16, false);
    }

    private RunStore.Row run(int batch, boolean whole) {
        return run(node("one", batch, Runnable::run), whole);
    }

    private RunStore.Row run(Syncs node, boolean whole) {
        String id = node.start(definition, "payments", whole, FINANCE).id();
        return runs.find(BUNDLE, "payments", id).orElseThrow();
    }

    private RunReport.Stream stream(RunStore.Row row, String name) {
        return row.report().streams().stream()
                .filter(stream -> stream.stream().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void showsTheClerkWhatTheTablesProve() {
        assertThat(run().state()).isEqualTo(RunState.DONE);

        assertThat(store.shown(CLERKS))
                .containsExactly(
                        "D-C-0003 FAILED 1200000/0 2026-04-16",
                        "D-C-0002 CERTIFICATE_ISSUED 8640050/null 2026-04-10",
                        "D-C-0001 PAID 30000000/30000000 2026-03-03",
                        "D-C-0004 RETURNED 5000000/0 2026-02-12",
                        "D-C-0005 PAID 4560000/4560000 2026-01-21");
        assertThat(store.held(CLERKS)).isZero();
    }

    @Test
    void holdsWhatItWouldHaveToGuess() {
        RunStore.Row run = run();

        assertThat(store.holds())
                .containsExactly(
                        "D-T-0004 AMBIGUOUS",
                        "D-T-0005 DIFFERENCE",
                        "D-T-0006 OVER_BILL",
                        "D-T-0008 WAITING_FOR_BILL",
                        "D-T-0011 WAITING_FOR_BILL",
                        "D-T-0014 WAITING_FOR_BILL");
        assertThat(run.report().held())
                .extracting(held -> held.reason() + " " + held.rows() + " " + held.fen())
                .containsExactly(
                        "AMBIGUOUS 1 70000", "DIFFERENCE 1 500000", "OVER_BILL 1 50000", "WAITING_FOR_BILL 3 11500");
        assertThat(store.shown(OTHER))
                .contains("D-T-0001 PAID 100000/100000 2026-03-06", "D-T-0003 PAID 300000/300000 2025-03-06")
                .doesNotContain("D-T-0004", "D-T-0005");
    }

    @Test
    void takesOnlyOneForDeleted() {
        run();

        assertThat(store.shown("91433100MAHUB003X9"))
                .containsExactly(
                        "D-T-0012 CERTIFICATE_ISSUED 9000/0 2026-03-18",
                        "D-T-0010 PAID 7000/7000 2026-03-15",
                        "D-T-0009 PAID 6000/6000 2026-03-15",
                        "D-T-0002 CERTIFICATE_ISSUED 200000/null 2026-03-05");
    }

    @Test
    void reportsCountsAndTotalsThatBalance() {
        RunStore.Row run = run();

        RunReport.Stream bill = stream(run, "bill");
        assertThat(bill.read()).isEqualTo(rows("PAY_VOUCHER_BILL"));
        assertThat(bill.quarantined()).isEqualTo(1);
        assertThat(bill.deleted()).isEqualTo(1);
        RunReport.Stream detail = stream(run, "detail");
        assertThat(detail.read()).isEqualTo(rows("PAY_DETAIL"));
        assertThat(detail.quarantined()).isEqualTo(1);
        assertThat(detail.deleted()).isEqualTo(1);
        assertThat(detail.notEnterpriseRelated()).isEqualTo(81);
        RunReport.ControlTotals totals = detail.controlTotalsFen();
        assertThat(totals.source())
                .isEqualTo(yuan("select sum(PAY_AMT) from PAY_DETAIL"))
                .isEqualTo(totals.live() + totals.notEnterpriseRelated() + totals.deleted() + totals.quarantined());
        assertThat(runs.quarantine(run.id()))
                .extracting(row -> row.stream() + " " + row.key() + " " + row.reason())
                .containsExactly("bill B-T-0008 UNREADABLE", "detail D-T-0013 WRONG_USCC");
        assertThat(exchanges).singleElement().satisfies(exchange -> assertThat(exchange.kind())
                .isEqualTo(Exchange.Kind.BATCH));
        assertThat(store.stagedRows()).isZero();
    }

    private long rows(String table) {
        return department.sql("select count(*) from " + table).query(Long.class).single();
    }

    private long yuan(String query) {
        return io.xianghub.shared.Fen.ofYuan(
                department.sql(query).query(java.math.BigDecimal.class).single());
    }

    @Test
    void changesNothingInASecondRun() {
        run();
        List<String> before = store.content();
        LocalDateTime watermark = runs.watermark(BUNDLE, "payments", "bill").orElseThrow();

        RunStore.Row second = run();
        RunStore.Row whole = run(16, true);

        for (RunStore.Row again : List.of(second, whole)) {
            assertThat(again.state()).isEqualTo(RunState.DONE);
            assertThat(again.report().streams()).allSatisfy(stream -> {
                assertThat(stream.unchanged() + stream.quarantined()).isEqualTo(stream.read());
                assertThat(stream.added() + stream.changed()).isZero();
            });
        }
        assertThat(stream(second, "bill").read()).isPositive().isLessThan(rows("PAY_VOUCHER_BILL"));
        assertThat(stream(whole, "bill").read()).isEqualTo(rows("PAY_VOUCHER_BILL"));
        assertThat(store.content()).isEqualTo(before);
        assertThat(runs.watermark(BUNDLE, "payments", "bill")).contains(watermark);
    }

    @Test
    void findsARowCommittedLateIntoASecondAlreadyRead() {
        run();
        department
                .sql(
                        """
                        insert into PAY_DETAIL (PAY_DETAIL_ID, PAY_AMT, PAY_CERT_NO, MOF_DIV_CODE, FISCAL_YEAR, UPDATE_TIME, UNIFSOC_CRED_CODE)
                        select 'D-A-0001', 1, 'W430000260201', '430000000', '2026', max(UPDATE_TIME), '91430100MAHUB0013H'
                          from PAY_DETAIL
                        """)
                .update();

        run();

        assertThat(store.holds()).contains("D-A-0001 OVER_BILL", "D-C-0001 OVER_BILL");
    }

    @Test
    void saysWhatWasShownAndIsHeldNow() {
        run();
        touch("update PAY_VOUCHER_BILL set XPAY_AMT = 299999.99, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");

        RunStore.Row run = run();

        assertThat(run.report().withdrawn()).isEqualTo(1);
        assertThat(run.report().withdrawnRows()).containsExactly(new Published.Withdrawn("D-C-0001", "DIFFERENCE"));
        assertThat(store.shown(CLERKS)).noneMatch(line -> line.startsWith("D-C-0001"));
        assertThat(store.held(CLERKS)).isEqualTo(1);
    }

    @Test
    void holdsAPaymentWhoseNewestVersionCannotBeRead() {
        run();
        touch("update PAY_VOUCHER_BILL set PAY_AMT = 300000.001, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");

        run();
        assertThat(store.holds()).contains("D-C-0001 SET_ASIDE");

        touch("update PAY_VOUCHER_BILL set PAY_AMT = 300000, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");
        run();
        assertThat(store.shown(CLERKS)).anyMatch(line -> line.startsWith("D-C-0001 PAID"));
    }

    @Test
    void followsADetailThatIsHookedToAnotherCertificate() {
        run();
        touch(
                "update PAY_DETAIL set PAY_CERT_NO = 'W430100260317', UPDATE_TIME = :now where PAY_DETAIL_ID = 'D-C-0003'");

        run();

        assertThat(store.holds()).contains("D-C-0002 OVER_BILL", "D-C-0003 OVER_BILL");
    }

    private void touch(String statement) {
        department
                .sql(statement)
                .param("now", LocalDateTime.of(2026, 5, 7, 11, 0))
                .update();
    }

    @Test
    void publishesNothingWhenARowIsLostOnTheWay() {
        routes.betweenMappingAndTarget = rows -> rows.subList(0, rows.size() - 1);

        RunStore.Row run = run();

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.report().breaks()).isNotEmpty();
        assertThat(store.content()).isEmpty();
        assertThat(runs.watermark(BUNDLE, "payments", "bill")).isEmpty();
        assertThat(exchanges).singleElement().extracting(Exchange::outcome).isEqualTo(Exchange.Outcome.FAILED);
    }

    @Test
    void publishesNothingWhenAFenIsLostOnTheWay() {
        routes.betweenMappingAndTarget = rows -> {
            rows.get(0).computeIfPresent("amount", (name, fen) -> (Long) fen - 1);
            return rows;
        };

        assertThat(run().report().breaks())
                .anySatisfy(broken -> assertThat(broken.sourceFen()).isNotEqualTo(broken.fen()));
        assertThat(store.content()).isEmpty();
    }

    @Test
    void publishesNothingWhenTheMappingRefusesTooMuch() {
        routes.betweenMappingAndTarget = rows -> {
            throw Problem.of(ProblemType.INVALID_MESSAGE);
        };

        assertThat(run().state()).isEqualTo(RunState.FAILED);
        assertThat(store.content()).isEmpty();
    }

    @Test
    void refusesASecondRunWhileOneGoesOn() {
        List<Throwable> refused = new ArrayList<>();
        Syncs node = node("one", 16, Runnable::run);
        Syncs other = node("two", 16, Runnable::run);
        routes.betweenMappingAndTarget = rows -> {
            for (Syncs any : List.of(node, other)) {
                try {
                    any.start(definition, "payments", false, FINANCE);
                } catch (Problem inProgress) {
                    refused.add(inProgress);
                }
            }
            return rows;
        };

        assertThat(run(node, false).state()).isEqualTo(RunState.DONE);
        assertThat(refused).hasSizeGreaterThan(2).allSatisfy(problem -> assertThat(((Problem) problem).type())
                .isEqualTo(ProblemType.RUN_IN_PROGRESS));
    }

    @Test
    void leavesTheOldStateWhenItsNodeStopsAndCompletesInTheNextRun() throws Exception {
        run();
        List<String> before = store.content();
        touch("update PAY_VOUCHER_BILL set XPAY_AMT = 86400.50, XPAY_DATE = date '2026-05-07', UPDATE_TIME = :now"
                + " where PAY_CERT_ID = 'B-C-0002'");
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Syncs dying = node("dying", 16, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
        });
        routes.betweenMappingAndTarget = rows -> {
            if (rows.stream().anyMatch(row -> "D-M-0240".equals(row.get("id")))) {
                stopped.countDown();
                waitFor(never);
            }
            return rows;
        };
        dying.start(definition, "payments", true, FINANCE);
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        routes.betweenMappingAndTarget = rows -> rows;
        assertThat(store.content()).isEqualTo(before);
        assertThat(store.stagedRows()).isPositive();

        expireLeases();
        assertThat(run().state()).isEqualTo(RunState.DONE);

        assertThat(store.shown(CLERKS)).contains("D-C-0002 PAID 8640050/8640050 2026-05-07");
        assertThat(runs.list(BUNDLE, "payments", null, 10))
                .extracting(RunStore.Row::state)
                .containsExactlyInAnyOrder(RunState.DONE, RunState.INTERRUPTED, RunState.DONE);
        assertThat(store.stagedRows()).isZero();
    }

    @Test
    void leavesTheOldStateWhenPublishingFailsAtTheLastMoment() {
        run();
        List<String> before = store.content();
        touch("update PAY_VOUCHER_BILL set XPAY_AMT = 1, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");
        Publisher publisher = new Publisher(
                new TransactionTemplate(new JdbcTransactionManager(hub)),
                NodeLeases.of(hub, "failing"),
                runs,
                exchange -> {
                    throw new IllegalStateException("The log cannot be written");
                },
                Clock.systemUTC());

        assertThatThrownBy(() -> run(node("failing", publisher, 16, Runnable::run), false))
                .hasMessageContaining("cannot be written");

        assertThat(store.content()).isEqualTo(before);
        run();
        assertThat(store.content()).isNotEqualTo(before);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private void expireLeases() {
        JdbcClient.create(hub)
                .sql("update lease set expires_at = current_timestamp - interval '1' second")
                .update();
    }

    @Test
    void publishesNothingForAZombieThatLostItsLease() {
        List<RunStore.Row> winners = new ArrayList<>();
        Syncs other = node("other", 16, Runnable::run);
        Executor sleepThenCarry = work -> {
            expireLeases();
            winners.add(run(other, false));
            touch("update PAY_VOUCHER_BILL set XPAY_AMT = 1, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");
            work.run();
        };
        Syncs zombie = node("zombie", 16, sleepThenCarry);

        RunStore.Row lost = run(zombie, false);

        assertThat(winners).singleElement().extracting(RunStore.Row::state).isEqualTo(RunState.DONE);
        assertThat(lost.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(store.shown(CLERKS)).contains("D-C-0001 PAID 30000000/30000000 2026-03-03");
    }

    @Test
    void publishesNothingForAZombieThatLostItsLeaseJustBeforePublishing() {
        run();
        List<String> before = store.content();
        touch("update PAY_VOUCHER_BILL set XPAY_AMT = 1, UPDATE_TIME = :now where PAY_CERT_ID = 'B-C-0001'");
        Syncs zombie = node("zombie", 1000, Runnable::run);
        routes.betweenMappingAndTarget = rows -> {
            if (rows.stream().anyMatch(row -> String.valueOf(row.get("id")).startsWith("D-"))) {
                JdbcClient.create(hub)
                        .sql("update lease set epoch = epoch + 1, owner = 'other'")
                        .update();
            }
            return rows;
        };

        assertThat(run(zombie, false).state()).isEqualTo(RunState.FAILED);
        assertThat(store.content()).isEqualTo(before);
    }

    @Test
    void endsInTheSameStateHoweverTheRowsCame() {
        for (int seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            department.sql("delete from PAY_VOUCHER_BILL").update();
            department.sql("delete from PAY_DETAIL").update();
            useStore(Databases.fresh(dialect));
            LocalDateTime now = LocalDateTime.of(2026, 6, 1, 9, 0);
            for (int step = 0; step < 60; step++) {
                now = now.plusSeconds(random.nextInt(3));
                change(random, now);
                if (random.nextInt(6) == 0) {
                    assertThat(run(1 + random.nextInt(7), false).state()).isEqualTo(RunState.DONE);
                }
            }
            assertThat(run().state()).isEqualTo(RunState.DONE);
            List<String> bySteps = store.content();

            useStore(Databases.fresh(dialect));
            run(10_000, false);
            assertThat(bySteps).as("seed %s", seed).isNotEmpty().isEqualTo(store.content());
        }
    }

    /** Inserts or changes a row; some are stamped minutes before they are committed. */
    private void change(Random random, LocalDateTime now) {
        LocalDateTime stamped = random.nextInt(4) == 0 ? now.minusMinutes(random.nextInt(5)) : now;
        boolean bill = random.nextInt(3) == 0;
        String id = (bill ? "B" : "D") + random.nextInt(bill ? 6 : 20);
        String table = bill ? "PAY_VOUCHER_BILL" : "PAY_DETAIL";
        String key = bill ? "PAY_CERT_ID" : "PAY_DETAIL_ID";
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(key, id);
        values.put("PAY_CERT_NO", "W" + random.nextInt(4));
        values.put("MOF_DIV_CODE", random.nextBoolean() ? "430000000" : "431000000");
        values.put("FISCAL_YEAR", "2026");
        values.put("PAY_AMT", bill ? 3000 + random.nextInt(3) : 1 + random.nextInt(1500));
        values.put("IS_DELETED", String.valueOf(1 + random.nextInt(5)));
        values.put("UPDATE_TIME", stamped);
        if (bill) {
            values.put("VOU_DATE", now);
            if (random.nextBoolean()) {
                values.put("XPAY_AMT", random.nextInt(4) == 0 ? 0 : values.get("PAY_AMT"));
                values.put("XPAY_DATE", now);
                values.put("RECEIPT_ADD_WORD", random.nextBoolean() ? "账号不符" : "");
            }
        } else if (random.nextInt(4) > 0) {
            values.put("UNIFSOC_CRED_CODE", random.nextBoolean() ? CLERKS : OTHER);
        }
        department
                .sql("delete from " + table + " where " + key + " = :id")
                .param("id", id)
                .update();
        department
                .sql("insert into %s (%s) values (:%s)"
                        .formatted(table, String.join(", ", values.keySet()), String.join(", :", values.keySet())))
                .params(values)
                .update();
    }
}
