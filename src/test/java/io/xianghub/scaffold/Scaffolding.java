package io.xianghub.scaffold;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.Actor;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.simulation.SimulatorRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A scaffolded bundle, written, running, and talking to its own simulator over real sockets. */
final class Scaffolding implements AutoCloseable {

    private final CamelContext context;
    private final SimulatorRunner simulators;
    private final Connections connections;

    private Scaffolding(CamelContext context, SimulatorRunner simulators, Connections connections) {
        this.context = context;
        this.simulators = simulators;
        this.connections = connections;
    }

    static Scaffolding run(ScaffoldedBundle made, Path root) throws IOException {
        made.bundle().orElseThrow().write(root, false);
        SimulatorRunner simulators = SimulatorRunner.of(root, root.resolve("data"));
        simulators.start(ScaffoldedBundle.NAME);
        Bindings bindings = new Bindings();
        simulators.bindTo(bindings);
        Connections connections = new Connections(bindings, java.time.Clock.systemUTC());
        CheckedBundle checked = BundleCheck.check(made.files(), new Findings(), ScaffoldedBundle.NOW)
                .orElseThrow();
        Map<String, Connection> opened = new LinkedHashMap<>();
        checked.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(ScaffoldedBundle.NAME, definition)));
        Services.Active version = new Services.Active(
                ScaffoldedBundle.NAME,
                checked.definition().version(),
                made.files().digest(),
                checked.definition().department());
        FileIntake intake = new FileIntake(new OneNode(), row -> {}, ScaffoldedBundle.NOW, Duration.ofSeconds(30));
        CamelContext context = new BundleContexts(List.of(), intake)
                .build(checked, new BundleScope(version, checked.definition(), checked.mappings(), opened));
        context.start();
        return new Scaffolding(context, simulators, connections);
    }

    /** The answer as the hub would write it. */
    Object ask(String operation, Object request) throws Malformed {
        Exchange answered = context.createProducerTemplate().send("direct:" + operation, exchange -> {
            HubExchange.begin(
                    exchange,
                    new CallContext(
                            ExchangeId.next(), Actor.hub(), Instant.now().plus(Duration.ofSeconds(20))));
            exchange.getMessage().setBody(request);
        });
        if (answered.getException() != null) {
            throw new AssertionError(operation + ": " + answered.getException().getMessage(), answered.getException());
        }
        return Json.parse(Json.write(answered.getMessage().getBody()));
    }

    @Override
    public void close() {
        context.stop();
        connections.close();
        simulators.close();
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
