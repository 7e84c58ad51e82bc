package io.xianghub.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.identity.IdentityNumber;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorRunnerTest {

    private static final BundleName SMS = new BundleName("sms-gateway");
    private static final BundleName MEDICAL = new BundleName("medical-insurance");

    @TempDir
    private Path folder;

    @Test
    void anSmsGatewaySendsTwiceWhatItIsAskedToSendTwice() throws Exception {
        try (SimulatorRunner simulators = SimulatorRunner.of(Path.of("."), folder)) {
            simulators.start(SMS);
            String gateway = simulators.address(SMS, "gateway");
            for (int i = 0; i < 2; i++) {
                assertThat(post(gateway + "/sms/send", sms("19900000001", "m1")))
                        .containsEntry("code", "OK");
            }
            assertThat(list(get(gateway + "/sms/sent"))).hasSize(2);
            assertThat(map(get(gateway + "/sms/query?outId=m1"))).containsEntry("totalCount", 2L);
            assertThat(map(get(gateway + "/sms/query?outId=m2"))).containsEntry("totalCount", 0L);
        }
    }

    @Test
    void anSmsGatewayNamesWhatItDoesNotSend() throws Exception {
        try (SimulatorRunner simulators = SimulatorRunner.of(Path.of("."), folder)) {
            simulators.start(SMS);
            String gateway = simulators.address(SMS, "gateway");
            assertThat(post(gateway + "/sms/send", sms("19900000429", "m1")))
                    .containsEntry("code", "isv.BUSINESS_LIMIT_CONTROL");
            assertThat(post(gateway + "/sms/send", sms("12345", "m1")))
                    .containsEntry("code", "isv.MOBILE_NUMBER_ILLEGAL");
            assertThat(post(gateway + "/sms/send", "{\"phone\":\"19900000001\"}"))
                    .containsEntry("code", "isv.MISSING_PARAMETERS");
            assertThat(list(get(gateway + "/sms/sent"))).isEmpty();
        }
    }

    @Test
    void medicalInsuranceRefusesAnEnvelopeThatIsNotItsOwn() throws Exception {
        try (SimulatorRunner simulators = SimulatorRunner.of(Path.of("."), folder)) {
            simulators.start(MEDICAL);
            String url = simulators.address(MEDICAL, "core") + "/fsi/api/1101";
            assertThat(post(url, "{}")).containsEntry("infcode", -1L);
            assertThat(post(url, "{}").get("err_msg")).asString().isNotBlank();
            assertThat(post(url, "{\"infno\":\"1101\",\"msgid\":\"short\"}").get("err_msg"))
                    .asString()
                    .isNotBlank();
        }
    }

    @Test
    void aStubAnswersTheBytesOfAnotherCharsetAsTheyAre() throws Exception {
        byte[] answer =
                "<?xml version=\"1.0\" encoding=\"GBK\"?><R>测试𠮷·甲 {{now}}</R>".getBytes(Charset.forName("GB18030"));
        write("routes/some-bundle/simulator/simulator.yaml", "systems:\n  core: { kind: http }\n");
        write(
                "routes/some-bundle/simulator/stubs/answer.json",
                """
                {"request": {"method": "GET", "url": "/xml"}, "response": {"status": 200, "base64Body": "%s"}}
                """
                        .formatted(Base64.getEncoder().encodeToString(answer)));
        BundleName bundle = new BundleName("some-bundle");
        try (SimulatorRunner simulators = SimulatorRunner.of(folder, folder.resolve("data"))) {
            simulators.start(bundle);
            URI uri = URI.create(simulators.address(bundle, "core") + "/xml");
            byte[] received = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            assertThat(received).isEqualTo(answer);
        }
    }

    @Test
    void aDatabaseIsBuiltFromScriptAndCsvAndKeepsTheCaseOfItsNames() throws Exception {
        write(
                "routes/some-bundle/simulator/simulator.yaml",
                """
                systems:
                  db: { kind: database, scripts: [init.sql], load: { person: person.csv }, binding: { timeout: 9s } }
                """);
        write(
                "routes/some-bundle/simulator/init.sql",
                "create table person (XingMing varchar(20), born timestamp(0), amount numeric(12,2));");
        write(
                "routes/some-bundle/simulator/person.csv",
                "XingMing,born,amount\n测试甲,1900-01-01 08:00:00,12.50\n测试乙,,\n");
        BundleName bundle = new BundleName("some-bundle");
        try (SimulatorRunner simulators = SimulatorRunner.of(folder, folder.resolve("var"))) {
            simulators.startAll();
            assertThat(simulators.systems().get(0).binding().timeout()).hasSeconds(9);
            try (var connection = simulators.dataSource(bundle, "db").getConnection();
                    var rows = connection
                            .createStatement()
                            .executeQuery("select xingming, born, amount from PERSON order by born nulls last")) {
                assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo("XingMing");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("测试甲");
                assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("12.50");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getTimestamp(2)).isNull();
            }
        }
    }

    @Test
    void aMistakeInTheDeclarationIsNamedWithItsFile() throws Exception {
        write("routes/some-bundle/simulator/simulator.yaml", "systems:\n  db: { kind: database, skript: init.sql }\n");
        try (SimulatorRunner simulators = SimulatorRunner.of(folder, folder)) {
            assertThatThrownBy(simulators::startAll).hasMessageContaining("simulator.yaml:2:25 db: unknown key skript");
        }
    }

    @Test
    void theDemosPeopleAndDepartmentsHaveRightCheckDigits() throws Exception {
        String persons = Files.readString(Path.of("docs/reference/simulator.md"));
        var numbers = Pattern.compile("`(43[0-9]{15}[0-9X])`").matcher(persons);
        assertThat(numbers.results().map(found -> found.group(1)).distinct().toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(number ->
                        assertThat(IdentityNumber.flawOf(number, LocalDate.MAX)).isNull());
        var codes = Pattern.compile("`(1[0-9A-Z]{17})`")
                .matcher(Files.readString(Path.of("docs/reference/departments.md")));
        assertThat(codes.results().map(found -> found.group(1)).toList())
                .hasSize(9)
                .allMatch(Uscc::valid);
    }

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String sms(String phone, String outId) {
        return Json.write(Map.of("phone", phone, "signName", "湘易办", "template", "T1", "content", "测试", "outId", outId));
    }

    private static Map<String, Object> post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return map(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) throws Exception {
        return (Map<String, Object>) Json.parse(json);
    }

    private static List<?> list(String json) throws Exception {
        return (List<?>) Json.parse(json);
    }
}
