package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCallTest {

    private static final String CATALOGUE =
            """
            style: http-json
            token:
              path: /oauth/token
              query: { client_id: "${binding.clientId}", client_secret: "${secret}" }
              puts: { query: { access_token: "${token}" } }
            operations:
              page: { method: GET, path: /service/api, query: { page: "${body.page}" } }
            """;
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void oneTokenServesAllCalls() {
        try (HttpDepartment department = department(CATALOGUE)) {
            department.answersTo("/oauth/token", token("t-1")).answersTo("/service/api", "200 []");
            department.call("page", Map.of("page", 1));
            department.call("page", Map.of("page", 2));

            assertThat(department.receivedOn("/oauth/token")).singleElement().satisfies(asked -> {
                assertThat(asked.getMethod().value()).isEqualTo("POST");
                assertThat(asked.getUrl()).isEqualTo("/oauth/token?client_id=c-1&client_secret=token-1");
            });
            assertThat(department.receivedOn("/service/api"))
                    .extracting(LoggedRequest::getUrl)
                    .containsExactly("/service/api?page=1&access_token=t-1", "/service/api?page=2&access_token=t-1");
        }
    }

    @Test
    void aTokenThatIsNoLongerTakenIsGotAnewOnce() {
        try (HttpDepartment department = department(CATALOGUE)) {
            department
                    .answersTo("/oauth/token", token("t-1"), token("t-2"))
                    .answersTo("/service/api", "401 {}", "200 []", "401 {}");
            assertThat(department.call("page", Map.of("page", 1))).isEqualTo(List.of());
            assertThat(department.received().getUrl()).endsWith("access_token=t-2");

            Problem refused = department.fails("page", Map.of("page", 2));
            assertThat(refused.extras()).containsEntry("departmentCode", "HTTP 401");
            assertThat(department.receivedOn("/service/api")).hasSize(4);
        }
    }

    @Test
    void aClientThatGetsNoTokenIsToldTheDepartmentsWordsAndNothingIsCalled() {
        try (HttpDepartment department = department(CATALOGUE)) {
            department
                    .answersTo("/oauth/token", "200 {\"errorCode\":\"invalid_client\",\"msg\":\"应用已停用\"}")
                    .answersTo("/service/api", "200 []");
            Problem refused = department.fails("page", Map.of("page", 1));
            assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
            assertThat(refused.extras())
                    .containsEntry("departmentCode", "invalid_client")
                    .containsEntry("departmentMessage", "应用已停用");
            assertThat(department.receivedOn("/service/api")).isEmpty();

            department.answersTo("/oauth/token", "502 gateway");
            assertThat(department.fails("page", Map.of("page", 1)).type())
                    .isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        }
    }

    @Test
    void bearsATokenInAHeaderThatItAskedForWithAForm() {
        try (HttpDepartment department = department(
                """
                style: http-json
                token:
                  path: /token
                  form: { grant_type: client_credentials, client_secret: "${secret}" }
                  take: data.token
                  puts: { headers: { authorization: "Bearer ${token}" } }
                operations:
                  submit: { path: /submit }
                """)) {
            department.answersTo("/token", "200 {\"data\":{\"token\":\"a b\"}}").answersTo("/submit", "200 {}");
            department.call("submit", Map.of("a", 1));
            assertThat(department.received().getHeader("authorization")).isEqualTo("Bearer a b");
            assertThat(department.receivedOn("/token").get(0).getBodyAsString())
                    .isEqualTo("grant_type=client_credentials&client_secret=token-1");
        }
    }

    @Test
    void aWireLearnsNothingOfTokens() {
        try (HttpDepartment department = department(CATALOGUE)) {
            department.answersTo("/oauth/token", token("t-1")).answersTo("/service/api", "200 []");
            TapedWire wire = TapedWire.recording();
            department.call("page", Map.of("page", 1), wire);
            assertThat(wire.sent).singleElement().satisfies(sent -> assertThat(sent.target())
                    .isEqualTo("GET /service/api?page=1"));

            department.call(
                    "page",
                    Map.of("page", 1),
                    TapedWire.playing(
                            new Wire.Heard.Bytes(200, "application/json", "[]".getBytes(StandardCharsets.UTF_8))));
            assertThat(department.calls()).isEqualTo(2);
        }
    }

    @Test
    void aTokenIsRenewedWhenFourFifthsOfItsTimeHavePassed() {
        TokenRule rule = rule();
        Tokens tokens = new Tokens();
        AtomicInteger asked = new AtomicInteger();
        for (int seconds : new int[] {0, 79, 80, 81}) {
            Instant now = NOW.plusSeconds(seconds);
            tokens.get(
                    rule,
                    now,
                    Duration.ofSeconds(1),
                    () -> Tokens.Token.lasting("t-" + asked.incrementAndGet(), now, Duration.ofSeconds(100)));
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void callsThatNeedATokenAtOnceWaitForTheOneThatGetsIt() throws Exception {
        TokenRule rule = rule();
        Tokens tokens = new Tokens();
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> tokens.get(rule, NOW, Duration.ofSeconds(30), () -> {
                    asking.countDown();
                    try {
                        answered.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    return Tokens.Token.lasting("t-1", NOW, Duration.ofSeconds(100));
                }));
        asking.await();
        assertThatThrownBy(() -> tokens.get(rule, NOW, Duration.ZERO, () -> {
                    throw new IllegalStateException("a second call asks");
                }))
                .isInstanceOf(Tokens.TooLong.class);
        List<String> second = new CopyOnWriteArrayList<>();
        Thread waiting = new Thread(() -> second.add(tokens.get(
                rule, NOW, Duration.ofSeconds(30), () -> Tokens.Token.lasting("t-2", NOW, Duration.ofSeconds(100)))));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        answered.countDown();
        waiting.join();
        assertThat(first.get()).isEqualTo("t-1");
        assertThat(second).containsExactly("t-1");
    }

    @Test
    void saysWhatIsWrongWithATokensDeclaration() {
        for (String wrong : new String[] {
            CATALOGUE.replace("\"${token}\"", "fixed"),
            CATALOGUE.replace("path: /oauth/token", "path: oauth"),
            CATALOGUE.replace("  path: /oauth/token\n", ""),
            CATALOGUE.replace("path: /oauth/token", "method: GET\n  path: /oauth/token\n  form: { a: b }"),
            CATALOGUE.replace("path: /oauth/token", "path: /oauth/token\n  grant: x")
        }) {
            Findings findings = new Findings();
            Connections.check(Declared.connection("core", wrong), findings);
            assertThat(findings.all()).as(wrong).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                assertThat(finding.line()).isBetween(2, 7);
            });
        }
    }

    private static TokenRule rule() {
        Fields fields = new Fields(
                Declared.connection("token", "path: /t\nputs: { query: { a: \"${token}\" } }\n")
                        .declared(),
                new Findings());
        return TokenRule.read(fields, WireCharset.read(fields));
    }

    private static HttpDepartment department(String declared) {
        return new HttpDepartment(declared).knows(Map.of("clientId", "c-1"), Map.of());
    }

    private static String token(String value) {
        return "200 {\"access_token\":\"" + value + "\",\"expires_in\":7200}";
    }
}
