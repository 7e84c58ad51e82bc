package io.xianghub.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that speaks frames, asked through a connection and pushed by a file. */
class FrameSimulatorTest {

    private static final BundleName BUNDLE = new BundleName("some-bundle");
    private static final Charset GBK = Charset.forName("GBK");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private SimulatorRunner simulators;
    private Connection connection;

    @BeforeEach
    void start() throws IOException {
        write(
                "simulator.yaml",
                """
                systems:
                  bank: { kind: frame, stubs: bank, listens: true, binding: { timeout: 2s, properties: { node: C43010 } } }
                """);
        write(
                "bank/answers.json",
                """
                {"mappings": [
                  {"request": {"method": "POST", "urlPath": "/GOOD", "bodyPatterns": [{"contains": "测试甲"}]},
                   "response": {"status": 200, "body": "<message><head/><body><field name=\\"Got\\">收到 {{xPath request.body '//field[@name=\\"Name\\"]/text()'}}</field></body></message>"}},
                  {"request": {"method": "POST", "urlPath": "/CLOSE"}, "response": {"status": 200, "headers": {"x-frame": "close"}}},
                  {"request": {"method": "POST", "urlPath": "/CUT"}, "response": {"status": 200, "headers": {"x-frame": "truncate=20"}, "body": "<message/>"}},
                  {"request": {"method": "POST", "urlPath": "/LONG"}, "response": {"status": 200, "headers": {"x-frame": "length=+100"}, "body": "<message/>"}},
                  {"request": {"method": "POST", "urlPath": "/DRIP"}, "response": {"status": 200, "headers": {"x-frame": "drip=500"}, "body": "<message/>"}},
                  {"request": {"method": "POST", "urlPath": "/TWICE"}, "response": {"status": 200, "headers": {"x-frame": "twice"}, "body": "<message><body><field name=\\"Got\\">1</field></body></message>"}},
                  {"request": {"method": "POST", "urlPath": "/LIE"}, "response": {"status": 200, "headers": {"x-frame-charset": "UTF-8"}, "body": "<message><body><field name=\\"Got\\">账户不存在，请核对</field></body></message>"}}
                ]}
                """);
        simulators = SimulatorRunner.of(folder, folder.resolve("data"));
        simulators.start(BUNDLE);
        simulators.bindTo(bindings);
        YamlNode declared = Yaml.read(
                        "bundle.yaml",
                        """
                        style: frame
                        charset: GBK
                        root: message
                        fields: named
                        request: { head: { TxCode: "${operation.tx}" }, body: "${body}" }
                        output: { path: body }
                        operations: { good: { tx: GOOD }, close: { tx: CLOSE }, cut: { tx: CUT }, long: { tx: LONG },
                                      drip: { tx: DRIP }, twice: { tx: TWICE }, lie: { tx: LIE }, unknown: { tx: NONE } }
                        """
                                .getBytes(StandardCharsets.UTF_8),
                        new Findings())
                .orElseThrow();
        connection = connections.open(BUNDLE, new ConnectionDefinition("bank", (YamlNode.Mapping) declared));
    }

    @AfterEach
    void stop() {
        connections.close();
        simulators.close();
    }

    @Test
    void aStubSeesTheDocumentInCharactersAndItsAnswerTravelsInGbk() {
        assertThat(call("good")).isEqualTo(Map.of("Got", "收到 测试甲"));
        assertThat(call("twice")).isEqualTo(Map.of("Got", "1"));
    }

    @Test
    void eachTrapGoesWrongAsItSays() {
        assertThat(fails("close").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(fails("unknown").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(fails("cut").detail().en()).contains("document has 10 bytes, only 0 came");
        assertThat(fails("long").detail().en()).contains("document has 110 bytes, only 10 came");
        assertThat(fails("lie").detail().zh()).contains("UTF-8");
    }

    @Test
    void anAnswerThatDripsIsLate() {
        assertThat(fails("drip").type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
    }

    @Test
    void whoOnlyLooksDoesNoHarm() throws Exception {
        URI address = URI.create(simulators.address(BUNDLE, "bank"));
        for (int i = 0; i < 3; i++) {
            new Socket(address.getHost(), address.getPort()).close();
        }

        assertThat(call("good")).isEqualTo(Map.of("Got", "收到 测试甲"));
    }

    @Test
    void aFileIsSentTwiceOnceTheHubListensAndTheReplyLiesBesideIt() throws Exception {
        byte[] notice = "<message>通知</message>".getBytes(GBK);
        Path pushed = simulators.directory(BUNDLE, "bank").resolve("notice.xml");
        Files.write(pushed, notice);
        URI listen = URI.create("tcp://"
                + bindings.find(BUNDLE, "bank").orElseThrow().properties().get("listen"));

        try (ServerSocket hub = new ServerSocket()) {
            hub.setReuseAddress(true);
            hub.bind(new InetSocketAddress(InetAddress.getByName(listen.getHost()), listen.getPort()));
            hub.setSoTimeout((int) SOON.toMillis());
            for (String reply : List.of("first", "second")) {
                try (Socket caller = hub.accept()) {
                    DataInputStream in = new DataInputStream(caller.getInputStream());
                    byte[] head = in.readNBytes(16);
                    assertThat(head[6]).isEqualTo((byte) '0');
                    assertThat(in.readNBytes(in.readInt())).isEqualTo(notice);
                    caller.getOutputStream().write(FramePushes.frame(head, reply.getBytes(GBK)));
                }
            }
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(pushed.resolveSibling("notice.xml.sent"))
                .exists());
        assertThat(pushed.resolveSibling("notice.xml.reply")).hasContent("second");
        assertThat(pushed).doesNotExist();
    }

    private Object call(String operation) {
        return connection.call(
                operation, Map.of("Name", "测试甲"), Map.of(), Instant.now().plusSeconds(10));
    }

    private Problem fails(String operation) {
        return catchThrowableOfType(Problem.class, () -> call(operation));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("routes/some-bundle/simulator").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
