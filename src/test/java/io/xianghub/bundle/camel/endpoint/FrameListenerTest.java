package io.xianghub.bundle.camel.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.lease.TestLeases;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.Limits;
import io.xianghub.record.Exchange;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Frames that a department sends to a route over a real socket. */
class FrameListenerTest {

    private static final BundleName NAME = new BundleName("intake");
    private static final Charset GBK = Charset.forName("GBK");
    private static final Duration SOON = Duration.ofSeconds(20);
    // The common pool has no more threads than the machine has processors.
    private static final Executor CALLERS = task -> new Thread(task, "frame-test-caller").start();
    private static final String BUNDLE =
            """
            bundle: intake
            version: 1.0.0
            title: { zh: 收帧, en: Intake }
            department: 12430000MBHUB0041G
            app: hf-mobile
            connections:
              bank:
                style: frame
                charset: GBK
                frame: { max: 4KB }
                root: message
                fields: named
                sources:
                  notices:
                    takes: { path: head.TxCode, in: [SBDC100] }
                    patience: 500ms
                    within: 5s
                    reply: { head: { TxCode: "${$request.head.TxCode}", RtnCode: "00000" }, body: "${body}" }
                    refusal: { head: { TxCode: "${$request.head.TxCode}", RtnCode: "99999", RtnMessage: "${body.message}" } }
            """;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final List<Exchange> log = new CopyOnWriteArrayList<>();
    private final List<byte[]> taken = new CopyOnWriteArrayList<>();
    private volatile Processor step = exchange -> exchange.getMessage().setBody(Map.of("Result", "收到"));
    private volatile boolean logFails;
    private int port;
    private RunningBundle running;

    @BeforeEach
    void start() throws IOException {
        port = freePort();
        bind(port, "127.0.0.1, 10.0.0.0/8");
        run();
        await().atMost(SOON).ignoreExceptions().until(() -> {
            caller().close();
            return true;
        });
    }

    @AfterEach
    void stop() {
        running.retire(Duration.ofSeconds(5));
        connections.close();
    }

    @Test
    void whatTheRouteLeavesIsTheReplyUnderTheCallersOwnHead() throws Exception {
        byte[] notice = document("SBDC100", "测试·甲");

        try (Socket caller = caller()) {
            caller.getOutputStream().write(frame(notice));
            byte[] reply = caller.getInputStream().readNBytes(20);
            assertThat(new String(reply, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("D000000");
            byte[] answer =
                    caller.getInputStream().readNBytes(ByteBuffer.wrap(reply).getInt(16));
            assertThat(new String(answer, GBK))
                    .isEqualTo(
                            """
                            <?xml version="1.0" encoding="GBK"?>
                            <message><head><field name="TxCode">SBDC100</field><field name="RtnCode">00000</field></head>\
                            <body><field name="Result">收到</field></body></message>""");
        }
        assertThat(taken).singleElement().isEqualTo(notice);
        assertThat(log).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(Exchange.Outcome.ANSWERED);
            assertThat(row.service()).isEqualTo("bank/notices");
            assertThat(row.actor()).isEqualTo("127.0.0.1");
            assertThat(row.note()).isEqualTo(notice.length + " bytes");
        });
    }

    @Test
    void aRoutesOwnBytesAreTheReplyAsTheyAre() throws Exception {
        step = exchange -> exchange.getMessage().setBody("<ready/>".getBytes(GBK));

        assertThat(ask(frame(document("SBDC100", "")))).isEqualTo("<ready/>");
    }

    @Test
    void whoConnectsAndGoesWithoutAWordOnlyLookedWhetherWeAreThere() throws Exception {
        for (int i = 0; i < 3; i++) {
            caller().close();
        }

        expectAGoodFrame();
        assertThat(log).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void aFrameThatBreaksOffIsRecordedWithItsCountAndTheNextOneIsTaken(int bytes) throws Exception {
        byte[] whole = frame(document("SBDC100", "x"));

        assertThat(ask(Arrays.copyOf(whole, bytes))).isEmpty();

        await().atMost(SOON).untilAsserted(() -> assertThat(log).hasSize(1));
        assertThat(log.get(0).outcome()).isEqualTo(Exchange.Outcome.REJECTED);
        assertThat(log.get(0).note())
                .isEqualTo(
                        bytes < 16
                                ? "A frame's head has 16 bytes, only " + bytes + " came"
                                : bytes < 20
                                        ? "A frame's length has 4 bytes, only " + (bytes - 16) + " came"
                                        : "The frame says that its document has " + (whole.length - 20)
                                                + " bytes, only " + (bytes - 20) + " came");
        assertThat(taken).isEmpty();
        expectAGoodFrame();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4097, Integer.MAX_VALUE})
    void aLengthThatCannotBeEndsTheConnectionAndTheNextOneIsTaken(int length) throws Exception {
        byte[] wrong = frame(document("SBDC100", "x"));
        ByteBuffer.wrap(wrong).putInt(16, length);

        assertThat(ask(wrong)).isEmpty();

        await().atMost(SOON).untilAsserted(() -> assertThat(log).hasSize(1));
        assertThat(log.get(0).note()).contains(" " + length + " bytes; 1 to 4096 may be");
        expectAGoodFrame();
    }

    @Test
    void twoFramesInOneWriteAreBothAnsweredAndABadOneKeepsNoGoodOneAway() throws Exception {
        byte[] lie = xml("SBDC100", "这不是约定的编码，请核对").getBytes(StandardCharsets.UTF_8);

        String replies = ask(frame(lie), frame(document("SBDC100", "好")));

        assertThat(replies).containsSubsequence("99999", "UTF-8", "00000", "收到");
        assertThat(taken).hasSize(1);
        assertThat(log).extracting(Exchange::problem).containsExactly(ProblemType.WRONG_CHARSET.slug(), null);
    }

    @Test
    void whoSendsByteByByteIsNotWaitedForAndKeepsNobodyElseWaiting() throws Exception {
        try (Socket slow = caller()) {
            slow.getOutputStream().write(frame(document("SBDC100", "x")), 0, 10);
            expectAGoodFrame();
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(log).hasSize(2));
        assertThat(log.get(1).note()).isEqualTo("No whole frame came within 500 ms");
    }

    @Test
    void whoDoesNotTakeTheReplyIsCutOff() throws Exception {
        // More than the sockets of both ends hold.
        step = exchange -> exchange.getMessage().setBody(new byte[16 << 20]);

        try (Socket lazy = caller()) {
            lazy.getOutputStream().write(frame(document("SBDC100", "x")));
            await().atMost(SOON).untilAsserted(() -> assertThat(log)
                    .extracting(Exchange::note)
                    .contains("The caller did not take the reply within 500 ms"));
        }
    }

    @Test
    void aTransactionThatIsNotTakenHereIsRefusedInTheDepartmentsEnvelope() throws Exception {
        assertThat(ask(frame(document("BDC101", "x")))).contains("BDC101", "99999", "不受理此交易");
        assertThat(taken).isEmpty();
    }

    @Test
    void aCallersMistakeIsToldInWordsAndTheHubsOwnIsNot() throws Exception {
        step = exchange -> {
            throw Problem.of(ProblemType.INVALID_MESSAGE, Text.of("金额不是数", "The amount is no number"));
        };
        assertThat(ask(frame(document("SBDC100", "x")))).contains("99999", "金额不是数");

        step = exchange -> {
            throw new IllegalStateException("the password is x");
        };
        assertThat(ask(frame(document("SBDC100", "x")))).contains("99999").doesNotContain("password");
    }

    @Test
    void aStrangerIsNotLetIn() throws Exception {
        bind(port, "10.0.0.0/8");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(ask(frame(document("SBDC100", "x"))))
                .isEmpty());
        int before = log.size();
        assertThat(ask(frame(document("SBDC100", "x")))).isEmpty();
        assertThat(log).hasSize(before);
    }

    @Test
    void whoCallsWhileOneVersionGivesWayToTheNextWaitsAndIsAnswered() throws Exception {
        expectAGoodFrame();
        running.stopPolling();

        try (Socket caller = caller()) {
            caller.getOutputStream().write(frame(document("SBDC100", "x")));
            running.startPolling();
            assertThat(reply(caller)).contains("00000");
        }
    }

    @Test
    void aBindingThatNamesAnotherPortIsFollowed() throws Exception {
        expectAGoodFrame();
        port = freePort();
        bind(port, "127.0.0.1");

        await().atMost(SOON).ignoreExceptions().untilAsserted(this::expectAGoodFrame);
    }

    @Test
    void aPortThatIsTakenIsListenedOnOnceItIsFree() throws Exception {
        running.stopPolling();
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            bind(port, "127.0.0.1");
            running.startPolling();
            // Long enough to find the port taken; were it not, the test would only show less.
            Thread.sleep(300);
        }

        await().atMost(SOON).ignoreExceptions().untilAsserted(this::expectAGoodFrame);
    }

    @Test
    void whatIsInHandIsAnsweredBeforeTheVersionEnds() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inHand = new CountDownLatch(1);
        step = exchange -> {
            inHand.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            exchange.getMessage().setBody(Map.of("Result", "收到"));
        };
        try (Socket caller = caller()) {
            caller.getOutputStream().write(frame(document("SBDC100", "x")));
            assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
            Thread ending = new Thread(running::stopPolling);
            ending.start();
            // Longer than who has sent nothing yet is waited for; were it not, the test would only show less.
            Thread.sleep(1_000);
            goOn.countDown();

            assertThat(reply(caller)).contains("00000", "收到");
            ending.join();
        }
    }

    @Test
    void aFloodOfCallersIsLetInAFewAtATimeAndNobodyIsForgotten() throws Exception {
        bind(port, "127.0.0.1", 2);

        await().atMost(SOON).until(() -> mostAtATime(12) <= 2);
    }

    /** How many of so many callers, all at once, are in the route at a time; each is answered. */
    private int mostAtATime(int callers) throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        step = exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(50);
            now.decrementAndGet();
            exchange.getMessage().setBody(Map.of("Result", "收到"));
        };
        List<CompletableFuture<String>> replies = IntStream.range(0, callers)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> askAtOnce(i), CALLERS))
                .toList();
        for (CompletableFuture<String> reply : replies) {
            assertThat(reply.get(30, TimeUnit.SECONDS)).contains("00000");
        }
        return most.get();
    }

    private String askAtOnce(int number) {
        try {
            return ask(frame(document("SBDC100", "x" + number)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aHubThatCannotWriteItsLogRefusesAndIsThereForTheNextFrame() throws Exception {
        logFails = true;
        assertThat(ask(frame(document("SBDC100", "x")))).contains("99999").doesNotContain("no database");

        logFails = false;
        expectAGoodFrame();
    }

    private void expectAGoodFrame() throws IOException {
        assertThat(ask(frame(document("SBDC100", "好")))).contains("00000", "收到");
    }

    private Socket caller() throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
        caller.setSoTimeout((int) SOON.toMillis());
        return caller;
    }

    /** All that the hub replies, as one text. */
    private String ask(byte[]... frames) throws IOException {
        StringBuilder replies = new StringBuilder();
        try (Socket caller = caller()) {
            ByteArrayOutputStream once = new ByteArrayOutputStream();
            for (byte[] frame : frames) {
                once.writeBytes(frame);
            }
            caller.getOutputStream().write(once.toByteArray());
            caller.shutdownOutput();
            for (String reply = reply(caller); !reply.isEmpty(); reply = reply(caller)) {
                replies.append(reply);
            }
        } catch (SocketException closed) {
            // Who is not let in is cut off in the middle of what he says.
            assertThat(closed).isNotInstanceOf(ConnectException.class);
        }
        return replies.toString();
    }

    private static String reply(Socket caller) throws IOException {
        DataInputStream in = new DataInputStream(caller.getInputStream());
        byte[] head = in.readNBytes(16);
        return head.length == 0 ? "" : new String(in.readNBytes(in.readInt()), GBK);
    }

    private static String xml(String code, String words) {
        return "<?xml version=\"1.0\" encoding=\"GBK\"?><message><head><field name=\"TxCode\">" + code
                + "</field></head><body><field name=\"Words\">" + words + "</field></body></message>";
    }

    private static byte[] document(String code, String words) {
        return xml(code, words).getBytes(GBK);
    }

    private static byte[] frame(byte[] document) {
        return ByteBuffer.allocate(20 + document.length)
                .put("D000000".getBytes(StandardCharsets.US_ASCII))
                .position(16)
                .putInt(document.length)
                .put(document)
                .array();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void bind(int listen, String callers) {
        bind(listen, callers, Limits.DEFAULT.concurrency());
    }

    private void bind(int listen, String callers, int concurrency) {
        Limits limits = new Limits(concurrency, 10, 5, 50, Duration.ofSeconds(10), 10L << 20);
        bindings.register(
                NAME,
                "bank",
                new Binding(
                                "tcp://127.0.0.1:9",
                                Map.of("node", "C43010", "listen", "127.0.0.1:" + listen, "callers", callers),
                                null)
                        .limits(limits));
    }

    private void record(Exchange row) {
        if (logFails) {
            throw new IllegalStateException("no database");
        }
        log.add(row);
    }

    private void run() {
        Map<String, byte[]> texts = new TreeMap<>();
        texts.put("routes/intake/bundle.yaml", BUNDLE.getBytes(StandardCharsets.UTF_8));
        texts.put(
                "routes/intake/notices.camel.yaml",
                """
                - route:
                    id: notices
                    from:
                      uri: legacy:bank/notices
                      steps:
                        - to: push:submit
                """
                        .getBytes(StandardCharsets.UTF_8));
        Findings findings = new Findings();
        CheckedBundle bundle = BundleCheck.check(
                        new BundleFiles(NAME, new TreeMap<>(texts)), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        Map<String, Connection> opened = new LinkedHashMap<>();
        bundle.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(NAME, definition)));
        DataSource source = Databases.fresh(Dialect.H2);
        FileIntake intake = new FileIntake(
                TestLeases.node(source, new JdbcTransactionManager(source)),
                this::record,
                Clock.systemUTC(),
                Duration.ofSeconds(30));
        running = new BundleContexts(List.of(new Watcher()), intake)
                .start(bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        running.startPolling();
    }

    private final class Watcher implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> exchange -> {
                taken.add(exchange.getMessage().getBody(byte[].class));
                step.process(exchange);
            });
        }
    }
}
