package io.xianghub.legacy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpJsonConnectionTest {

    private static final BundleName BUNDLE = new BundleName("medical-insurance");
    private static final ConnectionDefinition CORE = Declared.connection(
            "core",
            """
            style: http-json
            headers: { x-token: "${secret}" }
            request:
              infno: "${operation.infno}"
              msgid: "${binding.code}${now:yyyyMMddHHmmss}${sequence:4}"
              input: { data: "${body}", count: "${body.count}", note: "n=${body.count}" }
            success: { path: infcode, equals: "0" }
            failure: { code: infcode, message: err_msg }
            output: { path: output, json-in-string: accepted }
            operations:
              person: { method: POST, path: /fsi/api/1101, infno: "1101" }
              again: { method: POST, path: /fsi/api/1101, infno: "1101", idempotent: true }
              change: { method: PATCH, path: /persons, request: "${body.change}", answer: none, headers: { x-trace: "${body.trace}" } }
              one: { method: GET, path: "/persons/${body.id}", query: { year: "${body.year}", month: "${body.month}" } }
            """);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Bindings bindings = new Bindings();
    private final Connections connections =
            new Connections(bindings, Clock.systemUTC(), meters, (bundle, department, opened) -> {});
    private WireMockServer department;

    @BeforeEach
    void start() {
        department =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        department.start();
        bind(binding());
    }

    @AfterEach
    void stop() {
        connections.close();
        department.stop();
    }

    @Test
    void fillsTheEnvelopeAndKeepsTheTypesOfLoneHoles() {
        answers(json("{\"infcode\":0,\"output\":{\"name\":\"测试甲\"}}"));
        assertThat(call("person", Map.of("count", 3L))).isEqualTo(Map.of("name", "测试甲"));
        department.verify(postRequestedFor(urlEqualTo("/fsi/api/1101"))
                .withHeader("x-token", equalTo("token-1"))
                .withHeader("Content-Type", equalTo("application/json;charset=UTF-8"))
                .withRequestBody(
                        equalToJson("{\"infno\":\"1101\",\"msgid\":\"${json-unit.regex}H43010000001[0-9]{18}\","
                                + "\"input\":{\"data\":{\"count\":3},\"count\":3,\"note\":\"n=3\"}}")));
    }

    @Test
    void aGetHasAQueryAndNoBodyAndAPathThatCannotBeClimbed() {
        answers(json("{\"infcode\":\"0\",\"output\":[1]}"));
        assertThat(call("one", Map.of("id", "../a b", "year", 2026L))).isEqualTo(List.of(1L));
        department.verify(getRequestedFor(urlEqualTo("/persons/..%2Fa%20b?year=2026")));
    }

    @Test
    void sendsNoBodyForNothingAndExpectsNoneWhereNoneIsDeclared() {
        answers(aResponse().withStatus(200));
        assertThat(call("change", Map.of())).isNull();
        department.verify(patchRequestedFor(urlEqualTo("/persons"))
                .withoutHeader("Content-Type")
                .withoutHeader("x-trace")
                .withRequestBody(absent()));
        assertThat(call("change", Map.of("change", Map.of("a", 1L), "trace", "t")))
                .isNull();
        department.verify(patchRequestedFor(urlEqualTo("/persons"))
                .withHeader("x-trace", equalTo("t"))
                .withRequestBody(equalToJson("{\"a\":1}")));
    }

    @Test
    void takesSuccessAsNumberAndAsTextAndOutputAsJsonInAString() {
        for (String code : List.of("0", "\"0\"", "0.0", "\" 0\"")) {
            answers(json("{\"infcode\":" + code + ",\"output\":\"{\\\"balc\\\":1234.50}\"}"));
            assertThat(call("person", Map.of())).hasToString("{balc=1234.50}");
        }
    }

    @Test
    void aRefusalCarriesTheDepartmentsOwnWordsAndDoesNotOpenTheBreaker() {
        answers(json("{\"infcode\":-1,\"err_msg\":\"未查询到\\n人员信息\"}"));
        for (int i = 0; i < 12; i++) {
            Problem problem = fails("person");
            assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
            assertThat(problem.extras())
                    .containsEntry("departmentCode", "-1")
                    .containsEntry("departmentMessage", "未查询到 人员信息");
            assertThat(problem.detail().zh()).contains("medical-insurance/core", "person");
        }
    }

    @Test
    void boundsTheDepartmentsWords() {
        answers(json("{\"infcode\":-1,\"err_msg\":\"" + "长".repeat(5000) + "\"}"));
        assertThat(fails("person").extras().get("departmentMessage").toString()).hasSize(201);
    }

    @Test
    void aMissingMarkOfSuccessIsNotSuccess() {
        answers(json("{\"data\":1}"));
        assertThat(fails("person").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
    }

    @Test
    void namesTheByteWhereGbkClaimsToBeUtf8() {
        answers(json("").withBody("{\"infcode\":0,\"n\":\"测\"}".getBytes(Charset.forName("GB18030"))));
        Problem problem = fails("person");
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en())
                .contains("from number 19 (line 1, column 19) on are not UTF-8", "look like GBK");
    }

    @Test
    void aLoginPageWithStatus200IsUnreadable() {
        answers(aResponse().withHeader("Content-Type", "text/html").withBody("<html>请登录</html>"));
        Problem problem = fails("person");
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().zh()).contains("网页");
    }

    @Test
    void followsNoRedirectAndSoCarriesNoCredentialElsewhere() {
        WireMockServer elsewhere =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        elsewhere.start();
        try {
            answers(aResponse().withStatus(302).withHeader("Location", elsewhere.baseUrl() + "/steal"));
            assertThat(fails("one", Map.of("id", "1")).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(elsewhere.getAllServeEvents()).isEmpty();
        } finally {
            elsewhere.stop();
        }
    }

    @Test
    void anAnswerBeyondTheLimitIsUnreadable() {
        bind(binding().limits(new Limits(32, 10, 5, 50, Duration.ofSeconds(10), 100)));
        answers(json("{\"infcode\":0,\"x\":\"" + "y".repeat(200) + "\"}"));
        assertThat(fails("person").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
    }

    @Test
    void aSlowDepartmentEndsInATimeoutEvenWhenItDripsItsAnswer() throws Exception {
        try (ServerSocket drip = new ServerSocket(0)) {
            Thread slow = new Thread(() -> dripForever(drip));
            slow.setDaemon(true);
            slow.start();
            bind(new Binding("http://127.0.0.1:" + drip.getLocalPort(), Map.of("code", "H43010000001"), null)
                    .timeout(Duration.ofMillis(400)));
            long begun = System.nanoTime();
            assertThat(fails("person").type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
        }
    }

    /** One byte every 100 ms for three seconds: no single wait is long. */
    private static void dripForever(ServerSocket server) {
        try (Socket caller = server.accept();
                OutputStream out = caller.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 30; i++) {
                out.write('1');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException | InterruptedException callerLeft) {
            return;
        }
    }

    @Test
    void theDeadlineCutsTheTimeout() {
        answers(json("{}").withFixedDelay(3000));
        long begun = System.nanoTime();
        Problem problem = catchThrowableOfType(Problem.class, () -> core().call(
                        "person", Map.of(), Map.of(), Instant.now().plusMillis(200)));
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void failuresOpenTheBreakerWhichARedeploymentDoesNotReset() {
        bind(binding().limits(new Limits(32, 10, 5, 50, Duration.ofSeconds(2), 1 << 20)));
        answers(aResponse().withStatus(500));
        for (int i = 0; i < 5; i++) {
            assertThat(fails("person").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        }
        core().close();
        Problem open = fails("person");
        assertThat(open.type()).isEqualTo(ProblemType.DEPARTMENT_CIRCUIT_OPEN);
        assertThat(open.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(department.getAllServeEvents()).hasSize(5);
        assertThat(meters.get("hub.connection.breaker").gauge().value()).isEqualTo(2);
        assertThat(meters.get("hub.connection.calls")
                        .tag("outcome", "department-circuit-open")
                        .timer()
                        .count())
                .isEqualTo(1);

        answers(json("{\"infcode\":0,\"output\":7}"));
        await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> call("person", Map.of())
                .equals(7L));
    }

    @Test
    void moreCallsThanTheDepartmentBearsAreTurnedAwayAtOnce() throws Exception {
        bind(binding().limits(new Limits(2, 10, 5, 50, Duration.ofSeconds(10), 1 << 20)));
        answers(json("{\"infcode\":0,\"output\":1}").withFixedDelay(1500));
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            var first = CompletableFuture.supplyAsync(() -> call("person", Map.of()), callers);
            var second = CompletableFuture.supplyAsync(() -> call("person", Map.of()), callers);
            await().until(() -> meters.get("hub.connection.bulkhead").gauge().value() == 2);
            Problem busy = fails("person");
            assertThat(busy.type()).isEqualTo(ProblemType.DEPARTMENT_BUSY);
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(List.of(first.get(5, TimeUnit.SECONDS), second.get(5, TimeUnit.SECONDS)))
                    .containsOnly(1L);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whatCannotBeReachedIsUnreachableAndSaysWhenToTryAgain() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        bind(new Binding("http://127.0.0.1:" + closed, Map.of("code", "H43010000001"), null));
        Problem problem = fails("again");
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem.retryAfter()).isPositive();
    }

    @Test
    void doesNotRepeatWhatTheDepartmentMayHaveReceived() {
        department.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(fails("again").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(department.getAllServeEvents()).hasSize(1);
    }

    @Test
    void withoutABindingItSaysSo() {
        Connection other = connections.open(new BundleName("other"), CORE);
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> other.call("person", null, Map.of(), Instant.now().plusSeconds(1)));
        assertThat(problem.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
    }

    @Test
    void aNewAddressIsUsedAtOnce() {
        answers(json("{\"infcode\":0,\"output\":1}"));
        assertThat(call("person", Map.of())).isEqualTo(1L);
        WireMockServer moved =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        moved.start();
        try {
            moved.stubFor(any(anyUrl()).willReturn(json("{\"infcode\":0,\"output\":2}")));
            bind(new Binding(moved.baseUrl() + "/base/", Map.of("code", "H43010000001"), null));
            assertThat(call("person", Map.of())).isEqualTo(2L);
            moved.verify(postRequestedFor(urlEqualTo("/base/fsi/api/1101")));
        } finally {
            moved.stop();
        }
    }

    private Binding binding() {
        return new Binding(
                "http://127.0.0.1:" + department.port(), Map.of("code", "H43010000001"), new Secret("token-1"));
    }

    private void bind(Binding binding) {
        bindings.register(BUNDLE, "core", binding);
    }

    private Connection core() {
        return connections.open(BUNDLE, CORE);
    }

    private Object call(String operation, Map<String, Object> body) {
        return core().call(operation, body, Map.of(), Instant.now().plusSeconds(10));
    }

    private Problem fails(String operation) {
        return fails(operation, Map.of());
    }

    private Problem fails(String operation, Map<String, Object> body) {
        return catchThrowableOfType(Problem.class, () -> call(operation, body));
    }

    private void answers(ResponseDefinitionBuilder answer) {
        department.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse()
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(body);
    }
}
