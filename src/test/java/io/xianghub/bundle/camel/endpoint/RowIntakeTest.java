package io.xianghub.bundle.camel.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.lease.TestLeases;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.Secret;
import io.xianghub.record.Exchange;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.SetClock;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Rows that a route takes from a department's real database. */
class RowIntakeTest {

    private static final BundleName NAME = new BundleName("intake");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-06-01T04:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private final String database = "mem:" + UUID.randomUUID();
    private final Bindings bindings = new Bindings();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Connections connections = new Connections(bindings, clock, meters);
    private final Observations observations = Observations.of(clock);
    private final DataSource own = Databases.fresh(Dialect.H2);
    private final List<Exchange> log = new CopyOnWriteArrayList<>();
    private final List<String> submitted = new CopyOnWriteArrayList<>();
    private final List<String> submitters = new CopyOnWriteArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();
    private final List<RunningBundle> nodes = new ArrayList<>();
    private Server server;

    @BeforeEach
    void department() throws Exception {
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        run("create table step (id varchar(50) primary key, words varchar(100), cd_time timestamp(0), is_sync"
                + " varchar(1) default '0')");
        bindings.register(
                NAME,
                "box",
                new Binding(
                        "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + database,
                        Map.of("user", "hub"),
                        new Secret("right")));
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.retire(Duration.ofSeconds(5)));
        connections.close();
        server.stop();
    }

    @Test
    void aWrongRowAloneIsSetAsideAndTheOthersGoOn() throws Exception {
        for (int i = 0; i < 9; i++) {
            step("s" + i, i == 4 ? "bad" : "good", 60);
        }
        node(anotherNode());

        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).containsExactly("s4"));
        assertThat(submitted).contains("s0", "s8").doesNotContain("s4");
        assertThat(events(BundleEvent.Kind.ROW_SET_ASIDE)).singleElement().satisfies(event -> assertThat(event.zh())
                .isEqualTo("box/steps 搁置行 s4：invalid-message；words：不好"));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        meters.get("hub.connection.set.aside").gauge().value())
                .isEqualTo(1));
        assertThat(log).extracting(Exchange::kind).containsOnly(Exchange.Kind.ROWS);
        assertThat(log)
                .filteredOn(row -> row.outcome() == Exchange.Outcome.REJECTED)
                .extracting(Exchange::note)
                .contains("9 rows; fields: words", "1 row; fields: words");

        run("update step set words = 'good' where id = 's4'");
        clock.forward(Duration.ofSeconds(61));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        assertThat(submitted).contains("s4");
    }

    @Test
    void theRowOfTheExchangeSaysWhatARouteHasRemarked() throws Exception {
        step("o", "odd", 60);
        node(anotherNode());

        await().atMost(SOON).untilAsserted(() -> assertThat(log)
                .extracting(Exchange::note)
                .containsExactly("1 row; unmapped: step words (words)"));
    }

    @Test
    void whatStopsEveryRowAlikeLeavesThemWaitingUntilItIsOver() throws Exception {
        outages.set(1);
        step("a", "good", 60);
        node(anotherNode());

        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_TROUBLED))
                .hasSize(1));
        assertThat(waiting()).containsExactly("a");
        assertThat(events(BundleEvent.Kind.ROW_SET_ASIDE)).isEmpty();

        clock.forward(Duration.ofSeconds(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_RECOVERED))
                .hasSize(1));
    }

    @Test
    void whileTheDepartmentsDatabaseIsAwayItsRowsWait() throws Exception {
        step("a", "good", 60);
        int port = server.getPort();
        server.stop();
        node(anotherNode());
        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_TROUBLED))
                .extracting(Text::en)
                .containsExactly("box/steps cannot be polled: department-unreachable"));

        server = Server.createTcpServer("-tcpPort", String.valueOf(port), "-tcpDaemon")
                .start();
        clock.forward(Duration.ofMinutes(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        assertThat(submitted).containsExactly("a");
    }

    @Test
    void whenTheHubsOwnDatabaseIsAwayThatIsToldOnceAndTheRowsWait() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        step("a", "good", 60);
        node(new FailingLeases(anotherNode(), failures));

        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_TROUBLED))
                .extracting(Text::en)
                .containsExactly("box/steps cannot be polled: internal"));
        clock.forward(Duration.ofSeconds(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(failures).hasValue(0));
        assertThat(waiting()).containsExactly("a");
        clock.forward(Duration.ofSeconds(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_RECOVERED))
                .hasSize(1));
        assertThat(events(BundleEvent.Kind.POLLING_TROUBLED)).hasSize(1);
        assertThat(submitted).containsExactly("a");
    }

    @Test
    void oneOfTwoNodesPolls() throws Exception {
        node(anotherNode());
        step("a", "good", 60);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        AskedLeases second = new AskedLeases(anotherNode(), new AtomicInteger(), new AtomicInteger());
        node(second);
        await().atMost(SOON).untilAsserted(() -> assertThat(second.asked()).hasValueGreaterThan(2));
        step("b", "good", 50);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        assertThat(second.granted()).hasValue(0);
        assertThat(submitters).containsExactly("node-0", "node-0");
        assertThat(submitted).containsExactly("a", "b");
    }

    @Test
    void rowsThatWaitTooLongAndALookThatCameTooLateAreTold() throws Exception {
        Leases same = anotherNode();
        step("a", "bad", 60);
        RunningBundle node = node(same);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        meters.get("hub.connection.set.aside").gauge().value())
                .isEqualTo(1));
        assertThat(meters.get("hub.connection.lag").gauge().value()).isEqualTo(3600);
        assertThat(events(BundleEvent.Kind.POLLING_BEHIND)).isEmpty();
        node.retire(Duration.ofSeconds(5));
        nodes.clear();

        clock.forward(Duration.ofDays(8));
        run("update step set words = 'good'");
        outages.set(1);
        node(same);
        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_GAP))
                .hasSize(1));
        assertThat(events(BundleEvent.Kind.POLLING_GAP).get(0).en())
                .contains("not polled from 2026-06-01T04:00:00Z to 2026-06-09T04:00:00Z");
        await().atMost(SOON).untilAsserted(() -> assertThat(events(BundleEvent.Kind.POLLING_BEHIND))
                .hasSize(1));
        clock.forward(Duration.ofSeconds(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isEmpty());
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        meters.get("hub.connection.lag").gauge().value())
                .isZero());
    }

    private Leases anotherNode() {
        return TestLeases.node(own, new JdbcTransactionManager(own));
    }

    private RunningBundle node(Leases leases) {
        // Two contexts in one process bear two names.
        CheckedBundle bundle = bundle("1.0." + nodes.size());
        Map<String, Connection> opened = new LinkedHashMap<>();
        bundle.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(NAME, definition)));
        FileIntake intake = new FileIntake(leases, log::add, clock, Duration.ofMinutes(5));
        RunningBundle node = new BundleContexts(
                        List.of(new Watcher("node-" + nodes.size())),
                        intake,
                        observations,
                        BundleLimits.standard(),
                        meters)
                .start(bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        nodes.add(node);
        node.startPolling();
        return node;
    }

    private static CheckedBundle bundle(String version) {
        Map<String, byte[]> texts = new TreeMap<>();
        texts.put(
                "routes/intake/bundle.yaml",
                """
                bundle: intake
                version: %s
                title: { zh: 收行, en: Intake }
                department: 12430000MBHUB0041G
                app: hf-mobile
                connections:
                  box:
                    style: sql
                    sources:
                      steps: { table: step, key: id, flag: is_sync, time: cd_time, columns: [id, words, cd_time], every: 200ms }
                """
                        .formatted(version)
                        .getBytes(StandardCharsets.UTF_8));
        texts.put(
                "routes/intake/steps.camel.yaml",
                """
                - route:
                    id: steps
                    from:
                      uri: legacy:box/steps
                      steps:
                        - to: push:submit
                """
                        .getBytes(StandardCharsets.UTF_8));
        Findings findings = new Findings();
        return BundleCheck.check(new BundleFiles(NAME, new TreeMap<>(texts)), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
    }

    private List<Text> events(BundleEvent.Kind kind) {
        return observations.log().after(NAME, null, Duration.ZERO).items().stream()
                .filter(event -> event.kind() == kind)
                .map(BundleEvent::message)
                .toList();
    }

    private void step(String id, String words, int minutesAgo) throws SQLException {
        java.time.LocalDateTime time = java.time.LocalDateTime.ofInstant(
                clock.instant().minus(Duration.ofMinutes(minutesAgo)), java.time.ZoneId.of("Asia/Shanghai"));
        run("insert into step (id, words, cd_time) values ('%s', '%s', timestamp '%s')"
                .formatted(id, words, time.toString().replace('T', ' ') + (time.getSecond() == 0 ? ":00" : "")));
    }

    private List<String> waiting() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (java.sql.Connection connection = open();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select id from step where is_sync = '0' order by id")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private void run(String sql) throws SQLException {
        try (java.sql.Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private java.sql.Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + database + ";DB_CLOSE_DELAY=-1", "hub", "right");
    }

    /** Leases of a node, counted. */
    private record AskedLeases(Leases behind, AtomicInteger asked, AtomicInteger granted) implements Leases {

        @Override
        public Optional<Lease> acquire(String name, Duration term) {
            Optional<Lease> lease = behind.acquire(name, term);
            lease.ifPresent(held -> granted.incrementAndGet());
            asked.incrementAndGet();
            return lease;
        }

        @Override
        public boolean renew(Lease lease, Duration term) {
            return behind.renew(lease, term);
        }

        @Override
        public void release(Lease lease) {
            behind.release(lease);
        }

        @Override
        public void fence(Lease lease) {
            behind.fence(lease);
        }
    }

    /** Leases in a database that is away for the first few times. */
    private record FailingLeases(Leases behind, AtomicInteger failures) implements Leases {

        @Override
        public Optional<Lease> acquire(String name, Duration term) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("away");
            }
            return behind.acquire(name, term);
        }

        @Override
        public boolean renew(Lease lease, Duration term) {
            return behind.renew(lease, term);
        }

        @Override
        public void release(Lease lease) {
            behind.release(lease);
        }

        @Override
        public void fence(Lease lease) {
            behind.fence(lease);
        }
    }

    /** Stands for the queue: refuses a list with a bad row in it, and everything during an outage. */
    private final class Watcher implements HubEndpoints {

        private final String node;

        Watcher(String node) {
            this.node = node;
        }

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> exchange -> {
                if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw Problem.of(ProblemType.DEPARTMENT_UNREACHABLE);
                }
                List<?> rows = exchange.getMessage().getBody(List.class);
                if (rows.stream().anyMatch(row -> "bad".equals(((Map<?, ?>) row).get("words")))) {
                    throw Problem.of(ProblemType.INVALID_MESSAGE)
                            .at(List.of(new Problem.Violation("words", Text.of("不好", "not good"))));
                }
                if (rows.stream().anyMatch(row -> "odd".equals(((Map<?, ?>) row).get("words")))) {
                    HubExchange.context(exchange).remarks().add("unmapped: step words (words)");
                }
                rows.forEach(row -> submitted.add(String.valueOf(((Map<?, ?>) row).get("id"))));
                submitters.add(node);
            });
        }
    }
}
