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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hub map lineage}, {@code hub map table} and {@code hub map schema}. */
class MapCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void listsWhereEachFieldOfAnAnswerComesFrom() {
        assertThat(map("en", "lineage", "medical-insurance")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("getInsuredPerson → answer\n")
                .contains("  personNumber ← core/queryPerson:baseinfo.psn_no; perhaps"
                        + " getInsuredPerson:body.identityNumber")
                .contains("  insurances.type ← core/queryPerson:insuinfo.insutype");
    }

    @Test
    void saysWhatBreaksInBothLanguages() {
        assertThat(map("en", "lineage", "medical-insurance", "--drops", "core/queryPerson:baseinfo.psn_no"))
                .isEqualTo(Exit.FINDINGS);
        assertThat(out.toString())
                .contains("getInsuredPerson: the whole input is refused"
                        + " (mappings/medical-insurance/person-answer.map.yaml:4:3)")
                .contains("getInsuredPerson → answer personNumber: the field is gone, or no longer right;"
                        + " the contract demands it");
        map("zh", "lineage", "medical-insurance", "--drops", "core/queryPerson:baseinfo.psn_no");
        assertThat(out.toString()).contains("getInsuredPerson：整个输入被拒绝").contains("；契约要求此字段");
    }

    @Test
    void saysThatNothingBreaksAndWhatIsReadInstead() {
        assertThat(map("en", "lineage", "medical-insurance", "--drops", "core/queryPerson:baseinfo.naty"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("Nothing depends on core/queryPerson:baseinfo.naty")
                .contains("baseinfo.psn_no");
    }

    @Test
    void printsBreakagesAsJson() throws Malformed {
        assertThat(map("en", "lineage", "fiscal-budget", "--drops", "budget/bills:XPAY_AMT", "--json"))
                .isEqualTo(Exit.FINDINGS);
        assertThat(Json.parse(out.toString()))
                .isEqualTo(Map.of(
                        "bundle",
                        "fiscal-budget",
                        "dropped",
                        "budget/bills:XPAY_AMT",
                        "breakages",
                        List.of(Map.of(
                                "input",
                                "sync.payments.bill",
                                "end",
                                "redemption:payments/bill",
                                "field",
                                "paid",
                                "effect",
                                "lost",
                                "demanded",
                                false,
                                "file",
                                "mappings/fiscal-budget/bill.map.yaml",
                                "line",
                                10L,
                                "column",
                                3L))));
    }

    @Test
    void tellsWhatIsUnknownFromWhatIsWrong() throws IOException {
        assertThat(map("en", "lineage", "no-such")).isEqualTo(Exit.NOT_FOUND);
        assertThat(map("en", "lineage", "medical-insurance", "--drops", "core/queryAccount:a"))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("(there are: core/queryPerson getInsuredPerson)");
        assertThat(map("en", "lineage", "medical-insurance", "--subscribers")).isEqualTo(Exit.USAGE);
        BundleCopy.copy("routes/medical-insurance", folder);
        Files.createDirectories(folder.resolve("mappings/medical-insurance"));
        assertThat(map("en", "lineage", "medical-insurance", "--folder", folder.toString()))
                .isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains("There is no mapping person-request");
    }

    @Test
    void asksTheHubWhomItReaches() throws IOException {
        AtomicReference<URI> asked = new AtomicReference<>();
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI());
            byte[] body =
                    """
                    {"users": [{"client": "demo-app", "since": "2026-01-02T00:00:00Z", "inputs": ["getInsuredPerson"], "calls": 7,
                      "lastCall": "2026-11-20T00:00:00Z", "affected": [{"input": "getInsuredPerson", "path": "answer", "impact": "breaking"}]},
                     {"client": "other-app", "inputs": [], "calls": 0, "affected": []}]}"""
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hub.start();
        try {
            assertThat(map(
                            "en",
                            "lineage",
                            "medical-insurance",
                            "--drops",
                            "core/queryPerson:baseinfo.psn_no",
                            "--subscribers",
                            "--server",
                            "http://127.0.0.1:" + hub.getAddress().getPort(),
                            "--token",
                            "t"))
                    .isEqualTo(Exit.FINDINGS);
        } finally {
            hub.stop(0);
        }
        assertThat(asked.get())
                .hasToString("/api/v1/bundles/medical-insurance/lineage?field=core%2FqueryPerson%3Abaseinfo.psn_no");
        assertThat(out.toString())
                .contains("demo-app uses it: subscribed 2026-01-02, 7 times within 30 days, last 2026-11-20")
                .doesNotContain("other-app");
    }

    @Test
    void printsAndWritesTables() throws IOException {
        assertThat(map("en", "table", "medical-insurance")).isEqualTo(Exit.OK);
        String printed = out.toString();
        assertThat(printed).startsWith("# 映射 Mappings: medical-insurance\n").contains("\n## person-answer\n");
        assertThat(map("en", "table", "--write", folder.resolve("pages").toString()))
                .isEqualTo(Exit.OK);
        assertThat(Files.readString(folder.resolve("pages/medical-insurance.md")))
                .isEqualTo(printed);
        assertThat(folder.resolve("pages/sms-gateway.md")).doesNotExist();
    }

    @Test
    void printsAndWritesTheSchemasOfTheEditor() throws IOException, Malformed {
        assertThat(map("en", "schema", "map")).isEqualTo(Exit.OK);
        assertThat(Json.parse(out.toString())).isInstanceOf(Map.class);
        assertThat(map("en", "schema", "--folder", folder.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains(folder.resolve("schema/map.schema.json").toString())
                .contains(folder.resolve("schema/bundle.schema.json").toString());
        assertThat(map("en", "schema", "--folder", folder.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("as it should be");
    }

    @Test
    void anInitialisedBundleNamesSchemasThatAreThere() throws IOException {
        Path sample = Files.writeString(folder.resolve("answer.json"), "{\"name\": \"测试甲\"}");
        run("init", "small", "--from", sample.toString(), "--folder", folder.toString());
        assertThat(folder.resolve("routes/small/bundle.yaml"))
                .as(err.toString())
                .exists();
        List<Path> files = new ArrayList<>(List.of(folder.resolve("routes/small/bundle.yaml")));
        try (var mappings = Files.list(folder.resolve("mappings/small"))) {
            mappings.filter(file -> file.toString().endsWith(".map.yaml")).forEach(files::add);
        }
        assertThat(files).hasSizeGreaterThan(1);
        for (Path file : files) {
            String line = Files.readAllLines(file).get(0);
            assertThat(line).startsWith("# yaml-language-server: $schema=");
            Path schema = file.resolveSibling(line.substring(line.indexOf('=') + 1));
            assertThat(schema).exists();
            assertThat(schema.getFileName().toString())
                    .startsWith(file.getFileName().toString().equals("bundle.yaml") ? "bundle." : "map.");
        }
    }

    private int map(String language, String... arguments) {
        List<String> all = new ArrayList<>(List.of("map"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--lang", language));
        return run(all.toArray(new String[0]));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
