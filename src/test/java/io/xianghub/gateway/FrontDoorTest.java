package io.xianghub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.identity.Actors;
import io.xianghub.identity.Signatures;
import io.xianghub.identity.Subjects;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Subject;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.HugeBody;
import io.xianghub.shared.web.WebSlice;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The front door over real sockets, with a department that is a function. */
class FrontDoorTest {

    private static final String OWN = "430301190001010028";
    private static final String QUERY = "/services/medical-insurance/v1/insured-person/query";
    private static final String FACADE = "/legacy/medical-insurance/notify";
    private static final Uscc ENTERPRISE = new Uscc("91430100MAHUB0013H");
    private static final Charset GBK = Charset.forName("GBK");
    private static final Actor CLIENT = new Actor("demo-app", Set.of(Role.CLIENT), Set.of(), null);

    private static final FakeServices SERVICES = new FakeServices();
    private static final List<Exchange> ROWS = Collections.synchronizedList(new ArrayList<>());
    private static volatile Actor sender;
    private static WebSlice hub;

    @Configuration(proxyBeanMethods = false)
    @Import({GatewayConfiguration.class, ServiceEndpoint.class, FacadeEndpoint.class})
    static class Gateway {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Services services() {
            return SERVICES;
        }

        @Bean
        Exchanges exchanges() {
            return ROWS::add;
        }

        @Bean
        Actors actors() {
            return () -> {
                if (sender == null) {
                    throw Problem.of(ProblemType.UNAUTHENTICATED);
                }
                return sender;
            };
        }

        @Bean
        Subjects subjects() {
            return (subject, number) -> subject.certificate().equals(number);
        }

        @Bean
        Signatures signatures() {
            return (scheme, call, header) -> {
                if (scheme.needsBody()) {
                    return new Actor(
                            String.valueOf(call.fields()), Set.of(Role.CLIENT), Set.of("11430000MBHUB005XB"), null);
                }
                if (!"right".equals(header.apply("x-tif-signature"))) {
                    throw Problem.of(ProblemType.INVALID_SIGNATURE);
                }
                String department = header.apply("x-department");
                return new Actor("demo-fund", Set.of(Role.CLIENT), Set.of(department), null);
            };
        }
    }

    @BeforeAll
    static void open() {
        hub = WebSlice.start(Map.of("xianghub.web.max-body", "1KB"), Gateway.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void citizenCalls() {
        sender = new Actor("demo-app", Set.of(Role.CLIENT), Set.of(), new Subject("p1", OWN, null, 3));
        SERVICES.route = body -> Map.of("name", "测*甲", "fen", 123L);
        SERVICES.answering = FakeServices.VERSION;
        SERVICES.taken.clear();
        SERVICES.scopes.clear();
        SERVICES.contexts.clear();
        ROWS.clear();
    }

    @Test
    void answersByTheContractAndLeavesARow() throws Exception {
        HttpResponse<String> answer = query("{\"identityNumber\":\"" + OWN + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(WebSlice.json(answer).get("name").asString()).isEqualTo("测*甲");
        assertThat(answer.headers().firstValue("X-Bundle-Version")).contains("1.2.3");
        assertThat(answer.headers().firstValue("X-Exchange-Id"))
                .contains(row().id().value());
        assertThat(row().outcome()).isEqualTo(Exchange.Outcome.ANSWERED);
        assertThat(row().service()).isEqualTo("getInsuredPerson");
        assertThat(row().digest()).isEqualTo("01234567");
        assertThat(SERVICES.taken)
                .singleElement()
                .isEqualTo(Map.of(
                        "path",
                        Map.of(),
                        "query",
                        Map.of(),
                        "header",
                        Map.of(),
                        "body",
                        Map.of("identityNumber", OWN)));
        assertThat(Duration.between(row().receivedAt(), SERVICES.contexts.get(0).deadline()))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void notesInTheRowWhatARouteHasRemarked() throws Exception {
        SERVICES.route = body -> {
            SERVICES.contexts.get(0).remarks().add("unmapped: person-answer kind (kinds)");
            return Map.of("name", "测*甲", "fen", 123L);
        };

        assertThat(query("{\"identityNumber\":\"" + OWN + "\"}").statusCode()).isEqualTo(200);
        assertThat(row().note()).isEqualTo("unmapped: person-answer kind (kinds)");
    }

    @Test
    void namesThePlaceOfMalformedJson() throws Exception {
        HttpResponse<String> answer = query("{\n\"identityNumber\": }");

        refused(answer, 400, "malformed-json");
        assertThat(WebSlice.json(answer).get("detail").asString()).contains("line 2");
        assertThat(WebSlice.json(answer).get("instance").asString()).isEqualTo("/api/v1/exchanges/" + row().id());
    }

    @Test
    void refusesGbkThatClaimsToBeUtf8() throws Exception {
        byte[] body = ("{\"identityNumber\":\"" + OWN + "\",\"name\":\"测试甲\"}").getBytes(GBK);

        refused(hub.post(QUERY, body, "Content-Type", "application/json;charset=UTF-8"), 400, "wrong-charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/plain", "application/json;charset=GBK", "nonsense"})
    void refusesWhatIsNotUtf8Json(String type) throws Exception {
        byte[] xml =
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".getBytes(StandardCharsets.UTF_8);

        refused(hub.post(QUERY, xml, "Content-Type", type), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({
        "430301190001010029, character 18",
        "430102209912310016, no day of the past",
        "433101209802290006, no day of the past",
        "990301190001010028, no province",
        "43030119000101002, 17 digits",
    })
    void saysWhichFlawAnIdentityNumberHasWithoutRepeatingIt(String number, String flaw) throws Exception {
        HttpResponse<String> answer = query("{\"identityNumber\":\"" + number + "\"}");

        refused(answer, 400, "invalid-identity-number");
        assertThat(violations(answer))
                .singleElement()
                .asString()
                .startsWith("$.body.identityNumber")
                .contains(flaw);
        assertThat(answer.body()).doesNotContain(number);
    }

    @Test
    void tellsAllThatIsWrongAtOnce() throws Exception {
        HttpResponse<String> answer = query("{\"name\":\"五个字太长\",\"year\":\"1950\",\"extra\":1}");

        refused(answer, 400, "invalid-request");
        assertThat(violations(answer))
                .containsExactlyInAnyOrder(
                        "$.body.identityNumber: This field is required",
                        "$.body.extra: The contract has no such field",
                        "$.body.name: It should have at most 4 characters",
                        "$.body.year: The type should be integer");
    }

    @Test
    void speaksChineseByDefault() throws Exception {
        HttpResponse<String> answer =
                hub.post(QUERY, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");

        refused(answer, 400, "invalid-request");
        assertThat(violations(answer)).containsExactly("$.body.identityNumber: 缺少必填字段");
    }

    @Test
    void readsAParameterAsTheContractTypesIt() throws Exception {
        HttpResponse<String> answer = hub.get("/services/medical-insurance/v1/places?limit=7");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(SERVICES.taken).singleElement().asString().contains("query={limit=7}");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=101,$.query.limit",
        "limit=x,$.query.limit",
        "limt=1,$.query.limt",
        "limit=1&limit=2,$.query.limit"
    })
    void refusesAWrongParameter(String query, String place) throws Exception {
        HttpResponse<String> answer = hub.get("/services/medical-insurance/v1/places?" + query);

        refused(answer, 400, "invalid-request");
        assertThat(violations(answer)).singleElement().asString().startsWith(place + ":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/nothing-here/v1/x",
                "/services/medical-insurance/v2/insured-person/query",
                "/services/medical-insurance/v1/other",
                "/services/UPPER/v1/x",
                "/services/medical-insurance",
            })
    void knowsNoOtherService(String path) throws Exception {
        refused(hub.get(path), 404, "unknown-service");
        assertThat(row().service()).isEqualTo("unknown");
    }

    @Test
    void namesTheMethodThatWouldDo() throws Exception {
        HttpResponse<String> answer = hub.get(QUERY);

        refused(answer, 405, "method-not-allowed");
        assertThat(WebSlice.json(answer).get("allow").get(0).asString()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/medical-insurance/v1/insured-person%2fquery",
                "/services/medical-insurance/v1/%2e%2e/v1/places",
                "/services/medical-insurance/v1/places;a=b",
                "/services/medical-insurance/v1//places",
                "/services/medical-insurance/v1/%252e%252e/places",
            })
    void refusesPathsThatOthersMayReadOtherwise(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(WebSlice.json(answer).get("code").asString()).isEqualTo("invalid-request");
        assertThat(SERVICES.taken).isEmpty();
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        refused(query("{\"identityNumber\":\"" + "1".repeat(2000) + "\"}"), 413, "body-too-large");
    }

    @Test
    void refusesACallerWhoCannotReadJson() throws Exception {
        refused(hub.get("/services/medical-insurance/v1/places", "Accept", "application/xml"), 406, "not-acceptable");
    }

    @Test
    void handsTheCallersTraceToTheRouteUnlessItIsMalformed() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        hub.get("/services/medical-insurance/v1/places", "traceparent", trace);
        hub.get("/services/medical-insurance/v1/places", "traceparent", "00-0-0-01");

        assertThat(SERVICES.scopes).hasToString("[{traceparent=" + trace + "}, {}]");
    }

    @Test
    void asksForAToken() throws Exception {
        sender = null;

        refused(query("{\"identityNumber\":\"" + OWN + "\"}"), 401, "unauthenticated");
    }

    @Test
    void asksForASubject() throws Exception {
        sender = CLIENT;

        refused(query("{\"identityNumber\":\"" + OWN + "\"}"), 403, "subject-required");
    }

    @Test
    void keepsAnotherPersonsDataToThatPerson() throws Exception {
        refused(query("{\"identityNumber\":\"430301190001010044\"}"), 403, "another-subject");
    }

    @Test
    void showsAnEnterpriseToItsClerkOnly() throws Exception {
        String path = "/services/medical-insurance/v1/enterprises/";
        sender = new Actor("demo-app", Set.of(Role.CLIENT), Set.of(), new Subject("p2", "x", ENTERPRISE, 3));
        HttpResponse<String> own = hub.get(path + ENTERPRISE);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        ROWS.clear();

        refused(hub.get(path + "11430000MBHUB005XB"), 403, "another-subject");
    }

    @Test
    void blamesTheDepartmentForAnAnswerThatBreaksTheContractByFieldAndNotByValue() throws Exception {
        SERVICES.route = body -> Map.of("name", "测*甲", "fen", "secret", "more", 1L);

        HttpResponse<String> answer = query("{\"identityNumber\":\"" + OWN + "\"}");

        refused(answer, 502, "department-contract");
        assertThat(answer.body()).contains("$.fen", "$.more").doesNotContain("secret");
        assertThat(row().faultSide().word()).isEqualTo("department");
        assertThat(row().outcome()).isEqualTo(Exchange.Outcome.FAILED);
    }

    @Test
    void passesOnTheProblemThatEndedTheRoute() throws Exception {
        SERVICES.route = body -> {
            throw Problem.of(ProblemType.DEPARTMENT_TIMEOUT, Text.of("2 秒内没有应答", "No answer in 2 s"));
        };

        refused(query("{\"identityNumber\":\"" + OWN + "\"}"), 504, "department-timeout");
    }

    @Test
    void tellsNothingOfAnErrorInside() throws Exception {
        SERVICES.route = body -> {
            throw new IllegalStateException("the secret inside");
        };

        HttpResponse<String> answer = query("{\"identityNumber\":\"" + OWN + "\"}");

        refused(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(row().problem()).isEqualTo("internal");
    }

    @Test
    void handsAFacadesBytesToItsRouteAndAnswersItsBytes() throws Exception {
        SERVICES.route = body -> "success=真".getBytes(GBK);
        byte[] form = "GRZH=%B2%E2".getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> answer =
                notify(form, "application/x-www-form-urlencoded; charset=GBK", "11430000MBHUB005XB");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/x-www-form-urlencoded;charset=GBK");
        assertThat(SERVICES.taken).singleElement().isEqualTo(form);
        assertThat(row().kind()).isEqualTo(Exchange.Kind.FACADE);
        assertThat(row().actor()).isEqualTo("demo-fund");
    }

    @Test
    void namesTheVersionThatAnsweredAFacadeCallAndNotTheOneThatItWasFoundIn() throws Exception {
        SERVICES.route = body -> new byte[0];
        SERVICES.answering = new Services.Active(
                FakeServices.BUNDLE, new Version(1, 2, 4), "fedcba9876543210", "11430000MBHUB005XB");

        HttpResponse<String> answer = notify(
                "a=b".getBytes(StandardCharsets.US_ASCII), "application/x-www-form-urlencoded", "11430000MBHUB005XB");

        assertThat(answer.headers().firstValue("X-Bundle-Version")).contains("1.2.4");
        assertThat(row().digest()).isEqualTo("fedcba98");
    }

    @Test
    void refusesAFacadeCallThatIsNotSigned() throws Exception {
        byte[] form = "a=b".getBytes(StandardCharsets.US_ASCII);

        refused(
                hub.post("/legacy/medical-insurance/notify", form, "Content-Type", "application/x-www-form-urlencoded"),
                401,
                "invalid-signature");
        assertThat(SERVICES.taken).isEmpty();
    }

    @Test
    void givesTheSignatureTheFieldsInTheFacadesCharsetAndTheRouteTheBytesThatWereSigned() throws Exception {
        SERVICES.route = body -> (byte[]) body;
        byte[] form = "name=%B2%E2%CA%D4%BC%D7&n=1".getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> answer =
                hub.post("/legacy/medical-insurance/signed", form, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("name=%B2%E2%CA%D4%BC%D7&n=1");
        assertThat(row().actor()).isEqualTo("{name=测试甲, n=1}");
    }

    @Test
    void refusesASignatureOfFieldsThatCannotBeRead() throws Exception {
        refused(
                hub.post(
                        "/legacy/medical-insurance/signed",
                        "name".getBytes(StandardCharsets.US_ASCII),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                401,
                "invalid-signature");
    }

    @Test
    void refusesAFacadeCallOfAnotherDepartment() throws Exception {
        refused(
                notify(
                        "a=b".getBytes(StandardCharsets.US_ASCII),
                        "application/x-www-form-urlencoded",
                        "12430000MBHUB0041G"),
                403,
                "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded;charset=UTF-8"})
    void refusesAFacadeCallOfAnotherTypeOrCharset(String type) throws Exception {
        refused(
                notify("a=b".getBytes(StandardCharsets.US_ASCII), type, "11430000MBHUB005XB"),
                415,
                "unsupported-media-type");
    }

    @Test
    void cutsAFacadesBodyAtItsOwnLimit() throws Exception {
        refused(notify(new byte[65], "application/x-www-form-urlencoded", "11430000MBHUB005XB"), 413, "body-too-large");
    }

    @ParameterizedTest
    @CsvSource({QUERY + ", true", QUERY + ", false", FACADE + ", true", FACADE + ", false"})
    void cuts100MegabytesAtTheLimitWithAWordAndAnswersTheNextCall(String path, boolean said) throws Exception {
        HugeBody huge = HugeBody.post(
                hub.port(),
                path,
                said,
                "Content-Type: "
                        + (path.equals(FACADE) ? "application/x-www-form-urlencoded;charset=GBK" : "application/json"),
                "x-tif-signature: right",
                "x-department: 11430000MBHUB005XB");

        assertThat(huge.answer())
                .startsWith("HTTP/1.1 413")
                .contains("body-too-large", path.equals(FACADE) ? "64 字节" : "1024 字节");
        assertThat(huge.sent()).isLessThan(HugeBody.SIZE / 4);
        assertThat(row().problem()).isEqualTo("body-too-large");
        assertThat(SERVICES.taken).isEmpty();
        assertThat(query("{\"identityNumber\":\"" + OWN + "\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsNoOtherFacade() throws Exception {
        refused(hub.post("/legacy/medical-insurance/other", new byte[1]), 404, "unknown-facade");
    }

    private static HttpResponse<String> notify(byte[] body, String type, String department) throws Exception {
        return hub.post(
                "/legacy/medical-insurance/notify",
                body,
                "Content-Type",
                type,
                "x-tif-signature",
                "right",
                "x-department",
                department);
    }

    private static HttpResponse<String> query(String json) throws Exception {
        return hub.post(
                QUERY,
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept-Language",
                "en");
    }

    private static Exchange row() {
        assertThat(ROWS).hasSize(1);
        return ROWS.get(0);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(WebSlice.json(answer).get("code").asString()).isEqualTo(code);
        assertThat(row().problem()).isEqualTo(code);
    }

    private static List<String> violations(HttpResponse<String> answer) {
        List<String> all = new ArrayList<>();
        WebSlice.json(answer)
                .get("violations")
                .forEach(one -> all.add(
                        one.get("path").asString() + ": " + one.get("message").asString()));
        return all;
    }
}
