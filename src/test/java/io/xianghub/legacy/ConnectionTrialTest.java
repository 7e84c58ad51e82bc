package io.xianghub.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection test that calls an operation: each step that can fail, in both languages. */
class ConnectionTrialTest {

    private static final BundleName BUNDLE = new BundleName("window");
    private static final String TYPE = "application/json;charset=GBK";
    private static final String CORE =
            """
            style: http-json
            charset: GBK
            headers: { tokenid: "${secret}" }
            success: { path: code, equals: "0" }
            failure: { code: code, message: msg, not-found: ["-2"], busy: ["99"] }
            probe: { operation: query, body: { name: 测试甲 } }
            operations: { query: { path: /query, idempotent: true } }
            """;

    @Test
    void goesThroughToTheEnvelopeAndSendsTheProbe() {
        try (HttpDepartment department = new HttpDepartment(CORE)) {
            department.answers(TYPE, "{\"code\": 0, \"name\": \"测试甲\"}", HttpDepartment.GB18030);
            assertThat(department.trial())
                    .containsExactly(
                            "dns true", "tcp true", "http true", "credentials true", "charset true", "envelope true");
            assertThat(department.received(HttpDepartment.GB18030)).isEqualTo("{\"name\":\"测试甲\"}");
            assertThat(department.received().getHeader("tokenid")).isEqualTo("token-1");
        }
    }

    @Test
    void namesAHostThatCannotBeResolved() {
        failsIn(
                new Binding("http://no-such-host.invalid", Map.of(), new Secret("s")),
                "dns",
                Text.of(
                        "主机名 no-such-host.invalid 无法解析，请核对地址",
                        "The name no-such-host.invalid cannot be resolved; check the address"));
    }

    @Test
    void namesAPortThatCannotBeReached() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        failsIn(
                new Binding("http://127.0.0.1:" + closed, Map.of(), new Secret("s")),
                "tcp",
                Text.of("端口 %d 无法连接，请核对端口和防火墙", "Port %d cannot be reached; check the port and the firewall", closed));
    }

    @Test
    void namesAStatusThatSaysThatTheSystemIsBroken() {
        failsIn(
                CORE,
                department -> department.answers(500, "text/plain", new byte[0]),
                "http",
                Text.of("应答 HTTP 500，请部门检查系统", "HTTP 500; the department should look at its system"));
    }

    @Test
    void namesAPathThatIsNotThere() {
        failsIn(
                CORE,
                department -> department.answers(404, "text/plain", "no".getBytes(UTF_8)),
                "http",
                Text.of(
                        "应答 HTTP 404；请核对绑定地址中的路径与操作的 path",
                        "HTTP 404; check the path in the binding's address and the operation's"));
    }

    @Test
    void namesARedirect() {
        failsIn(
                CORE,
                department -> department.answers(302, "text/plain", new byte[0]),
                "http",
                Text.of(
                        "window/core 的 query：应答 HTTP 302，要求转到别处；枢纽不跟随重定向；请核对绑定的地址",
                        "window/core, query: Answered HTTP 302 and points elsewhere; the hub follows no redirect;"
                                + " check the binding's address"));
    }

    @Test
    void namesCredentialsThatAreNotAccepted() {
        failsIn(
                CORE,
                department -> department.answers(401, "text/plain", new byte[0]),
                "credentials",
                Text.of(
                        "应答 HTTP 401：凭据不被接受，请核对绑定的 secret",
                        "HTTP 401: the credentials are not accepted; check the binding's secret"));
    }

    @Test
    void namesASecretThatTheBindingLacks() {
        failsIn(
                CORE.replace("${secret}", "${secret.app}"),
                department -> department.answers(TYPE, "{}", UTF_8),
                "credentials",
                Text.of("连接的绑定缺少凭据 app；请补全绑定", "The connection's binding lacks the secret app; complete the binding"));
    }

    @Test
    void namesATokenThatIsNotGiven() {
        failsIn(
                CORE
                        + """
                        token: { path: /token, query: { id: hub }, puts: { headers: { authorization: "Bearer ${token}" } } }
                        """,
                department ->
                        department.answers(400, "application/json", "{\"error\": \"invalid_client\"}".getBytes(UTF_8)),
                "credentials",
                Text.of(
                        "window/core 的 query：拒绝：invalid_client 没有给出令牌 / no token was given；没有得到令牌，请核对凭据",
                        "window/core, query: refused: invalid_client 没有给出令牌 / no token was given; no token was given;"
                                + " check the credentials"));
    }

    @Test
    void namesWhoLiesAboutTheCharset() {
        failsIn(
                CORE,
                department -> department.answers("application/json;charset=UTF-8", "{\"code\": 0}", UTF_8),
                "charset",
                Text.of(
                        "约定 GBK，响应头写 UTF-8，字节确是 GBK；部门改正之前可设 header-charset: ignored；请改正连接的 charset，或请部门改正其系统",
                        "Agreed on GBK: the header says UTF-8, and the bytes are GBK; until the department mends it,"
                                + " header-charset: ignored may stand here; mend the connection's charset, or have the"
                                + " department mend its system"));
    }

    @Test
    void namesAnEnvelopeThatIsAnother() {
        failsIn(
                CORE,
                department -> department.answers(TYPE, "{\"statusCode\": 0}", HttpDepartment.GB18030),
                "envelope",
                Text.of(
                        "window/core 的 query：应答中没有成功标志，也没有失败说明；请核对声明的 success、failure、unwrap、output",
                        "window/core, query: The answer has neither the mark of success nor words of failure; check"
                                + " success, failure, unwrap and output of the declaration"));
    }

    @Test
    void namesALoginPage() {
        failsIn(
                CORE,
                department -> department.answers("text/html", "<html><body>login</body></html>", UTF_8),
                "envelope",
                Text.of(
                        "window/core 的 query：应答 HTTP 200 是网页而不是 JSON，可能是登录会话已失效；请核对声明的 success、failure、unwrap、output",
                        "window/core, query: Answered HTTP 200 with a web page instead of JSON; the session may have"
                                + " ended; check success, failure, unwrap and output of the declaration"));
    }

    @Test
    void aRefusalFailsUnlessTheProbeFindsNothingAnyway() {
        String refusal = "{\"code\": \"7\", \"msg\": \"无此人\"}";
        failsIn(
                CORE,
                department -> department.answers(TYPE, refusal, HttpDepartment.GB18030),
                "envelope",
                Text.of(
                        "window/core 的 query：拒绝：7 无此人；若探测的数据本来就不存在，可设 probe.refusal: accepted；否则请与部门核对",
                        "window/core, query: refused: 7 无此人; where there is nothing to be found, say probe.refusal:"
                                + " accepted; otherwise ask the department"));
        try (HttpDepartment department =
                new HttpDepartment(CORE.replace("operation: query,", "operation: query, refusal: accepted,"))) {
            department.answers(TYPE, refusal, HttpDepartment.GB18030);
            assertThat(department.trial()).endsWith("charset true", "envelope true");
        }
        try (HttpDepartment department = new HttpDepartment(CORE)) {
            department.answers(TYPE, "{\"code\": \"-2\"}", HttpDepartment.GB18030);
            assertThat(department.trial()).endsWith("charset true", "envelope true");
        }
    }

    @Test
    void aSystemThatIsBusyHasNotShownItsEnvelope() {
        failsIn(
                CORE,
                department -> department.answers(TYPE, "{\"code\": \"99\", \"msg\": \"忙\"}", HttpDepartment.GB18030),
                "envelope",
                Text.of("window/core 的 query：系统忙：99 忙；请稍后再试", "window/core, query: is busy: 99 忙; try again later"));
    }

    @Test
    void aProbeReadsOnly() {
        assertThat(findings(CORE.replace("idempotent: true", "code: x")))
                .containsExactly("connection.probe-not-idempotent");
        assertThat(findings(CORE.replace("operation: query", "operation: quarry")))
                .containsExactly("connection.wrong-value");
        assertThat(findings(CORE.replace("operation: query,", ""))).containsExactly("connection.missing-key");
        assertThat(findings(CORE.replace("body:", "boddy:"))).containsExactly("connection.unknown-key");
        assertThat(findings(CORE.replace("operation: query,", "operation: query, refusal: refused,")))
                .containsExactly("connection.wrong-value");
        assertThat(findings(CORE)).isEmpty();
    }

    @Test
    void aConnectionIsTestedOnceAtATime() throws Exception {
        CountDownLatch calling = new CountDownLatch(2);
        Bindings bindings = new Bindings();
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Connections connections = published(bindings)) {
            List<Socket> open = new CopyOnWriteArrayList<>();
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        open.add(silent.accept());
                        calling.countDown();
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            accepting.setDaemon(true);
            accepting.start();
            Binding binding = new Binding("http://127.0.0.1:" + silent.getLocalPort(), Map.of(), new Secret("s"))
                    .timeout(Duration.ofSeconds(4));
            List<TrialSteps.Step> steps = new ArrayList<>();
            Thread first = new Thread(() -> steps.addAll(connections.test(BUNDLE, "core", binding)));
            first.start();
            assertThat(calling.await(10, TimeUnit.SECONDS)).isTrue();
            Problem second = catchThrowableOfType(Problem.class, () -> connections.test(BUNDLE, "core", binding));
            assertThat(second.type()).isEqualTo(ProblemType.CONFLICT);
            first.join();
            assertThat(steps.get(steps.size() - 1).step()).isEqualTo("http");
            assertThat(steps.get(steps.size() - 1).message().en()).contains("gave no answer within");
            assertThat(connections.test(BUNDLE, "core", binding.timeout(Duration.ofMillis(50))))
                    .isNotEmpty();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static Connections published(Bindings bindings) {
        Connections connections = new Connections(bindings, Clock.systemUTC());
        connections.publish(
                BUNDLE,
                "12430000MBHUB0041G",
                Map.of("core", connections.open(BUNDLE, Declared.connection("core", CORE))));
        return connections;
    }

    private static void failsIn(Binding binding, String step, Text words) {
        try (Connections connections = published(new Bindings())) {
            last(connections.test(BUNDLE, "core", binding), step, words);
        }
    }

    private interface Answering {
        HttpDepartment set(HttpDepartment department);
    }

    private static void failsIn(String declared, Answering answering, String step, Text words) {
        try (HttpDepartment department = new HttpDepartment(declared)) {
            answering.set(department);
            last(department.steps(), step, words);
        }
    }

    private static void last(List<TrialSteps.Step> steps, String step, Text words) {
        assertThat(steps.get(steps.size() - 1)).isEqualTo(new TrialSteps.Step(step, false, words));
        assertThat(steps.subList(0, steps.size() - 1)).allMatch(TrialSteps.Step::ok);
    }

    private static List<String> findings(String declared) {
        Findings findings = new Findings();
        Connections.check(Declared.connection("core", declared), findings);
        return findings.all().stream().map(finding -> finding.code()).toList();
    }
}
