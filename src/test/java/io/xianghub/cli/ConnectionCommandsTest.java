package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.DemoHub;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.record.UnreadAnswer;
import io.xianghub.record.UnreadAnswers;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import picocli.CommandLine;

/** What an engineer sees of connections from a terminal. */
@DemoHub
class ConnectionCommandsTest {

    private static final byte[] BODY = "{\"name\": \"测试甲\"}".getBytes(Charset.forName("GBK"));

    @LocalServerPort
    private int port;

    @Autowired
    private Exchanges exchanges;

    @Autowired
    private UnreadAnswers unread;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsConnectionsWithWhereTheyLead() {
        assertThat(hub("connection", "list", "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .containsPattern("medical-insurance/core  http-json  http://127\\.0\\.0\\.1:[0-9]+.*  breaker closed")
                .contains("housing-fund/exchange  sftp  sftp://");
        assertThat(hub("connection", "list", "housing-fund", "--lang", "en")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("housing-fund/exchange").doesNotContain("medical-insurance");
    }

    @Test
    void showsABindingWithoutItsSecret() {
        assertThat(hub("connection", "show", "housing-fund/exchange", "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Address: sftp://", "(of the hub)", "Secrets: secret", "\"attempts\":2");
        assertThat(hub("connection", "show", "housing-fund", "--lang", "en")).isEqualTo(Exit.USAGE);
        assertThat(hub("connection", "show", "housing-fund/nothing", "--lang", "en"))
                .isEqualTo(Exit.NOT_FOUND);
    }

    @Test
    void testsAConnectionStepByStepInEitherLanguage() {
        assertThat(hub("connection", "test", "medical-insurance/core", "--lang", "en"))
                .as(out + err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" .*", "")))
                .containsExactly("dns", "tcp", "http", "credentials", "charset", "envelope");
        assertThat(hub("connection", "test", "medical-insurance/core", "--lang", "zh"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("通过").contains("应答合乎约定");
        assertThat(hub("connection", "test", "medical-insurance/core", "--json"))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("\"ok\":true", "\"step\":\"envelope\"");
    }

    @Test
    void explainsThatAnUnreadAnswerIsKeptAndSavesIt(@TempDir Path folder) throws Exception {
        ExchangeId exchange = ExchangeId.next();
        Instant now = Instant.now();
        exchanges.record(new Exchange(
                exchange,
                Exchange.Kind.CALL,
                "medical-insurance",
                "getInsuredPerson",
                "1.0.0",
                "0123abcd",
                "demo-app",
                Exchange.Outcome.FAILED,
                "department-unreadable",
                FaultSide.DEPARTMENT,
                now,
                now,
                null,
                "11430000MBHUB005XB",
                null));
        Path file = folder.resolve("answer.bin");
        assertThat(hub("explain", exchange.value(), "--save", file.toString(), "--lang", "en"))
                .isEqualTo(Exit.NOT_FOUND);
        unread.keep(new UnreadAnswer(
                exchange,
                new UnreadAnswer.Origin("11430000MBHUB005XB", "medical-insurance", "core", "queryPerson"),
                new UnreadAnswer.Answer(200, "application/json", "UTF-8", BODY),
                new Text("约定 UTF-8，内容像是 GBK", "Agreed on UTF-8: they look like GBK")));

        assertThat(hub("explain", exchange.value(), "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("Original: the " + BODY.length + " bytes", "they look like GBK", "--save <file>");
        assertThat(hub("explain", exchange.value(), "--lang", "zh")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("原文：部门应答的 " + BODY.length + " 字节", "内容像是 GBK");

        assertThat(hub("explain", exchange.value(), "--save", file.toString(), "--lang", "en"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
        assertThat(hub("explain", exchange.value(), "--save", file.toString(), "--lang", "en"))
                .isEqualTo(Exit.CONFLICT);
        assertThat(hub(
                        "explain",
                        exchange.value(),
                        "--save",
                        folder.resolve("b").toString(),
                        "--as",
                        "operator"))
                .isEqualTo(Exit.REFUSED);
    }

    private int hub(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server");
        all.add("http://127.0.0.1:" + port);
        CommandLine command = Hub.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }
}
