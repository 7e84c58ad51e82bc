package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.DemoHub;
import io.xianghub.simulation.Simulators;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What departments and receivers see of messages over HTTP, at a hub on a real port. */
@DemoHub
class MessagesOverHttpTest {

    private static final String MESSAGES = "/api/v1/messages";
    private static final String CITIZENS = "43030000000000000001";
    private static final String RARE_NAME = "43030000000000000002";
    private static final Charset GBK = Charset.forName("GBK");
    private static final AtomicInteger LAST = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Simulators simulators;

    @Value("${xianghub.data-dir}")
    private Path data;

    private Caller hub;
    private String department;

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
        department = hub.tokenOf("demo-department");
    }

    @Test
    void givesEachLineItsOwnResultAndNamesTheBrokenOnes() {
        String lines = String.join(
                "\n",
                message(CITIZENS, serial(), "1.00"),
                "{\"bundle\":",
                message(CITIZENS, serial(), "1.001"),
                "",
                message(CITIZENS, serial(), "2.00"));

        Caller.Answer answer =
                hub.post(MESSAGES, department, "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("taken")).isEqualTo(2L);
        assertThat(answer.json().get("refused")).isEqualTo(2L);
        List<?> results = (List<?>) answer.json().get("lines");
        assertThat(all(results, "line")).containsExactly(1L, 2L, 3L, 5L);
        assertThat(outcome(results.get(0))).isEqualTo("accepted");
        assertThat(code(results.get(1))).isEqualTo("malformed-json");
        assertThat(code(results.get(2))).isEqualTo("invalid-message");
        assertThat(outcome(results.get(3))).isEqualTo("accepted");
    }

    @Test
    void showsEveryDeliveryToTheOwningDepartmentAndTheOperator() {
        String path = MESSAGES + "/" + submit(CITIZENS, serial());

        for (String token : List.of(department, hub.tokenAs("department"), hub.tokenAs("operator"))) {
            Caller.Answer answer = hub.get(path, token);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(all((List<?>) answer.json().get("deliveries"), "channel"))
                    .containsExactlyInAnyOrder("inbox", "sms");
            assertThat(answer.response().body())
                    .asString(StandardCharsets.UTF_8)
                    .doesNotContain("测试甲", "430301190001010028", "19900000001");
        }
    }

    @Test
    void hidesAMessageFromAnotherDepartmentAndFromTheCitizen() {
        String path = MESSAGES + "/" + submit(CITIZENS, serial());

        for (String user : List.of("finance", "citizen", "clerk")) {
            expect(hub.get(path, hub.tokenAs(user)), 404, "not-found");
        }
        expect(hub.get(path, hub.tokenOf("demo-app")), 404, "not-found");
        expect(hub.get(path, null), 401, "unauthenticated");
    }

    @Test
    void takesNoMessageOfADepartmentFromAnother() {
        String body = message(CITIZENS, serial(), "1.00");

        expect(hub.postJson(MESSAGES, hub.tokenAs("finance"), body), 403, "forbidden");
        expect(hub.postJson(MESSAGES, hub.tokenOf("demo-app"), body), 403, "forbidden");
        expect(hub.postJson(MESSAGES, hub.tokenAs("citizen"), body), 403, "forbidden");
        assertThat(outcome(hub.postJson(MESSAGES, department, body).json())).isEqualTo("accepted");
    }

    @Test
    void saysWhatIsWrongWithAPost() {
        String good = message(CITIZENS, serial(), "1.00");

        expect(hub.postJson(MESSAGES, department, "{\"bundle\":"), 400, "malformed-json");
        expect(hub.postJson(MESSAGES, department, "[1]"), 400, "invalid-request");
        expect(
                hub.post(
                        MESSAGES,
                        department,
                        "application/json",
                        good.replace("\"07\"", "\"房租\"").getBytes(GBK)),
                400,
                "wrong-charset");
        Caller.Answer column = hub.postJson(MESSAGES, department, good.replace("TQFS", "TQFX"));
        expect(column, 400, "invalid-request");
        expectViolation(column, "$.row.TQFX");
        Caller.Answer amount = hub.postJson(MESSAGES, department, message(CITIZENS, serial(), "12.345"));
        expect(amount, 400, "invalid-message");
        expectViolation(amount, "FSE");
        Caller.Answer day = hub.postJson(MESSAGES, department, good.replace("20260601\"", "20261399\""));
        expect(day, 400, "invalid-message");
        expectViolation(day, "JZRQ");
        Caller.Answer account = hub.postJson(MESSAGES, department, message("43030000000000009999", serial(), "1.00"));
        expect(account, 400, "invalid-message");
        expectViolation(account, "receiver");
    }

    @Test
    void turnsThePagesOfAnInboxByItsCursor() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submitted.add(submit(CITIZENS, serial()));
        }
        String citizen = hub.tokenAs("citizen");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(read(citizen, 100)).containsAll(submitted));

        List<String> letters = read(citizen, 2);

        assertThat(letters).doesNotHaveDuplicates().containsAll(submitted);
        assertThat(letters).isEqualTo(read(citizen, 100));
        expect(hub.get("/api/v1/inbox?limit=0", citizen), 400, "invalid-request");
        expect(hub.get("/api/v1/inbox?after=x", citizen), 400, "invalid-request");
    }

    @Test
    void showsAnInboxToItsPersonOnly() {
        String id = submit(CITIZENS, serial());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(read(hub.tokenAs("citizen"), 100))
                .contains(id));

        List<String> letters = read(hub.tokenAs("citizen"), 100);
        assertThat(read(hub.tokenAs("citizen-string"), 100)).doesNotContainAnyElementsOf(letters);
        assertThat(read(hub.tokenAs("clerk"), 100)).isEmpty();
        for (String token : List.of(hub.tokenOf("demo-app"), department, hub.tokenAs("operator"))) {
            expect(hub.get("/api/v1/inbox", token), 403, "subject-required");
        }
        expect(hub.get("/api/v1/inbox", null), 401, "unauthenticated");
    }

    @Test
    void takesXmlInGbkForAPersonWhoseNameGbkDoesNotKnow() throws Exception {
        int number = LAST.incrementAndGet();
        String serial = "２０２６０７０１%012d".formatted(number);
        String xml =
                """
                <?xml version="1.0" encoding="GBK"?><message><body><field name="GRZH">%s</field>\
                <field name="JZRQ">20260701</field><field name="GJHTQYWLX">01</field><field name="FSE">87.65</field>\
                <field name="DNGJFSE">87.65</field><field name="SNJZFSE">0.00</field><field name="FSLXE">0.00</field>\
                <field name="TQYY"></field><field name="TQFS"></field><field name="YWLSH">%s</field>\
                <field name="CZBZ">0</field></body></message>"""
                        .formatted(RARE_NAME, serial);

        Caller.Answer answer = hub.signed(
                "/legacy/housing-fund/notify-xml", "application/xml", xml.getBytes(GBK), signature("demo-fund"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("")).containsIgnoringCase("charset=GBK");
        assertThat(answer.response().body())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("RtnCode=00000&RtnMessage=%BD%BB%D2%D7%B3%C9%B9%A6");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sent()).contains("测试𠮷：您的公积金账户7月1日汇缴87.65元"));
    }

    @Test
    void tellsTheApplicantOfACaseThatACitysWindowSubmitsOverSoap() throws Exception {
        byte[] envelope = Files.readAllBytes(Path.of("routes/city-window/simulator/examples/submit.xml"));
        String submit = "/legacy/city-window/submit";

        expect(hub.signed(submit, "text/xml;charset=UTF-8", envelope, signature("demo-fund")), 403, "forbidden");
        for (int i = 0; i < 2; i++) {
            Caller.Answer answer = hub.signed(submit, "text/xml;charset=UTF-8", envelope, signature("demo-window"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElse("")).startsWith("text/xml");
            assertThat(answer.response().body())
                    .asString(StandardCharsets.UTF_8)
                    .contains("<SubmitProjectResult>接收成功</SubmitProjectResult>");
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        hub.get("/api/v1/inbox", hub.tokenAs("citizen")).items())
                .extracting(message -> String.valueOf(((Map<?, ?>) message).get("text")))
                .filteredOn(text -> text.contains("4303002606010011"))
                .containsExactly("测试甲：您申请的“公共场所卫生许可”（承诺件）已由测试市卫生健康委员会于6月1日受理，办件编号4303002606010011"));
    }

    @Test
    void tellsOnceOfASettlementThatTheDepartmentSendsTwice() throws Exception {
        byte[] call = Files.readAllBytes(Path.of("routes/medical-settlement/simulator/examples/settled.json"));
        String settled = "/legacy/medical-settlement/settled";

        expect(hub.signed(settled, "application/json", call, signature("demo-window")), 403, "forbidden");
        for (int i = 0; i < 2; i++) {
            Caller.Answer answer = hub.signed(settled, "application/json", call, signature("demo-medical"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("infcode")).isEqualTo(0L);
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        hub.get("/api/v1/inbox", hub.tokenAs("citizen")).items())
                .filteredOn(message -> String.valueOf(message).contains("结算费用200.50元"))
                .singleElement()
                .extracting(message -> ((Map<?, ?>) message).get("title"))
                .isEqualTo("医保结算"));
    }

    @Test
    void makesOneMessageOfANoticeThatTheBankSendsTwice() throws Exception {
        Path notices = data.resolve("simulators/housing-fund/bank/push");
        Files.copy(Path.of("routes/housing-fund/simulator/examples/notice-paid.xml"), notices.resolve("paid.xml"));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(notices.resolve("paid.xml.reply"))
                .exists());

        assertThat(Files.readString(notices.resolve("paid.xml.reply"), GBK))
                .contains(
                        "<field name=\"RtnCode\">00000</field>", "<field name=\"SendSeqNo\">2026060100000001</field>");
        assertThat(hub.get("/api/v1/exchanges?bundle=housing-fund&limit=500", hub.tokenAs("operator"))
                        .items())
                .filteredOn(row -> ((Map<?, ?>) row).get("service").equals("bank/notices"))
                .extracting(
                        row -> String.valueOf(((Map<?, ?>) row).get("outcome")).toLowerCase(Locale.ROOT))
                .containsExactly("answered", "answered");
        String text = "公积金账户6月1日因房租提取本金5000.00元，利息12.30元";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sent()).containsOnlyOnce(text));
    }

    // ---- hands

    private static void expect(Caller.Answer answer, int status, String problem) {
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().get("remedy")).asString().isNotBlank();
    }

    private static void expectViolation(Caller.Answer answer, String path) {
        assertThat((List<?>) answer.json().get("violations")).anySatisfy(wrong -> {
            assertThat(((Map<?, ?>) wrong).get("path")).asString().endsWith(path);
            assertThat(((Map<?, ?>) wrong).get("message")).asString().isNotBlank();
        });
    }

    private static List<Object> all(List<?> items, String member) {
        return items.stream()
                .<Object>map(item -> ((Map<?, ?>) item).get(member))
                .toList();
    }

    private static Object outcome(Object posted) {
        return ((Map<?, ?>) ((List<?>) ((Map<?, ?>) posted).get("messages")).get(0)).get("outcome");
    }

    private static Object code(Object line) {
        return ((Map<?, ?>) ((Map<?, ?>) line).get("problem")).get("code");
    }

    private String submit(String account, String serial) {
        Caller.Answer answer = hub.postJson(MESSAGES, department, message(account, serial, "10.00"));
        assertThat(answer.status()).isEqualTo(202);
        Map<?, ?> taken = (Map<?, ?>) ((List<?>) answer.json().get("messages")).get(0);
        return String.valueOf(taken.get("id"));
    }

    /** The ids of all letters, read page by page. */
    private List<String> read(String token, int limit) {
        List<String> ids = new ArrayList<>();
        String next = null;
        do {
            Caller.Answer page =
                    hub.get("/api/v1/inbox?limit=" + limit + (next == null ? "" : "&after=" + next), token);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(letter -> ids.add(String.valueOf(((Map<?, ?>) letter).get("id"))));
            next = (String) page.json().get("next");
        } while (next != null);
        return ids;
    }

    private String sent() {
        String gateway = simulators.systems().stream()
                .filter(played -> played.name().equals("gateway"))
                .findAny()
                .orElseThrow()
                .address();
        return new String(new Caller(gateway).get("/sms/sent", null).response().body(), StandardCharsets.UTF_8);
    }

    private static String serial() {
        return "20260601%012d".formatted(LAST.incrementAndGet());
    }

    private static String message(String account, String serial, String amount) {
        return """
                {"bundle":"housing-fund","message":"account-movement","row":{"GRZH":"%s","JZRQ":"20260601",\
                "GJHTQYWLX":"11","FSE":"%s","DNGJFSE":"0.00","SNJZFSE":"0.00","FSLXE":"0.00","TQYY":"07","TQFS":"02",\
                "YWLSH":"%s","CZBZ":"0"}}"""
                .formatted(account, amount, serial);
    }

    private static Map<String, String> signature(String caller) throws Exception {
        String time = String.valueOf(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        byte[] text = (time + caller + "-token" + nonce + time).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "x-tif-paasid",
                caller,
                "x-tif-timestamp",
                time,
                "x-tif-nonce",
                nonce,
                "x-tif-signature",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    }
}
