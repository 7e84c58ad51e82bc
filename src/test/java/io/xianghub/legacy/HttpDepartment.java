package io.xianghub.legacy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A department's system on a socket of its own, with a connection that leads to it. */
final class HttpDepartment implements AutoCloseable {

    static final Charset GB18030 = Charset.forName("GB18030");

    private static final BundleName BUNDLE = new BundleName("window");

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final Connection connection;

    HttpDepartment(String declared) {
        server.start();
        bindings.register(
                BUNDLE, "core", new Binding(server.baseUrl(), Map.of("caller", "xyb"), new Secret("token-1")));
        ConnectionDefinition definition = Declared.connection("core", declared);
        connection = connections.open(BUNDLE, definition);
        connections.publish(BUNDLE, "12430000MBHUB0041G", Map.of("core", connection));
    }

    /** What the hub knows of this department beside its address. */
    HttpDepartment knows(Map<String, String> properties, Map<String, Secret> secrets) {
        bindings.register(
                BUNDLE, "core", new Binding(server.baseUrl(), properties, new Secret("token-1")).secrets(secrets));
        return this;
    }

    HttpDepartment answers(int status, String contentType, byte[] body) {
        server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", contentType)
                        .withBody(body)));
        return this;
    }

    HttpDepartment answers(String contentType, String body, Charset charset) {
        return answers(200, contentType, body.getBytes(charset));
    }

    /** Answers to one path only, in turn, and then with the last for ever. */
    HttpDepartment answersTo(String path, String... turns) {
        for (int i = 0; i < turns.length; i++) {
            String[] turn = turns[i].split(" ", 2);
            server.stubFor(any(urlPathEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs(turn(i))
                    .willReturn(
                            aResponse().withStatus(Integer.parseInt(turn[0])).withBody(turn[1]))
                    .willSetStateTo(turn(Math.min(i + 1, turns.length - 1))));
        }
        return this;
    }

    private static String turn(int number) {
        return number == 0 ? Scenario.STARTED : "turn " + number;
    }

    /** What the department received on one path. */
    List<LoggedRequest> receivedOn(String path) {
        return server.findAll(anyRequestedFor(urlPathEqualTo(path)));
    }

    Object call(String operation, Object body) {
        return call(operation, body, Wire.LIVE);
    }

    Object call(String operation, Object body, Wire wire) {
        return connection.call(operation, body, Map.of(), Instant.now().plusSeconds(10), wire);
    }

    Problem fails(String operation, Object body) {
        return catchThrowableOfType(Problem.class, () -> call(operation, body));
    }

    /** What the department received last. */
    LoggedRequest received() {
        return server.getAllServeEvents().get(0).getRequest();
    }

    String received(Charset charset) {
        return new String(received().getBody(), charset);
    }

    int calls() {
        return server.getAllServeEvents().size();
    }

    List<TrialSteps.Step> steps() {
        return connections.test(BUNDLE, "core", bindings.find(BUNDLE, "core").orElseThrow());
    }

    List<String> trial() {
        return steps().stream().map(step -> step.step() + " " + step.ok()).toList();
    }

    @Override
    public void close() {
        connections.close();
        server.stop();
    }
}
