package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hub push} and {@code hub sync} tell of what became of rows: a page for people, JSON for programs. */
class ReportCommandsTest {

    private static final String EXCHANGE = "01M87EKD317F9J1SHPSX6K8XYY";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer hub;
    private Map<String, Object> answer = Map.of();

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    private int push(String... options) throws IOException {
        Path row = Files.writeString(folder.resolve("row.json"), "{}");
        List<String> arguments = new ArrayList<>(List.of("push", "housing-fund", "account-movement", row.toString()));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    private int run(List<String> arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(arguments);
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

    private void posted(Map<?, ?>... messages) {
        answer = Map.of("exchange", EXCHANGE, "messages", List.of(messages));
    }

    @Test
    void saysWhatBecameOfARow() throws IOException {
        posted(Map.of("outcome", "accepted", "id", "M1", "repeated", false));
        assertThat(push("--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Accepted: the message M1 is queued", "hub explain " + EXCHANGE);

        posted(Map.of("outcome", "repeated", "id", "M1", "repeated", true));
        assertThat(push("--lang", "zh")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("仍是消息 M1，不会再发");

        posted(Map.of("outcome", "filtered"));
        assertThat(push("--lang", "en")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Filtered").doesNotContain("null");

        posted();
        assertThat(push("--lang", "en")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("The row makes no message");
    }

    @Test
    void givesProgramsTheWholeAnswer() throws IOException, Malformed {
        posted(Map.of("outcome", "accepted", "id", "M1", "repeated", false));

        assertThat(push("--json")).isEqualTo(Exit.OK);

        assertThat(Json.parse(out.toString())).isEqualTo(answer);
    }

    @Test
    void showsARunWithItsBalanceAndWhatIsHeldBackAndWhy() {
        answer = Map.ofEntries(
                Map.entry("id", "R1"),
                Map.entry("bundle", "fiscal-budget"),
                Map.entry("sync", "payments"),
                Map.entry("state", "DONE"),
                Map.entry("startedBy", "finance"),
                Map.entry("startedAt", "2026-11-25T00:00:00Z"),
                Map.entry("finishedAt", "2026-11-25T00:00:05Z"),
                Map.entry("report", report()),
                Map.entry(
                        "quarantined",
                        List.of(Map.of(
                                "stream", "details",
                                "key", "D9",
                                "reason", "INVALID",
                                "detail", Map.of("zh", "金额不是数字", "en", "the amount is no number")))));

        assertThat(run(List.of("sync", "fiscal-budget", "payments", "--lang", "en")))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .startsWith("Sync fiscal-budget/payments done: run R1, started by finance")
                .contains("details: read 1,203; new 1,200, changed 2, unchanged 1, deleted 0, set aside 1")
                .contains("source 12,345.67 yuan = live 12,000.00 + of no enterprise 0.05 + deleted 0.00 + set aside"
                        + " 345.62")
                .contains("held back: no certificate (NO_CERTIFICATE), 1 payment, 9.00 yuan")
                .contains("set aside details D9: the amount is no number");

        assertThat(run(List.of("sync", "fiscal-budget", "payments", "--lang", "zh")))
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .startsWith("同步 fiscal-budget/payments 已完成：批次 R1")
                .contains("暂不公布：没有凭证（NO_CERTIFICATE），1 笔 9.00 元");
    }

    @Test
    void saysWhyARunFailedAndWhatToDo() {
        answer = Map.of(
                "id", "R1",
                "bundle", "fiscal-budget",
                "sync", "payments",
                "state", "FAILED",
                "startedBy", "finance",
                "startedAt", "2026-11-25T00:00:00Z",
                "problem", Map.of("code", "unbalanced", "title", "Not balanced", "remedy", "Ask the department"));

        assertThat(run(List.of("sync", "fiscal-budget", "payments", "--lang", "en")))
                .isEqualTo(Exit.FAILED);

        assertThat(out.toString()).contains("failed: run R1").contains("Not balanced → Ask the department");
    }

    private static Map<String, Object> report() {
        return Map.of(
                "streams",
                        List.of(Map.of(
                                "stream", "details",
                                "read", 1_203L,
                                "new", 1_200L,
                                "changed", 2L,
                                "unchanged", 1L,
                                "deleted", 0L,
                                "quarantined", 1L,
                                "notEnterpriseRelated", 0L,
                                "controlTotalsFen",
                                        Map.of(
                                                "source", 1_234_567L,
                                                "live", 1_200_000L,
                                                "notEnterpriseRelated", 5L,
                                                "deleted", 0L,
                                                "quarantined", 34_562L))),
                "held",
                        List.of(Map.of(
                                "reason",
                                "NO_CERTIFICATE",
                                "label",
                                Map.of("zh", "没有凭证", "en", "no certificate"),
                                "rows",
                                1L,
                                "fen",
                                900L)),
                "withdrawn", 0L,
                "withdrawnRows", List.of(),
                "breaks", List.of());
    }
}
