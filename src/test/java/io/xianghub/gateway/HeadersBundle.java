package io.xianghub.gateway;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.signing.SigningScheme;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.apache.camel.Exchange;

/** A real bundle at work behind the front door, which notes what its routes could see and calls a department. */
final class HeadersBundle implements Services, AutoCloseable {

    static final String DEPARTMENT = "11430000MBHUB005XB";

    private static final BundleName NAME = new BundleName("headers");
    private static final String PLACES = "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{%s}}";

    final List<Seen> seen = new CopyOnWriteArrayList<>();

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final Active version;
    private final CheckedBundle bundle;
    private final RunningBundle running;

    /**
     * What a route could see of an exchange.
     *
     * @param properties all of them but the hub's own, as text
     */
    record Seen(Map<String, Object> headers, String properties, Object body) {}

    HeadersBundle(String department) {
        Findings findings = new Findings();
        bundle = BundleCheck.check(files(), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        version = new Active(NAME, bundle.definition().version(), bundle.files().digest(), DEPARTMENT);
        bindings.register(NAME, "core", new Binding(department, Map.of(), null));
        Connection core =
                connections.open(NAME, bundle.definition().connections().get("core"));
        running = new BundleContexts(
                        List.of(new Watcher()),
                        new FileIntake(new NoLeases(), row -> {}, Clock.systemUTC(), Duration.ofSeconds(30)))
                .start(bundle, new BundleScope(version, bundle.definition(), bundle.mappings(), Map.of("core", core)));
    }

    private static BundleFiles files() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        put(
                files,
                "bundle.yaml",
                """
                bundle: headers
                version: 1.0.0
                title: { zh: 请求头, en: Headers }
                department: 11430000MBHUB005XB
                app: headers
                connections:
                  core:
                    style: http-json
                    charset: UTF-8
                    operations:
                      find:
                        method: POST
                        path: /find
                        headers: { place: "${body.header.place}", name: "${body.body.name}" }
                        request: { asked: find }
                      ping: { method: POST, path: /ping, request: { asked: ping } }
                facades:
                  notify: { authentication: x-tif, content-type: text/plain, answer-type: "text/plain;charset=UTF-8" }
                """);
        put(
                files,
                "openapi.yaml",
                """
                openapi: 3.1.0
                info: { title: Headers, version: 1.0.0 }
                paths:
                  /ask:
                    post:
                      operationId: ask
                      x-hub-subject: { type: none }
                      parameters: [ { name: place, in: header, schema: { type: string } } ]
                      requestBody: { content: { application/json: { schema: {} } } }
                      responses: { "200": { content: { application/json: { schema: {} } } } }
                """);
        put(
                files,
                "headers.camel.yaml",
                """
                - route:
                    id: ask
                    from:
                      uri: direct:ask
                      steps:
                        - to: push:submit
                        - to: legacy:core/find
                - route:
                    id: notify
                    from:
                      uri: facade:notify
                      steps:
                        - to: push:submit
                        - setProperty: { name: arrived, simple: "${body}" }
                        - setBody: { constant: ping }
                        - to: legacy:core/ping
                        - setBody: { simple: "${exchangeProperty.arrived}" }
                """);
        return new BundleFiles(NAME, files);
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put("routes/headers/" + name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Match> find(BundleName name, int major, String method, String path, String caller) {
        return Optional.of(new Match(
                new Operation(
                        NAME,
                        "ask",
                        "POST",
                        "/ask",
                        Map.of(
                                "path",
                                PLACES.formatted(""),
                                "query",
                                PLACES.formatted(""),
                                "header",
                                bundle.operations().get("ask").parameters().get("header")),
                        "{}",
                        "{}",
                        "none",
                        null,
                        10_000,
                        version),
                Map.of()));
    }

    @Override
    public Optional<Facade> facade(BundleName name, String facade) {
        return Optional.of(new Facade(
                NAME,
                "notify",
                SigningScheme.preset("x-tif"),
                "text/plain",
                "text/plain;charset=UTF-8",
                1_024,
                version));
    }

    @Override
    public Optional<MessageType> message(BundleName name, String message) {
        return Optional.empty();
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName name) {
        return Optional.of(bundle.definition());
    }

    @Override
    public List<Active> active() {
        return List.of(version);
    }

    @Override
    public Reply invoke(BundleName name, String endpoint, Object body, Map<String, ?> scope, CallContext context) {
        if (!running.enter()) {
            throw new IllegalStateException("The bundle is retired");
        }
        try {
            return new Reply(running.invoke(endpoint, body, scope, context), version);
        } finally {
            running.leave();
        }
    }

    @Override
    public Reply invoke(Operation operation, Object body, Map<String, ?> scope, CallContext context) {
        return invoke(NAME, "direct:" + operation.operationId(), body, scope, context);
    }

    @Override
    public void close() {
        running.retire(Duration.ofSeconds(5));
        connections.close();
    }

    private final class Watcher implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> this::look);
        }

        private void look(Exchange exchange) {
            Map<String, Object> properties = new TreeMap<>(exchange.getProperties());
            properties.keySet().removeIf(name -> name.startsWith("hub."));
            seen.add(new Seen(
                    Map.copyOf(exchange.getMessage().getHeaders()),
                    properties + " " + exchange.getProperty("hub.context"),
                    exchange.getMessage().getBody()));
        }
    }
}
