package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What secures a connection, and what is said when it does not. */
class TlsTest {

    private static final BundleName BUNDLE = new BundleName("window");
    private static final String HOST = "127.0.0.1";
    private static final Authority PROVINCE = new Authority("Test Province CA");
    private static final Authority STRANGER = new Authority("Another CA");

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private Connection connection;

    @BeforeEach
    void open() {
        connection = connections.open(
                BUNDLE,
                Declared.connection(
                        "core",
                        "style: http-json\noperations: { read: { path: /read, method: GET, idempotent: true } }\n"));
        connections.publish(BUNDLE, "12430000MBHUB0041G", Map.of("core", connection));
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void trustsTheAuthorityOfTheBinding() throws Exception {
        bind(server(PROVINCE.issue("department", HOST)), Map.of("trust", PROVINCE.pem()));
        assertThat(call()).isEqualTo(Map.of("ok", 1L));
        assertThat(trial()).containsExactly("dns true", "tcp true", "tls true", "certificate true", "http true");
    }

    @Test
    void refusesAnUnknownAuthority() throws Exception {
        int port = server(STRANGER.issue("department", HOST));
        Text words = Text.of(
                "服务器证书由 CN=Another CA 签发，枢纽不信任它；核实后把该签发者的证书填入绑定的 tls.trust",
                "The server's certificate was issued by CN=Another CA, which the hub does not trust; once you have"
                        + " verified it, put that issuer's certificate into the binding's tls.trust");
        bind(port, Map.of("trust", PROVINCE.pem()));
        refused(words);
        bind(port, Map.of());
        refused(words);
    }

    @Test
    void refusesACertificateOfAnotherHostUnlessTheBindingSaysThatItNamesOne() throws Exception {
        int port = server(PROVINCE.issue("department", "core.department.example", "10.1.2.3"));
        bind(port, Map.of("trust", PROVINCE.pem()));
        refused(Text.of(
                "服务器证书属于 core.department.example, 10.1.2.3，不是 127.0.0.1；请按证书上的名称填写地址，或请部门更换证书",
                "The server's certificate names core.department.example, 10.1.2.3, not 127.0.0.1; use a name of the"
                        + " certificate in the address, or have the department renew it"));
        bind(port, Map.of("trust", PROVINCE.pem(), "verify-host", false));
        assertThat(call()).isEqualTo(Map.of("ok", 1L));
    }

    @Test
    void refusesACertificateThatHasExpired() throws Exception {
        Authority.Issued old = PROVINCE.issue(
                "department", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"), HOST);
        Text words = Text.of(
                "证书 CN=department 已于 2026-02-01 过期；请部门更换证书",
                "The certificate CN=department expired on 2026-02-01; the department must renew it");
        int port = server(old);
        bind(port, Map.of("trust", PROVINCE.pem()));
        refused(words);
        // trusted by itself it has no issuer who could say so
        bind(port, Map.of("trust", old.pem()));
        refused(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysThatTheDepartmentAsksForAClientCertificate(String version) throws Exception {
        int port = server(PROVINCE.issue("department", HOST), true, version);
        bind(port, Map.of("trust", PROVINCE.pem()));
        Text words = Text.of(
                "部门系统要求客户端证书，绑定没有；请填写绑定的 tls.certificate 和 tls.key",
                "The department's system asks for a client certificate and the binding has none; set the binding's"
                        + " tls.certificate and tls.key");
        refused(words);
        assertThat(clients).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsItsOwnCertificate(String version) throws Exception {
        Authority.Issued hub = PROVINCE.issue("hub");
        bind(server(PROVINCE.issue("department", HOST), true, version), mutual(hub, hub));
        assertThat(call()).isEqualTo(Map.of("ok", 1L));
        assertThat(clients).containsExactly("CN=hub");
        assertThat(trial()).containsExactly("dns true", "tcp true", "tls true", "certificate true", "http true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysThatItsOwnCertificateIsNotAccepted(String version) throws Exception {
        Authority.Issued hub = STRANGER.issue("hub");
        bind(server(PROVINCE.issue("department", HOST), true, version), mutual(hub, hub));
        Problem problem = fails();
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem.detail().zh()).contains("部门系统不接受枢纽的客户端证书 CN=hub（有效至 ");
        assertThat(problem.detail().en())
                .contains("The department's system does not accept the hub's client certificate CN=hub (valid until ");
        assertThat(trial()).containsExactly("dns true", "tcp true", "tls true", "certificate false");
    }

    @Test
    void holdsThePublicKeyAgainstThePin() throws Exception {
        Authority.Issued department = PROVINCE.issue("department", HOST);
        String right = DepartmentTrust.pin(department.certificate());
        String wrong = DepartmentTrust.pin(STRANGER.issue("other").certificate());
        int port = server(department);
        bind(port, Map.of("trust", PROVINCE.pem(), "pin", wrong));
        refused(Text.of(
                "服务器的公钥是 %s，不在绑定的 tls.pin 之列；与部门核实后更新 tls.pin",
                "The server's public key is %s, which is none of the binding's tls.pin; verify it with the department,"
                        + " then renew tls.pin",
                right));
        bind(port, Map.of("trust", PROVINCE.pem(), "pin", List.of(wrong, right)));
        assertThat(call()).isEqualTo(Map.of("ok", 1L));
    }

    @Test
    void saysThatThereIsNoCommonVersion() throws Exception {
        bind(
                server(PROVINCE.issue("department", HOST), false, "TLSv1.2"),
                Map.of("trust", PROVINCE.pem(), "versions", List.of("TLSv1.3")));
        Problem problem = fails();
        assertThat(problem.detail().zh()).endsWith("双方没有共同的 TLS 版本，枢纽用 TLSv1.3；请核对绑定的 tls.versions，或请部门启用其一");
        assertThat(problem.detail().en())
                .endsWith(
                        "There is no common version of TLS, the hub uses TLSv1.3; check the binding's tls.versions, or"
                                + " have the department enable one of them");
        assertThat(trial()).containsExactly("dns true", "tcp true", "tls false");
    }

    @Test
    void saysThatThePortDoesNotUseTls() throws Exception {
        ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        serve(plain, socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        bind(plain.getLocalPort(), Map.of());
        assertThat(fails().detail())
                .isEqualTo(Text.of(
                        "window/core 的 read：对方在此端口不用 TLS；请核对端口，或把地址改为 http://",
                        "window/core, read: What answers on this port does not use TLS; check the port, or make the"
                                + " address http://"));
    }

    @Test
    void saysThatThePortDoesNotAnswerInTls() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        servers.add(silent);
        bindings.register(
                BUNDLE,
                "core",
                new Binding(
                        "https://" + HOST + ":" + silent.getLocalPort(),
                        Map.of(),
                        null,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Limits.DEFAULT));
        assertThat(fails().detail())
                .isEqualTo(Text.of(
                        "window/core 的 read：TLS 握手没有按时完成；对方在此端口可能不用 TLS，请核对端口",
                        "window/core, read: The TLS handshake was not finished in time; what listens on this port may"
                                + " not use TLS, check the port"));
        assertThat(trial()).containsExactly("dns true", "tcp true", "tls false");
    }

    @Test
    void certificatesThatCannotBeUsedAreNamed() {
        Authority.Issued hub = PROVINCE.issue("hub");
        unfit(Map.of("trust", "no certificate"), "tls.trust is no certificate in PEM", "tls.trust 不是 PEM 证书");
        unfit(Map.of("trust", "file:/nowhere"), "tls.trust refers to nothing: file:/nowhere", "/nowhere 不存在");
        unfit(Map.of("certificate", hub.pem()), "without a tls.key", "没有 tls.key");
        unfit(mutual(hub, PROVINCE.issue("other")), "tls.key is not the private key", "不是 tls.certificate 的私钥");
        unfit(
                Map.of("certificate", hub.pem(), "key", hub.keyPem().replace("PRIVATE", "EC PRIVATE")),
                "openssl pkcs8 -topk8 -nocrypt",
                "未加密的 PKCS #8 私钥");
        unfit(Map.of("pin", "sha256/AAAA"), "not sha256/AAAA", "tls.pin 应为");
        unfit(Map.of("versions", "TLSv1.1"), "tls.versions may be", "tls.versions 可用");
        unfit(Map.of("verify-host", "no"), "tls.verify-host", "tls.verify-host 应为");
        unfit(Map.of("truststore", "x"), "tls has no truststore", "tls 没有 truststore");
    }

    @Test
    void whatABindingCannotUseEndsTheCallWithoutASocket() throws Exception {
        bind(server(PROVINCE.issue("department", HOST)), Map.of("trust", "file:/nowhere"));
        Problem problem = fails();
        assertThat(problem.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
        assertThat(problem.detail().en()).endsWith("tls.trust refers to nothing: file:/nowhere");
        assertThat(trial()).containsExactly("dns true", "tcp true", "certificate false");
        assertThat(clients).isEmpty();
    }

    @Test
    void aKeyNeverShowsItself() {
        Authority.Issued hub = PROVINCE.issue("hub");
        Binding binding = new Binding("https://department.example", Map.of(), null).tls(tls(mutual(hub, hub)));
        assertThat(binding.toString()).doesNotContain("PRIVATE KEY");
        assertThat(binding.tls().plain().toString()).doesNotContain("PRIVATE KEY");
    }

    private void unfit(Map<String, Object> written, String en, String zh) {
        UnfitTls unfit = catchThrowableOfType(UnfitTls.class, () -> TlsContext.of(tls(written)));
        assertThat(unfit).as(written.keySet().toString()).isNotNull();
        assertThat(unfit.text().en()).contains(en);
        assertThat(unfit.text().zh()).contains(zh);
    }

    /** Both a call and the connection test say it, and in both languages. */
    private void refused(Text words) {
        Problem problem = fails();
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem.detail())
                .isEqualTo(new Text("window/core 的 read：" + words.zh(), "window/core, read: " + words.en()));
        List<TrialSteps.Step> steps = steps();
        assertThat(steps).extracting(TrialSteps.Step::step).containsExactly("dns", "tcp", "tls", "certificate");
        assertThat(steps.get(2).ok()).isTrue();
        assertThat(steps.get(3)).isEqualTo(new TrialSteps.Step("certificate", false, words));
    }

    private static Map<String, Object> mutual(Authority.Issued shown, Authority.Issued owner) {
        return Map.of("trust", PROVINCE.pem(), "certificate", shown.pem(), "key", owner.keyPem());
    }

    private static Tls tls(Map<String, Object> written) {
        Object key = written.get("key");
        return Tls.read(written).key(key == null ? null : new Secret(key.toString()));
    }

    private int server(Authority.Issued shown) throws Exception {
        return server(shown, false, "TLSv1.3", "TLSv1.2");
    }

    private int server(Authority.Issued shown, boolean needsClients, String... versions) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLSocketFactory secured = shown.server(PROVINCE).getSocketFactory();
        serve(server, plain -> {
            SSLSocket socket = (SSLSocket) secured.createSocket(plain, null, false);
            socket.setUseClientMode(false);
            socket.setEnabledProtocols(versions);
            socket.setNeedClientAuth(needsClients);
            String client = client(socket);
            byte[] body = "{\"ok\": 1}".getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n";
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            clients.add(client);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
        });
        return server.getLocalPort();
    }

    private interface Serving {
        void serve(Socket socket) throws IOException;
    }

    private void serve(ServerSocket server, Serving serving) {
        servers.add(server);
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    serveOn(socket, serving);
                } catch (IOException theClientsMatter) {
                    // what it sees of that is tested there
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Lets the client read the alert: a socket that is closed before it is read empty takes it back. */
    private static void serveOn(Socket socket, Serving serving) throws IOException {
        try {
            serving.serve(socket);
        } finally {
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static String client(SSLSocket socket) throws IOException {
        socket.startHandshake();
        try {
            return socket.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException nobody) {
            return "nobody";
        }
    }

    private void bind(int port, Map<String, Object> tls) {
        bindings.register(BUNDLE, "core", new Binding("https://" + HOST + ":" + port, Map.of(), null).tls(tls(tls)));
    }

    private Object call() {
        return connection.call("read", null, Map.of(), Instant.now().plusSeconds(10));
    }

    private Problem fails() {
        return catchThrowableOfType(Problem.class, this::call);
    }

    private List<TrialSteps.Step> steps() {
        return connections.test(BUNDLE, "core", bindings.find(BUNDLE, "core").orElseThrow());
    }

    private List<String> trial() {
        return steps().stream().map(step -> step.step() + " " + step.ok()).toList();
    }
}
