package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.DemoHub;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import picocli.CommandLine;

/** What engineers see of running bundles from a terminal: status, logs, traces, explanations. */
@DemoHub
class WatchingCommandsTest {

    private static final String ROUTE = "routes/medical-insurance/insured-person.camel.yaml";
    private static final String UNKNOWN = "43060219000606006X";
    private static final String KNOWN = "430301190001010028";

    @LocalServerPort
    private int port;

    @Autowired
    private BundleLog log;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsWhoseFaultAFailureIsAndInWhichStep() throws Exception {
        HttpResponse<String> answer = ask("citizen-unknown", UNKNOWN);
        String exchange = exchange(answer);

        assertThat(answer.body()).contains("department-refused").doesNotContain("camel.yaml");
        assertThat(hub("explain", exchange, "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("medical-insurance/getInsuredPerson")
                .contains("problem department-refused")
                .contains("Fault side: the department")
                .containsPattern("Step: " + ROUTE + ":[0-9]+ legacy:core/queryPerson \\[insured-person\\]")
                .contains("Remedy: ")
                .contains("/api/v1/connections/medical-insurance/core")
                .doesNotContain(UNKNOWN);
    }

    @Test
    void namesTheFieldsThatWereWrongAndNeverTheirValues() throws Exception {
        String exchange = exchange(ask("citizen", "430301190001010029"));

        assertThat(hub("explain", exchange, "--lang", "zh", "--as", "operator")).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .contains("责任方：调用方")
                .contains("fields: ")
                .contains("identityNumber")
                .doesNotContain("430301190001010029");
    }

    @Test
    void sendsNobodyToTheStepsOfWhatWasRefusedBeforeThem() throws Exception {
        HttpResponse<String> answer = ask("citizen", UNKNOWN);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(hub("explain", exchange(answer), "--lang", "en")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("refused before any step").doesNotContain("hub trace");
    }

    @Test
    void showsTheStepsOfAnExchangeByShapesOnly() throws Exception {
        String exchange = exchange(ask("citizen", KNOWN));

        assertThat(hub("trace", exchange, "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .contains(exchange, "direct:getInsuredPerson", "went well", "legacy:core/queryPerson", ROUTE + ":")
                .contains("map of ")
                .doesNotContain(KNOWN, "测试甲");
        assertThat(hub("trace", "medical-insurance", "--json")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("\"exchange\":\"" + exchange + "\"");
    }

    @Test
    void saysThatATraceIsGone() {
        assertThat(hub("trace", "01M87EKD317F9J1SHPSX6K8XYY", "--lang", "en")).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("There is no exchange");
    }

    @Test
    void logsProblemsWithExchangeAndStep() throws Exception {
        String exchange = exchange(ask("citizen-unknown", UNKNOWN));

        assertThat(hub("logs", "medical-insurance", "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("problem", "department-refused", exchange, "@ " + ROUTE);
    }

    @Test
    void whoWaitsForTheLogGetsWhatHappensMeanwhile() throws Exception {
        String token = token("engineer");
        String next =
                String.valueOf(read("/api/v1/bundles/sms-gateway/log", token).get("next"));
        CompletableFuture<Map<?, ?>> waiting = CompletableFuture.supplyAsync(
                () -> read("/api/v1/bundles/sms-gateway/log?wait=20&after=" + next, token));

        log.record(new BundleName("sms-gateway"), BundleEvent.Kind.DEPLOYED, new Text("已部署", "deployed"));

        assertThat((List<?>) waiting.get().get("items"))
                .singleElement()
                .satisfies(event -> assertThat(((Map<?, ?>) event).get("kind")).isEqualTo("deployed"));
    }

    @ParameterizedTest
    @CsvSource({
        "engineer,   medical-insurance, 200",
        "operator,   medical-insurance, 200",
        "auditor,    medical-insurance, 200",
        "department, housing-fund,      200",
        "department, medical-insurance, 403",
        "finance,    housing-fund,      403",
        "admin,      housing-fund,      403",
        "citizen,    housing-fund,      403",
        "engineer,   no-such-bundle,    404"
    })
    void showsABundleToThoseWhoseItIs(String user, String bundle, int status) throws Exception {
        String token = token(user);
        for (String path : List.of("/log", "/traces", "/receipts")) {
            assertThat(get("/api/v1/bundles/" + bundle + path, token).statusCode())
                    .as(path)
                    .isEqualTo(status);
        }
    }

    @Test
    void aDepartmentSeesItsOwnExchangesAndNobodyElses() throws Exception {
        String exchange = exchange(ask("citizen", KNOWN));

        assertThat(get("/api/v1/exchanges/" + exchange, token("engineer")).statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/exchanges/" + exchange, token("department")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theStatusNamesWhatRunsAndHowItFares() throws Exception {
        ask("citizen-unknown", UNKNOWN);

        assertThat(hub("status", "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);

        List<String> lines = out.toString().lines().toList();
        String failing = lines.stream()
                .filter(line -> line.startsWith("medical-insurance"))
                .findFirst()
                .orElseThrow();
        int at = lines.indexOf(failing);
        assertThat(failing).contains("! failures");
        // Those with failures come before those without.
        assertThat(lines.subList(0, at)).noneMatch(line -> line.contains("✓ well"));
        assertThat(lines.get(at + 1))
                .contains("department 11430000MBHUB005XB", "last 5 minutes")
                .doesNotContain("since -");
        assertThat(out.toString()).contains("housing-fund", "✓ well");
    }

    @Test
    void theListOfNodesHasThisOneAndWhatItRuns() {
        assertThat(hub("nodes", "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .contains("✓ there (this node)")
                .containsPattern(" {4}medical-insurance +1\\.[0-9]+\\.[0-9]+ \\([0-9a-f]{8}\\)");
        assertThat(err.toString()).contains("All nodes agree");
    }

    @Test
    void whoWatchesWithoutATerminalGetsPlainBlocks() {
        assertThat(hub("status", "--watch", "--times", "2", "--lang", "en")).isEqualTo(Exit.OK);

        assertThat(out.toString()).doesNotContain("\u001b");
        assertThat(out.toString().lines().filter(line -> line.startsWith("-- ")))
                .hasSize(2);
    }

    private int hub(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server");
        all.add("http://127.0.0.1:" + port);
        CommandLine command = Hub.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private HttpResponse<String> ask(String user, String number) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + port + "/services/medical-insurance/v1/insured-person/query"))
                        .header("Authorization", "Bearer " + token(user))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"identityNumber\":\"" + number + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String exchange(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Exchange-Id").orElseThrow();
    }

    private String token(String user) {
        assertThat(hub("token", "--as", user)).as(err.toString()).isEqualTo(Exit.OK);
        return out.toString().strip();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Map<?, ?> read(String path, String token) {
        try {
            return (Map<?, ?>) Json.parse(get(path, token).body());
        } catch (Malformed notJson) {
            throw new AssertionError(notJson);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
