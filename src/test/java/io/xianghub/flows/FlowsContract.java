package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.DemoHub;
import io.xianghub.shared.signing.Sealer;
import io.xianghub.simulation.SimulatedSystem;
import io.xianghub.simulation.Simulators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The three flows of the whole hub, over HTTP, SFTP and the departments' sockets, on either database. */
@DemoHub
abstract class FlowsContract {

    private static final String INSURED = "/services/medical-insurance/v1/insured-person/query";
    private static final String CITIZEN = "430301190001010028";
    private static final String ENTERPRISE = "91430100MAHUB0013H";
    private static final Charset GBK = Charset.forName("GBK");

    @LocalServerPort
    private int port;

    @Autowired
    private Simulators simulators;

    private Caller hub;

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
    }

    // ---- adapt

    @Test
    void aPersonReadsHisOwnInsurance() {
        for (int turn = 0; turn < 2; turn++) { // the department writes infcode as text and as number by turns
            Caller.Answer answer = insuredPerson("citizen", CITIZEN);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("name")).isEqualTo("测*甲");
            assertThat((List<?>) answer.json().get("insurances")).isNotEmpty();
            assertThat(answer.header("X-Exchange-Id")).isPresent();
        }
    }

    @Test
    void readsAnAnswerThatIsJsonInAString() {
        assertThat(insuredPerson("citizen-string", "430102190002010017").status())
                .isEqualTo(200);
    }

    @Test
    void handsOnTheDepartmentsOwnWords() {
        Caller.Answer answer = insuredPerson("citizen-unknown", "43060219000606006X");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.problem()).isEqualTo("department-refused");
        assertThat(answer.json().get("faultSide")).isEqualTo("department");
        assertThat(answer.json().get("departmentMessage")).asString().contains("未查询到人员信息");
    }

    @Test
    void refusesGbkBytesThatTheDepartmentCallsUtf8AndItsLoginPage() {
        assertThat(insuredPerson("citizen-gbk", "430301190004030032").problem()).isEqualTo("department-unreadable");
        assertThat(insuredPerson("citizen-html", "430405190005040049").problem())
                .isEqualTo("department-unreadable");
    }

    @Test
    void refusesEveryKindOfBadInput() {
        String citizen = hub.tokenAs("citizen");
        String good = "{\"identityNumber\":\"" + CITIZEN + "\"}";

        expect(hub.postJson(INSURED, citizen, "{\"identityNumber\":"), 400, "malformed-json");
        expect(
                hub.postJson(INSURED, citizen, "{\"identityNumber\":\"430301190001010029\"}"),
                400,
                "invalid-identity-number");
        expect(
                hub.postJson(INSURED, citizen, "{\"identityNumber\":\"430102209912310016\"}"),
                400,
                "invalid-identity-number");
        expect(hub.postJson(INSURED, citizen, "{\"identity\":1}"), 400, "invalid-request");
        expect(hub.postJson(INSURED, citizen, "{\"identityNumber\":\"430102190002010017\"}"), 403, "another-subject");
        expect(hub.postJson(INSURED, hub.tokenOf("demo-app"), good), 403, "subject-required");
        expect(hub.postJson(INSURED, null, good), 401, "unauthenticated");
        expect(hub.postJson(INSURED, "not.a.token", good), 401, "unauthenticated");
        expect(hub.postJson("/services/no-such/v1/x", citizen, good), 404, "unknown-service");
        expect(hub.post(INSURED, citizen, "application/xml", "<a/>".getBytes(GBK)), 415, "unsupported-media-type");
        expect(
                hub.post(
                        INSURED,
                        citizen,
                        "application/json",
                        "{\"identityNumber\":\"x\",\"name\":\"测\"}".getBytes(GBK)),
                400,
                "wrong-charset");
        expect(hub.postJson(INSURED, citizen, "{\"name\":\"" + "x".repeat(3_000_000) + "\"}"), 413, "body-too-large");
        expect(
                hub.get("/api/v1/enterprises/91430200MAHUB0021H/payments", hub.tokenAs("clerk")),
                403,
                "another-subject");
    }

    // ---- forward

    @Test
    void aMovementReachesTheCitizenOnceByWhicheverWayItComes() throws Exception {
        String serial = serial();
        String department = hub.tokenOf("demo-department");

        Caller.Answer first = hub.postJson("/api/v1/messages", department, message(serial, "100.00", "0"));
        assertThat(first.status()).isEqualTo(202);
        Caller.Answer again = hub.postJson("/api/v1/messages", department, message(serial, "100.00", "0"));
        assertThat(again.status()).isLessThan(300);
        assertThat(form(serial, "100.00", "0").status()).isEqualTo(200);
        dropFile("GJMX_" + serial + "_01.txt", line(serial, "100.00", "0"));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(inbox(serial)).hasSize(1);
            assertThat(sent(serial)).hasSize(1);
            assertThat(sftp("/archive")).contains("GJMX_" + serial + "_01.txt");
        });
    }

    @Test
    void aReversalIsACorrectionAndNoSecondDebit() {
        String serial = serial();
        String department = hub.tokenOf("demo-department");
        assertThat(hub.postJson("/api/v1/messages", department, message(serial, "250.00", "0"))
                        .status())
                .isEqualTo(202);
        assertThat(hub.postJson("/api/v1/messages", department, message(serial, "250.00", "1"))
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(inbox(serial)).hasSize(2));
        assertThat(inbox(serial))
                .filteredOn(letter -> Boolean.TRUE.equals(letter.get("correction")))
                .singleElement()
                .satisfies(letter -> assertThat(letter.get("corrects")).isNotNull());
    }

    @Test
    void aChangedRowUnderTheSameKeyIsRefusedWithTheDifference() {
        String serial = serial();
        String department = hub.tokenOf("demo-department");
        hub.postJson("/api/v1/messages", department, message(serial, "100.00", "0"));

        Caller.Answer changed = hub.postJson("/api/v1/messages", department, message(serial, "999.00", "0"));

        expect(changed, 422, "message-changed");
        assertThat(changed.json().get("differences")).asString().contains("FSE");
    }

    @Test
    void refusesAFormThatIsNotSignedOrNotWhatItSays() throws Exception {
        byte[] row = formBody(serial(), "1.00", "0").getBytes(StandardCharsets.US_ASCII);
        String path = "/legacy/housing-fund/notify";

        expect(hub.signed(path, "application/x-www-form-urlencoded", row, Map.of()), 401, "invalid-signature");
        expect(hub.signed(path, "application/json", row, signature()), 415, "unsupported-media-type");
        expect(
                hub.signed(path, "application/x-www-form-urlencoded", "GRZH=%ZZ".getBytes(GBK), signature()),
                400,
                "malformed-form");
        expect(
                hub.signed(
                        "/legacy/housing-fund/notify-xml",
                        "application/xml",
                        "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><message><body>&x;</body></message>"
                                .getBytes(GBK),
                        signature()),
                400,
                "malformed-xml");
        expect(hub.signed("/legacy/housing-fund/none", "text/plain", row, signature()), 404, "unknown-facade");
    }

    @Test
    void rejectsAFileWithABrokenLineWholeAndSaysWhere() throws Exception {
        String good = serial();
        String name = "GJMX_" + good + "_09.txt";
        dropFile(name, line(good, "5.00", "0") + line(serial(), "5.001", "0"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sftp("/rejected")).contains(name, name + ".errors.txt"));
        assertThat(inbox(good)).isEmpty();
    }

    @Test
    void rejectsAFileWholeWhenItsLastLineContradictsAnAcceptedRow() throws Exception {
        String known = serial();
        String good = serial();
        String name = "GJMX_" + known + "_08.txt";
        assertThat(hub.postJson("/api/v1/messages", hub.tokenOf("demo-department"), message(known, "5.00", "0"))
                        .status())
                .isEqualTo(202);
        dropFile(name, line(good, "5.00", "0") + line(known, "6.00", "0"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sftp("/rejected")).contains(name, name + ".errors.txt"));
        assertThat(read("/rejected/" + name + ".errors.txt")).contains("第 2 条", known);
        expectNew(good);
    }

    @Test
    void rejectsAFileWholeWhenTwoOfItsLinesContradictEachOther() throws Exception {
        String twice = serial();
        String good = serial();
        String name = "GJMX_" + twice + "_07.txt";
        dropFile(name, line(good, "5.00", "0") + line(twice, "5.00", "0") + line(twice, "6.00", "0"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sftp("/rejected")).contains(name, name + ".errors.txt"));
        assertThat(read("/rejected/" + name + ".errors.txt")).contains("第 3 条", "第 2 条");
        expectNew(good);
        expectNew(twice);
    }

    @Test
    void takesVouchersByTheirSignaturesAndAnswersTheirReceiptHoweverOftenTheyCome() throws Exception {
        Sealer finance = Sealer.sm2("5ea1");
        String key = "{\"scheme\":\"voucher\",\"department\":\"11430000MAHUB0080J\",\"publicKey\":\""
                + finance.certificate().replaceAll("\\R", "\\\\n") + "\"}";
        Caller.Answer registered = hub.postJson("/api/v1/facade-keys", hub.tokenAs("admin"), key);
        assertThat(registered.json().get("name")).isEqualTo("5EA1");
        byte[] message = finance.seal(
                Files.readAllBytes(Path.of("routes/fiscal-budget/cases/facade.vouchers/paid-and-refused/request.xml")));
        String path = "/legacy/fiscal-budget/vouchers";

        for (int times = 0; times < 2; times++) {
            Caller.Answer receipt = hub.signed(path, "application/xml;charset=GBK", message, Map.of());
            assertThat(receipt.status()).isEqualTo(200);
            assertThat(new String(receipt.response().body(), GBK))
                    .contains("<VoucherCount>2<", "VoucherNo=\"W430000260202\"", "<VoucherStatus>15<", "签收成功");
        }
        String altered = new String(message, GBK);
        int byteInSecond = altered.indexOf("<Voucher>", altered.indexOf("W430000260202")) + 700;
        char other = altered.charAt(byteInSecond) == 'A' ? 'B' : 'A';
        Caller.Answer refused = hub.signed(
                path,
                "application/xml;charset=GBK",
                (altered.substring(0, byteInSecond) + other + altered.substring(byteInSecond + 1)).getBytes(GBK),
                Map.of());
        expect(refused, 401, "invalid-signature");
        assertThat(String.valueOf(refused.json().get("detail"))).contains("W430000260202");
    }

    // ---- sync

    @Test
    void anEnterpriseSeesItsPaymentsAndASecondRunChangesNothing() {
        Map<?, ?> first = run();
        assertThat(first.get("state")).asString().isEqualToIgnoringCase("done");
        Caller.Answer payments = hub.get("/api/v1/enterprises/" + ENTERPRISE + "/payments", hub.tokenAs("clerk"));
        assertThat(payments.status()).isEqualTo(200);
        assertThat(payments.items()).isNotEmpty();
        assertThat(payments.response().body()).asString(StandardCharsets.UTF_8).doesNotContain("payeeAccount");

        Map<?, ?> second = run();

        assertThat(second.get("state")).asString().isEqualToIgnoringCase("done");
        assertThat(hub.get("/api/v1/enterprises/" + ENTERPRISE + "/payments", hub.tokenAs("clerk"))
                        .items())
                .isEqualTo(payments.items());
    }

    // ---- deploy

    @Test
    void aMappingChangesOnTheRunningHubWithoutAFailedCall() throws Exception {
        String engineer = hub.tokenAs("engineer");
        String citizen = hub.tokenAs("citizen");
        String body = "{\"identityNumber\":\"" + CITIZEN + "\"}";
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Thread caller = new Thread(() -> {
            while (!stop.get()) {
                int status = hub.postJson(INSURED, citizen, body).status();
                (status == 200 ? answered : failed).incrementAndGet();
            }
        });
        caller.start();

        String mapping = "mappings/medical-insurance/person-answer.map.yaml";
        Caller.Answer unproven =
                hub.post("/api/v1/bundles", engineer, "application/zip", zip(mapping, ", mask: name", ""));
        byte[] changed = zip(mapping, ", mask: name", "", Map.of("测*甲", "测试甲", "测*乙", "测试乙"));
        Caller.Answer receipt = hub.post("/api/v1/bundles", engineer, "application/zip", changed);
        Caller.Answer open = hub.postJson(INSURED, citizen, body);
        Caller.Answer back = hub.postJson("/api/v1/bundles/medical-insurance/rollback", engineer, "");
        Caller.Answer masked = hub.postJson(INSURED, citizen, body);
        stop.set(true);
        caller.join();

        assertThat(unproven.status()).isEqualTo(422);
        assertThat(unproven.json().get("findings").toString()).contains("sample.failed");
        assertThat(receipt.status()).isEqualTo(201);
        assertThat(open.json().get("name")).isEqualTo("测试甲");
        assertThat(back.status()).isEqualTo(200);
        assertThat(masked.json().get("name")).isEqualTo("测*甲");
        assertThat(failed).hasValue(0);
        assertThat(answered).hasPositiveValue();
    }

    @Test
    void aBrokenBundleIsRefusedWithFileAndLineWhileTheOldOneAnswers() throws Exception {
        byte[] broken =
                zip("routes/medical-insurance/insured-person.camel.yaml", "mapping:person-answer", "mapping:no-such");

        Caller.Answer refused = hub.post("/api/v1/bundles", hub.tokenAs("engineer"), "application/zip", broken);

        expect(refused, 422, "bundle-refused");
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) refused.json().get("findings")).get(0);
        assertThat(finding.get("file")).isEqualTo("routes/medical-insurance/insured-person.camel.yaml");
        assertThat(finding.get("line")).isEqualTo(8L);
        assertThat(insuredPerson("citizen", CITIZEN).status()).isEqualTo(200);
    }

    // ---- operate

    @Test
    void healthTellsReadyFromAliveAndMetricsBearTheHubsNames() {
        insuredPerson("citizen", CITIZEN);

        assertThat(hub.get("/actuator/health/liveness", null).status()).isEqualTo(200);
        assertThat(hub.get("/actuator/health/readiness", null).status()).isEqualTo(200);
        assertThat(hub.get("/actuator/prometheus", null).response().body())
                .asString(StandardCharsets.UTF_8)
                .contains("hub_exchanges_seconds_count", "hub_connection_calls");
    }

    @Test
    void aCallWithoutAGoodTokenLeavesItsRowToo() {
        String id = hub.postJson(INSURED, "not.a.token", "{}")
                .header("X-Exchange-Id")
                .orElseThrow();

        Caller.Answer row = hub.get("/api/v1/exchanges/" + id, hub.tokenAs("operator"));

        assertThat(row.json().get("problem")).isEqualTo("unauthenticated");
        assertThat(row.json().get("outcome")).isEqualTo("REJECTED");
    }

    @Test
    void everyCallLeavesOneRowInTheLog() {
        Caller.Answer answer = insuredPerson("citizen", CITIZEN);
        String id = answer.header("X-Exchange-Id").orElseThrow();

        Caller.Answer row = hub.get("/api/v1/exchanges/" + id, hub.tokenAs("operator"));

        assertThat(row.status()).isEqualTo(200);
        assertThat(row.json().get("outcome")).isEqualTo("ANSWERED");
        assertThat(row.json().get("service")).isEqualTo("getInsuredPerson");
    }

    // ---- hands

    private Caller.Answer insuredPerson(String user, String number) {
        return hub.postJson(INSURED, hub.tokenAs(user), "{\"identityNumber\":\"" + number + "\"}");
    }

    private static void expect(Caller.Answer answer, int status, String problem) {
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("remedy")).asString().isNotBlank();
    }

    private Map<?, ?> run() {
        String finance = hub.tokenAs("finance");
        Caller.Answer started = hub.postJson("/api/v1/syncs/fiscal-budget/payments/runs", finance, "");
        assertThat(started.status()).isEqualTo(202);
        String run =
                "/api/v1/syncs/fiscal-budget/payments/runs/" + started.json().get("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !String.valueOf(hub.get(run, finance).json().get("state"))
                        .equalsIgnoreCase("running"));
        return hub.get(run, finance).json();
    }

    private List<Map<?, ?>> inbox(String serial) {
        return hub.get("/api/v1/inbox?limit=100", hub.tokenAs("citizen")).items().stream()
                .map(item -> (Map<?, ?>) item)
                .filter(letter -> String.valueOf(letter.get("text")).contains(amountOf(serial)))
                .<Map<?, ?>>map(letter -> letter)
                .toList();
    }

    private List<Map<?, ?>> sent(String serial) {
        Object tree = Caller.tree(new Caller(address("sms-gateway", "gateway"))
                .get("/sms/sent", null)
                .response()
                .body());
        List<?> rows = tree instanceof List<?> list
                ? list
                : (List<?>) ((Map<?, ?>) tree).values().iterator().next();
        return rows.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(sms -> String.valueOf(sms.get("content")).contains(amountOf(serial)))
                .<Map<?, ?>>map(sms -> sms)
                .toList();
    }

    /** A text that only this serial's message carries: its interest, which no other test uses. */
    private static String amountOf(String serial) {
        return interest(serial) + "元";
    }

    private static String interest(String serial) {
        return Integer.parseInt(serial.substring(serial.length() - 6)) + ".07";
    }

    private static String serial() {
        String digits = String.valueOf(Math.abs(UUID.randomUUID().getMostSignificantBits() % 900_000) + 100_000);
        return "20260601000000" + digits;
    }

    /** A partial withdrawal: its text names principal and interest. */
    private static String message(String serial, String amount, String reversal) {
        return """
                {"bundle":"housing-fund","message":"account-movement","row":{"GRZH":"43030000000000000001",
                 "JZRQ":"20260601","GJHTQYWLX":"11","FSE":"%s","DNGJFSE":"0.00","SNJZFSE":"%s","FSLXE":"%s",
                 "TQYY":"07","TQFS":"02","YWLSH":"%s","CZBZ":"%s"}}"""
                .formatted(amount, amount, interest(serial), serial, reversal);
    }

    private static String line(String serial, String amount, String reversal) {
        return "43030000000000000001|20260601|11|%s|0.00|%s|%s|07|02|%s|%s|\n"
                .formatted(amount, amount, interest(serial), serial, reversal);
    }

    private static String formBody(String serial, String amount, String reversal) {
        return "GRZH=43030000000000000001&JZRQ=20260601&GJHTQYWLX=11&FSE=%s&DNGJFSE=0.00&SNJZFSE=%s&FSLXE=%s&TQYY=07&TQFS=02&YWLSH=%s&CZBZ=%s"
                .formatted(amount, amount, interest(serial), serial, reversal);
    }

    private Caller.Answer form(String serial, String amount, String reversal) throws Exception {
        return hub.signed(
                "/legacy/housing-fund/notify",
                "application/x-www-form-urlencoded",
                formBody(serial, amount, reversal).getBytes(StandardCharsets.US_ASCII),
                signature());
    }

    private static Map<String, String> signature() throws Exception {
        String time = String.valueOf(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        byte[] text = (time + "demo-fund-token" + nonce + time).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "x-tif-paasid",
                "demo-fund",
                "x-tif-timestamp",
                time,
                "x-tif-nonce",
                nonce,
                "x-tif-signature",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    }

    private SimulatedSystem system(String bundle, String name) {
        return simulators.systems().stream()
                .filter(played ->
                        played.bundle().value().equals(bundle) && played.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private String address(String bundle, String name) {
        return system(bundle, name).address();
    }

    private void dropFile(String name, String text) throws IOException {
        withSftp(sftp -> {
            write(sftp, "/outgoing/" + name, text.getBytes(GBK));
            write(sftp, "/outgoing/" + name + ".ok", new byte[0]);
            return null;
        });
    }

    /** The hub has taken nothing of this serial so far: it says so when it takes it now. */
    private void expectNew(String serial) {
        Caller.Answer answer =
                hub.postJson("/api/v1/messages", hub.tokenOf("demo-department"), message(serial, "5.00", "0"));
        assertThat((List<?>) answer.json().get("messages")).singleElement().satisfies(taken -> assertThat(
                        ((Map<?, ?>) taken).get("outcome"))
                .isEqualTo("accepted"));
    }

    private String read(String path) throws IOException {
        return withSftp(sftp -> {
            try (InputStream in = sftp.read(path)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    private List<String> sftp(String folder) throws IOException {
        return withSftp(sftp -> {
            List<String> names = new java.util.ArrayList<>();
            sftp.readDir(folder).forEach(entry -> names.add(entry.getFilename()));
            return names;
        });
    }

    private static void write(SftpClient sftp, String path, byte[] bytes) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(bytes);
        }
    }

    @FunctionalInterface
    private interface SftpAction<T> {
        T on(SftpClient sftp) throws IOException;
    }

    private <T> T withSftp(SftpAction<T> action) throws IOException {
        SimulatedSystem exchange = system("housing-fund", "exchange");
        URI address = URI.create(exchange.address());
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session = client.connect(exchange.user(), address.getHost(), address.getPort())
                    .verify(Duration.ofSeconds(5))
                    .getSession()) {
                session.addPasswordIdentity(exchange.password());
                session.auth().verify(Duration.ofSeconds(5));
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    return action.on(sftp);
                }
            }
        }
    }

    /** The bundle as it stands in the tree, with one text of one file replaced. */
    private static byte[] zip(String file, String from, String to) throws IOException {
        return zip(file, from, to, Map.of());
    }

    /** @param expected what the samples and cases expect, and what they shall expect */
    private static byte[] zip(String file, String from, String to, Map<String, String> expected) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String root : List.of("routes/medical-insurance", "mappings/medical-insurance")) {
                try (var paths = Files.walk(Path.of(root))) {
                    for (Path path : paths.filter(Files::isRegularFile).toList()) {
                        String name = path.toString().replace('\\', '/');
                        byte[] content = Files.readAllBytes(path);
                        if (name.equals(file)) {
                            String text = new String(content, StandardCharsets.UTF_8);
                            assertThat(text).contains(from);
                            content = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                        } else if (name.endsWith("answer.json") || name.endsWith(".out.json")) {
                            String text = new String(content, StandardCharsets.UTF_8);
                            for (Map.Entry<String, String> change : expected.entrySet()) {
                                text = text.replace(change.getKey(), change.getValue());
                            }
                            content = text.getBytes(StandardCharsets.UTF_8);
                        }
                        out.putNextEntry(new ZipEntry(name));
                        out.write(content);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
