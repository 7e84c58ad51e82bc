package io.xianghub.routes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.RowSource;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.simulation.SimulatorRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A bundle's routes as they stand in the tree, in Camel's own test kit, against the bundle's simulators. */
abstract class RouteTest extends CamelTestSupport {

    @TempDir
    Path data;

    private final BundleName bundle;
    private SimulatorRunner simulators;
    private final Bindings bindings = new Bindings();
    private Connections connections;
    private Observations observations;
    private final Map<String, Connection> opened = new LinkedHashMap<>();

    RouteTest(String bundle) {
        this.bundle = new BundleName(bundle);
    }

    /** What stands for the modules whose schemes the routes use. */
    List<HubEndpoints> endpoints() {
        return List.of();
    }

    /** The hub's clock. */
    Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    protected CamelContext createCamelContext() {
        simulators = SimulatorRunner.of(Path.of("."), data);
        simulators.start(bundle);
        simulators.bindTo(bindings);
        connections = new Connections(bindings, clock());
        observations = Observations.of(clock());
        Findings findings = new Findings();
        BundleFiles files = BundleFiles.read(Path.of("."), bundle, findings).orElseThrow();
        CheckedBundle checked = BundleCheck.check(files, findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        checked.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(bundle, definition)));
        Services.Active version = new Services.Active(
                bundle,
                checked.definition().version(),
                files.digest(),
                checked.definition().department());
        FileIntake intake = new FileIntake(new OneNode(), row -> {}, clock(), Duration.ofSeconds(30));
        return new BundleContexts(endpoints(), intake, observations, BundleLimits.standard(), new SimpleMeterRegistry())
                .build(checked, new BundleScope(version, checked.definition(), checked.mappings(), opened));
    }

    @AfterEach
    void stopSimulators() {
        connections.close();
        simulators.close();
    }

    /** What the department's table holds, as its connection delivers it. */
    List<Map<String, @Nullable Object>> rows(String connection, String source) {
        return opened.get(connection)
                .rows(source)
                .read(RowSource.Mark.START, 10_000)
                .rows();
    }

    /** The folder of a simulated SFTP server, on the department's side. */
    Path directory(String system) {
        return simulators.directory(bundle, system);
    }

    /** From now on the hub uses another secret than the department has. */
    void mistakeTheSecretOf(String connection) {
        Binding right = bindings.find(bundle, connection).orElseThrow();
        bindings.register(
                bundle, connection, new Binding(right.address(), right.properties(), new Secret("another secret")));
    }

    /** The same of one of several. */
    void mistakeTheSecretOf(String connection, String name, String other) {
        Binding right = bindings.find(bundle, connection).orElseThrow();
        Map<String, Secret> secrets = new LinkedHashMap<>(right.secrets());
        secrets.put(name, new Secret(other));
        bindings.register(bundle, connection, right.secrets(secrets));
    }

    /** What a standard call with this body hands to its operation. */
    static Map<String, Object> call(Map<String, Object> body) {
        return Map.of("path", Map.of(), "query", Map.of(), "header", Map.of(), "body", body);
    }

    /** The problem that an exchange ended in. */
    static Problem problem(Exchange exchange) {
        for (Throwable cause = exchange.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        throw new AssertionError("No problem: " + exchange.getMessage().getBody(), exchange.getException());
    }

    /** What a played system tells of itself, such as what it received. */
    Object told(String system, String path) {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(simulators.address(bundle, system) + path))
                .build();
        try {
            return Json.parse(HttpClient.newHttpClient()
                    .send(asked, HttpResponse.BodyHandlers.ofByteArray())
                    .body());
        } catch (IOException | InterruptedException | Malformed unheard) {
            throw new AssertionError(asked.uri() + " tells nothing", unheard);
        }
    }

    /** The department's own way into one of its databases. */
    DataSource department(String system) {
        return simulators.dataSource(bundle, system);
    }

    /** What the bundle's engineers were told of this kind. */
    List<Text> told(BundleEvent.Kind kind) {
        return observations.log().after(bundle, null, Duration.ZERO).items().stream()
                .filter(event -> event.kind() == kind)
                .map(BundleEvent::message)
                .toList();
    }

    /** Sends a tree to an input of the routes and returns the exchange as the route left it. */
    Exchange ask(String uri, Object body, Duration patience) {
        return template.send(uri, exchange -> {
            HubExchange.begin(
                    exchange,
                    new CallContext(
                            ExchangeId.next(), Actor.hub(), Instant.now().plus(patience)));
            exchange.getMessage().setBody(body);
        });
    }

    /** The only node there is always holds the lease. */
    private static final class OneNode implements Leases {

        @Override
        public Optional<Lease> acquire(String name, Duration term) {
            return Optional.of(new Lease(name, "test", 1));
        }

        @Override
        public boolean renew(Lease lease, Duration term) {
            return true;
        }

        @Override
        public void release(Lease lease) {}

        @Override
        public void fence(Lease lease) {}
    }
}
