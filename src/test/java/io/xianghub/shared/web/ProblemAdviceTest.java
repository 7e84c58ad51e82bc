package io.xianghub.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whatever ends a request is a problem that says what to do, and tells nothing of the hub's inside. */
class ProblemAdviceTest {

    private static WebSlice hub;

    record Order(String name, int count) {}

    @RestController
    static class Endpoints {

        @PostMapping(path = "/api/orders", consumes = "application/json", produces = "application/json")
        Order order(@RequestBody Order order) {
            return order;
        }

        @GetMapping("/api/count")
        int count(@RequestParam int limit) {
            return limit;
        }

        @GetMapping("/api/busy")
        String busy(HttpServletRequest request, HttpServletResponse response) {
            CurrentExchange.begin(new ExchangeId("01ARZ3NDEKTSV4RRFFQ69G5FAV"), request, response);
            throw Problem.of(ProblemType.DEPARTMENT_BUSY, Text.of("忙", "Busy"))
                    .retryAfter(Duration.ofMillis(1500))
                    .with("departmentCode", "9");
        }

        @GetMapping("/api/broken")
        String broken() {
            throw new IllegalStateException("the secret inside");
        }
    }

    @BeforeAll
    static void start() {
        hub = WebSlice.start(Map.of("xianghub.web.max-body", "1KB"), Endpoints.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void speaksChineseUnlessEnglishIsPreferred() throws Exception {
        assertThat(title(hub.get("/api/none"))).isEqualTo("没有找到");
        assertThat(title(hub.get("/api/none", "Accept-Language", "fr"))).isEqualTo("没有找到");
        assertThat(title(hub.get("/api/none", "Accept-Language", "en-GB,zh;q=0.5")))
                .isEqualTo("Not found");
    }

    @Test
    void namesLineAndColumnOfMalformedJson() throws Exception {
        HttpResponse<String> answer = order("{\n  \"name\": x}");

        expect(answer, 400, "malformed-json");
        assertThat(WebSlice.json(answer).get("detail").asString()).contains("line 2, column 11");
    }

    @Test
    void refusesAFieldItDoesNotKnowByItsPath() throws Exception {
        HttpResponse<String> answer = order("{\"name\":\"a\",\"count\":1,\"cuont\":2}");

        expect(answer, 400, "invalid-request");
        assertThat(violation(answer)).isEqualTo("$.cuont");
    }

    @Test
    void refusesAValueOfTheWrongTypeWithoutRepeatingIt() throws Exception {
        HttpResponse<String> answer = order("{\"name\":\"a\",\"count\":\"many\"}");

        expect(answer, 400, "invalid-request");
        assertThat(violation(answer)).isEqualTo("$.count");
        assertThat(answer.body()).doesNotContain("many");
    }

    @Test
    void refusesAKeyThatStandsTwice() throws Exception {
        expect(order("{\"name\":\"a\",\"name\":\"b\",\"count\":1}"), 400, "malformed-json");
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws Exception {
        byte[] gbk = "{\"name\":\"公积金\",\"count\":1}".getBytes("GBK");

        expect(hub.post("/api/orders", gbk, "Content-Type", "application/json"), 400, "wrong-charset");
    }

    @Test
    void refusesAMissingBody() throws Exception {
        expect(order(""), 400, "invalid-request");
    }

    @Test
    void refusesAnotherMediaTypeAndSaysWhichIsTaken() throws Exception {
        HttpResponse<String> answer =
                hub.post("/api/orders", "<a/>".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/xml");

        expect(answer, 415, "unsupported-media-type");
        assertThat(WebSlice.json(answer).get("detail").asString()).contains("application/json");
    }

    @Test
    void refusesAnotherMethodAndSaysWhichIsAllowed() throws Exception {
        HttpResponse<String> answer = hub.get("/api/orders");

        expect(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void refusesToAnswerInAMediaTypeItDoesNotSpeak() throws Exception {
        HttpResponse<String> answer = hub.post(
                "/api/orders",
                "{\"name\":\"a\",\"count\":1}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept",
                "image/png");

        expect(answer, 406, "not-acceptable");
    }

    @Test
    void namesAParameterThatIsMissingOrDoesNotFit() throws Exception {
        HttpResponse<String> missing = hub.get("/api/count");
        HttpResponse<String> wrong = hub.get("/api/count?limit=430301190001010028x");

        expect(missing, 400, "invalid-request");
        assertThat(violation(missing)).isEqualTo("query.limit");
        expect(wrong, 400, "invalid-request");
        assertThat(wrong.body()).contains("limit").doesNotContain("430301190001010028");
    }

    @Test
    void carriesRetryAfterTheExchangeAndTheDepartmentsWords() throws Exception {
        HttpResponse<String> answer = hub.get("/api/busy");

        expect(answer, 503, "department-busy");
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.headers().firstValue("X-Exchange-Id")).contains("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(WebSlice.json(answer).get("instance").asString())
                .isEqualTo("/api/v1/exchanges/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(WebSlice.json(answer).get("departmentCode").asString()).isEqualTo("9");
        assertThat(WebSlice.json(answer).get("faultSide").asString()).isEqualTo("hub");
    }

    @Test
    void tellsNothingOfAnErrorInsideButTheNumberItStandsUnderInTheLog() throws Exception {
        HttpResponse<String> answer = hub.get("/api/broken");

        expect(answer, 500, "internal");
        assertThat(answer.body())
                .doesNotContain("secret")
                .doesNotContain("Exception")
                .contains("incident");
    }

    @Test
    void cutsABodyAtItsLimitWhetherItsLengthIsDeclaredOrNot() throws Exception {
        byte[] large = ("{\"name\":\"" + "a".repeat(2000) + "\",\"count\":1}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = hub.request("/api/orders", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        expect(hub.post("/api/orders", large, "Content-Type", "application/json"), 413, "body-too-large");
        expect(hub.send(chunked), 413, "body-too-large");
    }

    @Test
    void answersEvenWhatNeverReachesAnEndpointWithAProblem() throws Exception {
        String answer = raw("GET /api/%2e%2e/x|y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("invalid-request")
                .doesNotContain("<html");
    }

    @Test
    void explainsEveryProblemUnderItsType() throws Exception {
        for (ProblemType type : ProblemType.values()) {
            HttpResponse<String> answer = hub.get("/problems/" + type.slug(), "Accept-Language", "en");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(WebSlice.json(answer).get("remedy").asString()).isNotBlank();
        }
        expect(hub.get("/problems/no-such"), 404, "not-found");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> order(String json) throws Exception {
        return hub.post(
                "/api/orders",
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept-Language",
                "en");
    }

    private static void expect(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(WebSlice.json(answer).get("code").asString()).isEqualTo(code);
        assertThat(WebSlice.json(answer).get("type").asString()).isEqualTo("/problems/" + code);
    }

    private static String title(HttpResponse<String> answer) {
        return WebSlice.json(answer).get("title").asString();
    }

    private static String violation(HttpResponse<String> answer) {
        return WebSlice.json(answer).get("violations").get(0).get("path").asString();
    }
}
