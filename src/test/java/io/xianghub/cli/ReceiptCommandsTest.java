package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.xianghub.bundle.Uninterruptibly;
import io.xianghub.shared.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engineer reads of a change that the hub made, refused or is still making. */
class ReceiptCommandsTest {

    private static final Map<String, Object> FIRST = Map.of(
            "id",
            "01M87EKD317F9J1SHPSX6K8XYY",
            "bundle",
            "medical-insurance",
            "version",
            "1.0.0",
            "digest",
            "4f2a90c1d8",
            "outcome",
            "deployed",
            "warnings",
            List.of(Map.of(
                    "severity",
                    "warning",
                    "file",
                    "routes/medical-insurance/openapi.yaml",
                    "line",
                    60,
                    "column",
                    9,
                    "code",
                    "contract.breaking",
                    "message",
                    Map.of("zh", "字段被移除", "en", "field removed"),
                    "remedy",
                    Map.of("zh", "告知使用方", "en", "Tell those who use it"))));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private HttpServer hub;
    private Map<String, Object> answer = FIRST;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.setExecutor(threads);
        hub.createContext("/api/v1/bundles", exchange -> answer(exchange, status, Json.write(answer)));
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
        threads.shutdown();
    }

    @Test
    void showsWhatTheCheckWarnedOfWithPlaceAndRemedy() {
        assertThat(hub("deploy", "medical-insurance", "--lang", "en")).isEqualTo(Exit.OK);

        assertThat(err.toString())
                .contains("routes/medical-insurance/openapi.yaml:60:9: warning: field removed → Tell those who use it");
    }

    @ParameterizedTest
    @CsvSource({"en, Deployed medical-insurance 1.0.0 (4f2a90c1)", "zh, 已部署 medical-insurance 1.0.0 (4f2a90c1)"})
    void saysOfAFirstDeploymentThatItReplacedNothing(String language, String sentence) {
        assertThat(hub("deploy", "medical-insurance", "--lang", language)).isEqualTo(Exit.OK);

        assertThat(out.toString().lines().findFirst()).contains(sentence);
    }

    @Test
    void waitsForTheReceiptThoughItCannotBeToldHowFarTheDeploymentIs() {
        hub.createContext("/api/v1/bundles/medical-insurance/deployment", exchange -> {
            asked.countDown();
            answer(exchange, 502, "<html>Bad gateway</html>");
        });
        hub.removeContext("/api/v1/bundles");
        hub.createContext("/api/v1/bundles", exchange -> {
            Uninterruptibly.await(asked);
            answer(exchange, 200, Json.write(answer));
        });

        assertThat(hub("deploy", "medical-insurance", "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);

        assertThat(out.toString()).startsWith("Deployed medical-insurance 1.0.0");
    }

    @ParameterizedTest
    @CsvSource({"en, 'Forbidden: not assigned → Ask'", "zh, Forbidden：not assigned → Ask"})
    void writesTheColonOfItsLanguage(String language, String sentence) {
        status = 403;
        answer = Map.of("title", "Forbidden", "detail", "not assigned", "remedy", "Ask");

        assertThat(hub("deploy", "medical-insurance", "--lang", language)).isEqualTo(Exit.REFUSED);

        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void saysByTheReadersClockSinceWhenACanaryStands() {
        String since = "2026-11-24T01:02:03.456789Z";
        answer = Map.of("version", "1.1.0", "since", since, "stand", Map.of("mode", "canary", "share", 5));

        assertThat(hub("candidate", "medical-insurance", "--lang", "en")).isEqualTo(Exit.OK);

        assertThat(out.toString())
                .startsWith(
                        "Canary medical-insurance 1.1.0: answers 5% of the calls since " + Reading.time(since) + "\n");
    }

    @Test
    void saysWhatToDoWhereACandidateWouldBeWhatRunsAlready() {
        answer = Map.of(
                "bundle", "medical-insurance", "version", "1.0.0", "digest", "4f2a90c1d8", "outcome", "unchanged");

        assertThat(hub("deploy", "medical-insurance", "--canary", "10", "--lang", "en"))
                .isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("is running already; nothing changed");
        assertThat(err.toString()).contains("nothing to set beside it", "raise version in bundle.yaml");
    }

    @Test
    void namesPhasesInTheReadersLanguage() {
        answer = new java.util.HashMap<>(FIRST);
        answer.put("phases", List.of(Map.of("name", "swap", "millis", 3L)));

        assertThat(hub("deploy", "medical-insurance", "--lang", "zh")).isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("各阶段：切换 3 ms");
        assertThat(err.toString()).contains("openapi.yaml:60:9: 警告: 字段被移除");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int hub(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--token",
                "t",
                "--server",
                "http://127.0.0.1:" + hub.getAddress().getPort()));
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
