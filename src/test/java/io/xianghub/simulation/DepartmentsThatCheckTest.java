package io.xianghub.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated departments that ask for credentials, check signatures and speak GBK, called by the hub's own connections. */
class DepartmentsThatCheckTest {

    private static final BundleName BUNDLE = new BundleName("some-bundle");
    private static final String OK = "{\"code\":\"0\",\"data\":{\"said\":\"%s\"}}";
    private static final String RULES =
            """
            success: { path: code, equals: "0" }
            failure: { code: code, message: message }
            output: { path: data }
            operations:
              ask: { path: /ask }
            """;

    @TempDir
    private Path folder;

    private final Bindings bindings = new Bindings();
    private Connections connections;
    private SimulatorRunner simulators;

    @BeforeEach
    void begin() {
        connections = new Connections(bindings, Clock.systemUTC());
        simulators = SimulatorRunner.of(folder, folder.resolve("data"));
    }

    @AfterEach
    void end() {
        connections.close();
        simulators.close();
    }

    @Test
    void aSignedFormInGbkIsAnsweredAndOneOfAnotherSecretIsRefused() throws Exception {
        Connection core = played(
                "{ kind: http, binding: { properties: { appId: xyb }, secret: token-1 } }",
                """
                {"mappings": [
                  {"priority": 1,
                   "request": {"urlPath": "/ask", "customMatcher": {"name": "signed", "parameters": {
                     "scheme": "sorted-parameters", "charset": "GBK", "caller": "xyb", "signed": false}}},
                   "response": {"status": 200, "body": "{\\"code\\":\\"97\\",\\"message\\":\\"验签失败\\"}",
                                "transformers": ["wire"], "transformerParameters": {"charset": "GBK"}}},
                  {"request": {"urlPath": "/ask"},
                   "response": {"status": 200, "body": "%s"}}]}
                """
                        .formatted(json(OK.formatted("ok"))),
                "style: http-form\ncharset: GBK\nsigning: sorted-parameters\n" + RULES);

        assertThat(ask(core, Map.of("name", "测试𠮷", "empty", ""))).isEqualTo(Map.of("said", "ok"));

        Binding right = bindings.find(BUNDLE, "core").orElseThrow();
        bindings.register(BUNDLE, "core", new Binding(right.address(), right.properties(), new Secret("token-2")));
        assertRefused(core, "验签失败");
        bindings.register(BUNDLE, "core", new Binding(right.address(), Map.of("appId", "zzb"), new Secret("token-1")));
        assertRefused(core, "验签失败");
    }

    @Test
    void aSchemeWrittenOutIsCheckedInTheHeadersAndOverTheBody() throws Exception {
        Connection core = played(
                "{ kind: http, binding: { properties: { caller: xyb }, secrets: { app: key-1 } } }",
                """
                {"request": {"urlPath": "/ask", "customMatcher": {"name": "signed", "parameters": {
                   "secret": "app",
                   "scheme": {"string": "${timestamp}${body}", "algorithm": "hmac-sm3", "key": "app",
                              "puts": {"headers": {"x-who": "${caller}", "x-at": "${timestamp}", "x-sign": "${signature}"}}}}}},
                 "response": {"status": 200, "body": "%s"}}
                """
                        .formatted(json(OK.formatted("ok"))),
                """
                style: http-json
                signing:
                  string: "${timestamp}${body}"
                  algorithm: hmac-sm3
                  key: app
                  puts: { headers: { x-who: "${caller}", x-at: "${timestamp}", x-sign: "${signature}" } }
                """
                        + RULES);

        assertThat(ask(core, Map.of("name", "测试甲"))).isEqualTo(Map.of("said", "ok"));
    }

    @Test
    void bytesOfAnotherCharsetAreReadUnlessTheirHeaderLies() throws Exception {
        String stub =
                """
                {"request": {"urlPath": "/ask", "customMatcher": {"name": "says", "parameters": {"text": "{{text request 'GBK' field='who'}}", "equals": "%s"}}},
                 "response": {"status": 200, "headers": {"Content-Type": "application/json"}, "body": "%s",
                              "transformers": ["wire"], "transformerParameters": {"charset": "GBK"%s}}}
                """;
        String answer = json(OK.formatted("测试𠮷·甲"));
        Connection core = played(
                "{ kind: http }",
                "{\"mappings\": [" + stub.formatted("honest", answer, "") + ","
                        + stub.formatted("silent", answer, ", \"says\": \"\"") + ","
                        + stub.formatted("lying", answer, ", \"says\": \"UTF-8\"") + "]}",
                "style: http-form\ncharset: GBK\n" + RULES);

        assertThat(ask(core, Map.of("who", "honest"))).isEqualTo(Map.of("said", "测试𠮷·甲"));
        assertThat(ask(core, Map.of("who", "silent"))).isEqualTo(Map.of("said", "测试𠮷·甲"));
        Problem lie = catchThrowableOfType(Problem.class, () -> ask(core, Map.of("who", "lying")));
        assertThat(lie.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(lie.detail().zh()).contains("响应头写 UTF-8");
    }

    @Test
    void aStubReadsWhatARequestSaysInGbkAndBehindAFurtherEscape() throws Exception {
        Connection core = played(
                "{ kind: http }",
                """
                {"request": {"urlPath": "/ask", "customMatcher": {"name": "says", "parameters": {
                   "text": "{{jsonPath (text request 'GBK' field='params' escaped=1) '$.name'}}", "matches": "测试.*"}}},
                 "response": {"status": 200, "headers": {"Content-Type": "application/json"},
                              "body": "%s", "transformers": ["wire"], "transformerParameters": {"charset": "GBK"}}}
                """
                        .formatted(json(
                                OK.formatted("{{jsonPath (text request 'GBK' field='params' escaped=1) '$.name'}}"))),
                "style: http-form\ncharset: GBK\nrequest: { params: \"${body | json | url}\" }\n" + RULES);

        assertThat(ask(core, Map.of("name", "测试镕"))).isEqualTo(Map.of("said", "测试镕"));
    }

    @Test
    void theSecretOfAClientBringsTheTokenThatCallsBear() throws Exception {
        Connection core = played(
                "{ kind: http, binding: { properties: { clientId: xyb }, secret: pass-1 } }",
                """
                {"mappings": [
                  {"request": {"urlPath": "/oauth/token", "queryParameters": {"client_secret": {"equalTo": "pass-1"}}},
                   "response": {"status": 200, "jsonBody": {"access_token": "t-1", "expires_in": 60}}},
                  {"request": {"urlPath": "/ask", "headers": {"authorization": {"equalTo": "Bearer t-1"}}},
                   "response": {"status": 200, "body": "%s"}}]}
                """
                        .formatted(json(OK.formatted("ok"))),
                """
                style: http-json
                token:
                  path: /oauth/token
                  query: { client_id: "${binding.clientId}", client_secret: "${secret}" }
                  puts: { headers: { authorization: "Bearer ${token}" } }
                """
                        + RULES);

        assertThat(ask(core, Map.of())).isEqualTo(Map.of("said", "ok"));
    }

    @Test
    void aSimulatorsSecretIsWrittenOutAndReadsNothingOfTheMachine() throws Exception {
        write(
                "routes/some-bundle/simulator/simulator.yaml",
                "systems:\n  core:\n    kind: http\n    binding: { secret: \"env:HOME\" }\n");
        assertThatThrownBy(simulators::startAll).hasMessageContaining("simulator.yaml:4:24");
    }

    @Test
    void theCheckNamesTheSecretThatTheConnectionWantsAndTheConnectionThatThereIsNot() throws Exception {
        write(
                "routes/some-bundle/bundle.yaml",
                """
                connections:
                  core:
                    style: http-json
                    cipher: { assumed: true }
                    operations: { ask: { path: /ask, headers: { key: "${secret.app}" }, signing: x-tif } }
                """);
        write(
                "routes/some-bundle/simulator/simulator.yaml",
                """
                systems:
                  core: { kind: http, binding: { secrets: { sm4: "0123456789abcdef" } } }
                  other: { kind: http }
                """);
        Findings findings = new Findings();

        SimulatorCheck.check(folder, BUNDLE, findings);

        assertThat(findings.all())
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .extracting(finding -> finding.place() + " " + finding.message().en())
                .containsExactly(
                        "routes/some-bundle/bundle.yaml:2:3 The connection core uses secret, which its simulator does"
                                + " not give: in the demo its calls fail",
                        "routes/some-bundle/bundle.yaml:2:3 The connection core uses secrets.app, which its simulator"
                                + " does not give: in the demo its calls fail",
                        "routes/some-bundle/bundle.yaml:2:3 The connection core uses secrets.sm2, which its simulator"
                                + " does not give: in the demo its calls fail",
                        "routes/some-bundle/bundle.yaml:2:3 Of the connection core and its simulator only one uses the"
                                + " cipher envelope: in the demo its calls fail");
        assertThat(findings.all())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message().en()).contains("plays the connection other"));
    }

    @Test
    void theKeysOfACipherEnvelopeAreFilesOfTheSimulatorAndKeys() throws Exception {
        write("routes/some-bundle/simulator/keys/wrong.key", "no key");
        write("routes/some-bundle/outside.key", "2".repeat(64));
        write(
                "routes/some-bundle/simulator/simulator.yaml",
                """
                systems:
                  core:
                    kind: http
                    cipher: { assumed: true, private-key: ../outside.key, hub-key: keys/none.pub }
                  other:
                    kind: http
                    cipher: { private-key: keys/wrong.key, mode: gcm }
                """);
        Findings findings = new Findings();

        SimulatorCheck.check(folder, BUNDLE, findings);

        assertThat(findings.all())
                .filteredOn(finding -> !finding.code().equals("simulator.unknown-connection"))
                .extracting(finding -> finding.line() + " " + finding.message().en())
                .containsExactly(
                        "4 private-key of cipher must be a file in simulator/",
                        "4 hub-key of cipher must be a file in simulator/",
                        "7 keys/wrong.key: The key is neither hexadecimal nor Base64 nor PEM",
                        "7 hub-key of cipher must be a file in simulator/",
                        "7 mode must be one of ecb, cbc",
                        "7 No public document has the details of this envelope: it must say assumed: true");
    }

    private Connection played(String system, String stubs, String connection) throws Exception {
        write("routes/some-bundle/simulator/simulator.yaml", "systems:\n  core: " + system + "\n");
        write("routes/some-bundle/simulator/stubs/stubs.json", stubs);
        simulators.start(BUNDLE);
        simulators.bindTo(bindings);
        Findings findings = new Findings();
        YamlNode declared = Yaml.read("bundle.yaml", connection.getBytes(StandardCharsets.UTF_8), findings)
                .orElseThrow(() -> new AssertionError(findings.all()));
        return connections.open(BUNDLE, new ConnectionDefinition("core", (YamlNode.Mapping) declared));
    }

    private static Object ask(Connection core, Map<String, ?> body) {
        return core.call("ask", body, Map.of(), Instant.now().plusSeconds(20));
    }

    private static void assertRefused(Connection core, String words) {
        Problem refused = catchThrowableOfType(Problem.class, () -> ask(core, Map.of("name", "测试甲")));
        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(refused.extras()).containsEntry("departmentMessage", words);
    }

    private static String json(String text) {
        return text.replace("\"", "\\\"");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
