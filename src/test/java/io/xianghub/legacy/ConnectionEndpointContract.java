package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may set where a connection leads, and what of it comes out again. */
abstract class ConnectionEndpointContract {

    private static final String OWNER = "11430000MBHUB005XB";
    private static final BundleName BUNDLE = new BundleName("medical-insurance");
    private static final Actor DEPARTMENT = new Actor("department", Set.of(Role.DEPARTMENT), Set.of(OWNER), null);
    private static final Actor STRANGER =
            new Actor("stranger", Set.of(Role.DEPARTMENT, Role.OPERATOR), Set.of("12430000MBHUB0041G"), null);

    private final JdbcClient sql;
    private BindingStore store;
    private Bindings bindings;
    private Connections connections;
    private ConnectionEndpoint endpoint;

    ConnectionEndpointContract(Dialect dialect) {
        DataSource source = Databases.fresh(dialect);
        sql = JdbcClient.create(source);
    }

    @BeforeEach
    void start(@TempDir Path data) {
        Vault vault = Vaults.of(null, data);
        store = new BindingStore(sql, vault, Clock.systemUTC());
        bindings = new Bindings(store, Map.of());
        connections = new Connections(bindings, Clock.systemUTC(), null, store::own);
        endpoint = new ConnectionEndpoint(store, bindings, connections);
        publish();
    }

    @AfterEach
    void stop() {
        connections.close();
    }

    @Test
    void aDepartmentSetsItsBindingAndNeverSeesTheSecretAgain() {
        ResponseEntity<?> answer = put(
                DEPARTMENT,
                "\"0\"",
                """
                {"address": "https://department.example/base", "secret": "s3cret", "timeout": "3s",
                 "properties": {"code": "H1"}, "limits": {"concurrency": 4}}
                """);
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"1\"");
        assertThat(answer.getBody().toString())
                .contains("secret=true", "timeout=3000ms", "concurrency=4", "code=H1")
                .doesNotContain("s3cret");
        Binding binding = bindings.find(BUNDLE, "core").orElseThrow();
        assertThat(binding.secret()).isEqualTo(new Secret("s3cret"));
        assertThat(binding.limits().concurrency()).isEqualTo(4);
        byte[] sealed = sql.sql("select sealed_secret from legacy_connection where connection = 'core'")
                .query((row, number) -> row.getBytes(1))
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    }

    @Test
    void aRedeploymentKeepsTheBinding() {
        put(DEPARTMENT, "\"0\"", "{\"address\": \"https://department.example\"}");
        publish();
        assertThat(bindings.find(BUNDLE, "core")).isPresent();
    }

    @Test
    void anotherDepartmentNeitherReadsNorWritesNorTests() {
        assertThat(refused(() -> endpoint.read(STRANGER, "medical-insurance", "core")))
                .isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refused(() -> put(STRANGER, "\"0\"", "{\"address\": \"https://elsewhere.example\"}")))
                .isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refused(() -> endpoint.test(STRANGER, "medical-insurance", "core")))
                .isEqualTo(ProblemType.FORBIDDEN);
        assertThat(bindings.find(BUNDLE, "core")).isEmpty();
    }

    @Test
    void anEngineerOfTheDepartmentLooksAndTestsAndSetsNothing() {
        Actor engineer = new Actor("engineer", Set.of(Role.ENGINEER), Set.of(OWNER), null);
        assertThat(endpoint.read(engineer, "medical-insurance", "core").getBody())
                .isNotNull();
        assertThat(refused(() -> endpoint.test(engineer, "medical-insurance", "core")))
                .isEqualTo(ProblemType.UNBOUND_CONNECTION);
        assertThat(refused(() -> put(engineer, "\"0\"", "{\"address\": \"https://one.example\"}")))
                .isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void everybodySeesTheConnectionsOfTheirDepartments() {
        ConnectionListEndpoint list = new ConnectionListEndpoint(store, bindings, connections);
        put(DEPARTMENT, "\"0\"", "{\"address\": \"https://one.example\", \"secret\": \"s3cret\"}");
        assertThat(list.all(DEPARTMENT).items())
                .containsExactly(new ConnectionListEndpoint.Item(
                        "medical-insurance", "core", OWNER, "http-json", "https://one.example", "closed"));
        Actor administrator = new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of(), null);
        assertThat(list.all(administrator).items()).hasSize(1);
        assertThat(list.all(STRANGER).items()).isEmpty();
        Actor client = new Actor("app", Set.of(), Set.of(OWNER), null);
        assertThat(refused(() -> list.all(client))).isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void whoReadBeforeSomebodyElseWroteIsToldSo() {
        put(DEPARTMENT, "\"0\"", "{\"address\": \"https://one.example\"}");
        assertThat(refused(() -> put(DEPARTMENT, "\"0\"", "{\"address\": \"https://two.example\"}")))
                .isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(() -> put(DEPARTMENT, null, "{\"address\": \"https://two.example\"}")))
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void aSecretDoesNotFollowANewAddress() {
        put(DEPARTMENT, "\"0\"", "{\"address\": \"https://one.example/a\", \"secret\": \"s\"}");
        put(DEPARTMENT, "\"1\"", "{\"address\": \"https://one.example/b\"}");
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().secret()).isEqualTo(new Secret("s"));
        assertThat(refused(() -> put(DEPARTMENT, "\"2\"", "{\"address\": \"https://two.example\"}")))
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void aBindingHasSeveralSecretsOfWhichOnlyTheNamesAreSeenAgain() {
        ResponseEntity<?> answer = put(
                DEPARTMENT,
                "\"0\"",
                """
                {"address": "https://one.example", "secret": "m4in", "secrets": {"sm4": "k3y", "app": "s1gn"}}
                """);
        assertThat(answer.getBody().toString()).contains("secrets=[app, sm4]").doesNotContain("m4in", "k3y", "s1gn");
        put(DEPARTMENT, "\"1\"", "{\"address\": \"https://one.example\", \"secrets\": {\"sm4\": \"new\"}}");
        Binding binding = bindings.find(BUNDLE, "core").orElseThrow();
        assertThat(binding.secret()).isEqualTo(new Secret("m4in"));
        assertThat(binding.secrets()).isEqualTo(Map.of("sm4", new Secret("new"), "app", new Secret("s1gn")));
        put(DEPARTMENT, "\"2\"", "{\"address\": \"https://one.example\", \"secrets\": {\"app\": null}}");
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().secrets()).containsOnlyKeys("sm4");
        byte[] sealed = sql.sql("select sealed_secrets from legacy_connection where connection = 'core'")
                .query((row, number) -> row.getBytes(1))
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("new", "sm4");
    }

    @Test
    void aNewServerNeedsEverySecretAgain() {
        put(
                DEPARTMENT,
                "\"0\"",
                "{\"address\": \"https://one.example\", \"secret\": \"a\", \"secrets\": {\"sm4\": \"b\"}}");
        assertThat(refused(() -> put(DEPARTMENT, "\"1\"", "{\"address\": \"https://two.example\", \"secret\": \"a\"}")))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        put(
                DEPARTMENT,
                "\"1\"",
                "{\"address\": \"https://two.example\", \"secret\": \"c\", \"secrets\": {\"sm4\": null}}");
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().secret()).isEqualTo(new Secret("c"));
    }

    @Test
    void onlyAnAdministratorRefersToWhereASecretStandsOnTheHub(@TempDir Path folder) throws Exception {
        Path place = Files.writeString(folder.resolve("key"), "first\n");
        String body = Json.write(Map.of(
                "address",
                "https://one.example",
                "secret",
                "file:" + place,
                "secrets",
                Map.of("sm4", "file:" + place)));
        assertThat(refused(() -> put(DEPARTMENT, "\"0\"", body))).isEqualTo(ProblemType.INVALID_REQUEST);
        Actor administrator = new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of(), null);
        assertThat(refused(() -> put(administrator, "\"0\"", body.replace("key", "nothing"))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        put(administrator, "\"0\"", body);
        Binding binding = bindings.find(BUNDLE, "core").orElseThrow();
        assertThat(binding.secret()).isEqualTo(new Secret("first"));
        // what stands there is read anew: a key is exchanged without a word to the hub
        Files.writeString(place, "second");
        put(administrator, "\"1\"", "{\"address\": \"https://one.example\"}");
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().secret()).isEqualTo(new Secret("second"));
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().secrets())
                .isEqualTo(Map.of("sm4", new Secret("second")));
    }

    @Test
    void aDepartmentSetsACertificateOfWhichTheKeyIsNeverSeenAgain() {
        Authority province = new Authority("Test Province CA");
        Authority.Issued hub = province.issue("hub");
        Map<String, Object> tls =
                Map.of("trust", province.pem(), "certificate", hub.pem(), "key", hub.keyPem(), "versions", "TLSv1.3");
        ResponseEntity<?> answer =
                put(DEPARTMENT, "\"0\"", Json.write(Map.of("address", "https://one.example", "tls", tls)));
        assertThat(answer.getBody().toString())
                .contains("secrets=[tls.key]", hub.pem(), "verify-host=true")
                .doesNotContain("PRIVATE KEY");
        Tls set = bindings.find(BUNDLE, "core").orElseThrow().tls();
        assertThat(set.key()).isEqualTo(new Secret(hub.keyPem()));
        assertThat(set.versions()).containsExactly("TLSv1.3");
        String row = sql.sql("select * from legacy_connection where connection = 'core'")
                .query((found, number) -> found.getString("tls")
                        + found.getString("settings")
                        + new String(found.getBytes("sealed_secrets"), StandardCharsets.ISO_8859_1))
                .single();
        assertThat(row).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE KEY");
        // what is not mentioned stays, as with every secret
        Map<String, Object> withoutKey = Map.of("certificate", hub.pem());
        put(DEPARTMENT, "\"1\"", Json.write(Map.of("address", "https://one.example", "tls", withoutKey)));
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().tls().key()).isNotNull();
        assertThat(refused(() -> put(
                        DEPARTMENT, "\"2\"", Json.write(Map.of("address", "https://two.example", "tls", withoutKey)))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        // a key without its certificate is nobody's
        put(DEPARTMENT, "\"2\"", "{\"address\": \"https://two.example\"}");
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().tls()).isEqualTo(Tls.DEFAULT);
        assertThat(endpoint.read(DEPARTMENT, "medical-insurance", "core")
                        .getBody()
                        .secrets())
                .isEmpty();
    }

    @Test
    void onlyAnAdministratorRefersToWhereCertificatesStandOnTheHub(@TempDir Path folder) throws Exception {
        Path place = Files.writeString(folder.resolve("ca.pem"), new Authority("Test Province CA").pem());
        String body = Json.write(Map.of("address", "https://one.example", "tls", Map.of("trust", "file:" + place)));
        assertThat(refused(() -> put(DEPARTMENT, "\"0\"", body))).isEqualTo(ProblemType.INVALID_REQUEST);
        put(new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of(), null), "\"0\"", body);
        assertThat(bindings.find(BUNDLE, "core").orElseThrow().tls().trust().pem())
                .contains("BEGIN CERTIFICATE");
        // the department may send back what it read
        put(DEPARTMENT, "\"1\"", body);
    }

    @Test
    void whatIsWrongWithACertificateIsSaidInBothLanguages() {
        Authority province = new Authority("Test Province CA");
        String other = province.issue("other").keyPem();
        Map<String, Object> tls = Map.of("certificate", province.issue("hub").pem(), "key", other);
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> put(DEPARTMENT, "\"0\"", Json.write(Map.of("address", "https://one.example", "tls", tls))));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(problem.detail().zh()).isEqualTo("绑定不正确：tls.key 不是 tls.certificate 的私钥");
        assertThat(problem.detail().en())
                .isEqualTo("The binding is wrong: tls.key is not the private key of tls.certificate");
    }

    @Test
    void whatIsNotABindingIsRefused() {
        for (String body : List.of(
                "{\"address\": \"sftp://one.example\"}",
                "{\"address\": \"https://one.example\", \"timeout\": \"soon\"}",
                "{\"address\": \"https://one.example\", \"pasword\": \"x\"}",
                "{\"address\": \"https://one.example\", \"secrets\": [\"x\"]}",
                "{\"address\": \"https://one.example\", \"tls\": \"on\"}",
                "{\"address\": \"http://one.example\", \"tls\": {\"verify-host\": false}}",
                "{\"address\": \"https://one.example\", \"tls\": {\"key\": \"x\"}}",
                "{\"address\": \"https://one.example\", \"secrets\": {\"tls.key\": \"x\"}}",
                "{\"address\": \"https://one.example\", \"secrets\": {\"a b\": \"x\"}}",
                "{}",
                "[]")) {
            assertThat(refused(() -> put(DEPARTMENT, "\"0\"", body))).isEqualTo(ProblemType.INVALID_REQUEST);
        }
        assertThat(refused(() -> put(DEPARTMENT, "\"0\"", "{"))).isEqualTo(ProblemType.MALFORMED_JSON);
    }

    @Test
    void theTestNamesTheStepThatFails() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(steps("http://no-such-host.invalid")).containsExactly("dns false");
        assertThat(steps("http://127.0.0.1:" + closed)).containsExactly("dns true", "tcp false");
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        try {
            assertThat(steps("https://127.0.0.1:" + server.port()))
                    .containsExactly("dns true", "tcp true", "tls false");
            assertThat(steps(server.baseUrl())).containsExactly("dns true", "tcp true", "http true");
            server.stubFor(com.github.tomakehurst.wiremock.client.WireMock.get("/")
                    .willReturn(com.github.tomakehurst.wiremock.client.WireMock.unauthorized()));
            assertThat(steps(server.baseUrl() + "/"))
                    .containsExactly("dns true", "tcp true", "http true", "credentials false");
        } finally {
            server.stop();
        }
    }

    private List<String> steps(String address) {
        bindings.register(BUNDLE, "core", new Binding(address, Map.of(), null));
        return endpoint.test(DEPARTMENT, "medical-insurance", "core").steps().stream()
                .map(step -> step.step() + " " + step.ok())
                .toList();
    }

    private void publish() {
        ConnectionDefinition core = Declared.connection("core", "style: http-json\noperations: { a: { path: /a } }\n");
        connections.publish(BUNDLE, OWNER, Map.of("core", connections.open(BUNDLE, core)));
    }

    private ResponseEntity<?> put(Actor actor, String ifMatch, String body) {
        return endpoint.write(actor, "medical-insurance", "core", ifMatch, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemType refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).type();
    }
}
