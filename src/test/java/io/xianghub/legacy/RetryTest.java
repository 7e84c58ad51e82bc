package io.xianghub.legacy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call is made again, and when it is not. */
class RetryTest {

    private static final BundleName BUNDLE = new BundleName("window");
    private static final Limits LIMITS = new Limits(32, 1000, 1000, 50, Duration.ofSeconds(10), 1 << 20)
            .retries(new Retries(2, 10, Duration.ofMillis(1)));

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Bindings bindings = new Bindings();
    private final Connections connections =
            new Connections(bindings, Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC), meters);
    private Connection connection;

    @BeforeEach
    void start() {
        server.start();
        bind(LIMITS);
        connection = connections.open(
                BUNDLE,
                Declared.connection(
                        "core",
                        """
                        style: http-json
                        operations:
                          read: { path: /read, idempotent: true }
                          write: { path: /write }
                          signed: { path: /signed, idempotent: true, signing: x-tif }
                        """));
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void whatFindsTheDepartmentBusyIsMadeAgainAndCounted(int status) {
        answersFirst(aResponse().withStatus(status));
        assertThat(call("read")).isEqualTo(Map.of("ok", 1L));
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(2);
        assertThat(count("hub.connection.retries", String.valueOf(status))).isEqualTo(1);
    }

    @Test
    void whatIsNotIdempotentIsNeverMadeAgain() {
        answersFirst(aResponse().withStatus(503));
        assertThat(fails("write").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 408, 500, 502, 504})
    void whatMayHaveBeenDoneIsNotMadeAgain(int status) {
        answersFirst(aResponse().withStatus(status));
        fails("read");
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    }

    @Test
    void anOutageIsNotMadeWorseThanTheBudgetAllows() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        for (int i = 0; i < 200; i++) {
            fails("read");
        }
        // ten that were saved up, and one for every ten calls
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(200 + 10 + 19);
        assertThat(count("hub.connection.retries", "503")).isEqualTo(29);
        assertThat(count("hub.connection.retries.withheld", "503")).isEqualTo(171);
    }

    @Test
    void aBindingMayForbidRepetitions() {
        bind(LIMITS.retries(new Retries(2, 0, Duration.ofMillis(1))));
        answersFirst(aResponse().withStatus(503));
        fails("read");
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
        bind(LIMITS.retries(new Retries(1, 10, Duration.ofMillis(1))));
        answersFirst(aResponse().withStatus(503));
        fails("read");
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(2);
    }

    @Test
    void aDepartmentThatWantsToBeLeftAloneBeyondTheDeadlineIs() {
        answersFirst(aResponse().withStatus(503).withHeader("Retry-After", "60"));
        fails("read");
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    }

    @Test
    void theDistanceOfADateIsToldByTheDepartmentsOwnClock() {
        answersFirst(aResponse()
                .withStatus(503)
                .withHeader("Date", "Wed, 25 Nov 2026 00:00:00 GMT")
                .withHeader("Retry-After", "Wed, 25 Nov 2026 00:01:00 GMT"));
        fails("read");
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
        answersFirst(aResponse()
                .withStatus(503)
                .withHeader("Date", "Wed, 25 Nov 2026 00:01:00 GMT")
                .withHeader("Retry-After", "Wed, 25 Nov 2026 00:01:00 GMT"));
        assertThat(call("read")).isEqualTo(Map.of("ok", 1L));
    }

    @Test
    void waitsAsLongAsTheDepartmentAsksForAndNotMuchLonger() {
        List<Duration> waits = new ArrayList<>();
        Repeats repeats = repeats(5, waits);
        assertThat(repeats.again(Repeats.Cause.UNAVAILABLE, 1, Duration.ofSeconds(2), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
        assertThat(repeats.again(Repeats.Cause.UNAVAILABLE, 1, Duration.ofSeconds(6), Duration.ofSeconds(5)))
                .isFalse();
        assertThat(waits).hasSize(1);
    }

    @Test
    void waitsAnythingUpToABackoffThatDoubles() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            repeats(5, waits).again(Repeats.Cause.UNCONNECTED, 3, null, Duration.ofSeconds(5));
        }
        assertThat(waits).hasSize(40).allMatch(wait -> wait.toMillis() <= 400);
        assertThat(waits).anyMatch(wait -> wait.toMillis() > 200).anyMatch(wait -> wait.toMillis() < 200);
    }

    @Test
    void aRepeatedCallIsSignedAnew() {
        answersFirst(aResponse().withStatus(503));
        assertThat(call("signed")).isEqualTo(Map.of("ok", 1L));
        assertThat(server.findAll(anyRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("x-tif-nonce"))
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        for (Map<String, Object> limits : List.<Map<String, Object>>of(
                Map.of("attempts", 0), Map.of("attempts", 6), Map.of("retry-budget", 101), Map.of("backoff", "1h"))) {
            assertThatThrownBy(() -> BindingSettings.read(Map.of("limits", limits)))
                    .as(limits.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(limits.keySet().iterator().next());
        }
        BindingSettings read =
                BindingSettings.read(Map.of("limits", Map.of("attempts", 3, "retry-budget", 20, "backoff", "50ms")));
        assertThat(read.limits().retries()).isEqualTo(new Retries(3, 20, Duration.ofMillis(50)));
        assertThat(BindingSettings.read(read.plain())).isEqualTo(read);
    }

    private static Repeats repeats(int attempts, List<Duration> waits) {
        RetryBudget budget = new RetryBudget(Clock.systemUTC());
        return new Repeats(new Retries(attempts, 10, Duration.ofMillis(100)), budget, waits::add, (cause, made) -> {});
    }

    private void bind(Limits limits) {
        bindings.register(
                BUNDLE,
                "core",
                new Binding(server.baseUrl(), Map.of("paasid", "hub"), new Secret("token-1")).limits(limits));
    }

    private void answersFirst(ResponseDefinitionBuilder answer) {
        server.resetScenarios();
        server.stubFor(any(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(answer)
                .willSetStateTo("free"));
        server.stubFor(any(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"ok\": 1}")));
    }

    private Object call(String operation) {
        return connection.call(operation, Map.of(), Map.of(), Instant.parse("2026-11-25T00:00:30Z"));
    }

    private Problem fails(String operation) {
        return catchThrowableOfType(Problem.class, () -> call(operation));
    }

    private double count(String name, String cause) {
        Counter counter = meters.find(name).tag("cause", cause).counter();
        return counter == null ? 0 : counter.count();
    }
}
