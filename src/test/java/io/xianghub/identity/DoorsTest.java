package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.Subject;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors over real sockets, as the demo opens them. */
@SpringBootTest(
        classes = DoorsTest.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration",
            "management.endpoint.health.group.readiness.include=readinessState"
        })
@ActiveProfiles("demo")
class DoorsTest {

    private static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:xianghub:demo-user&subject_token=";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({IdentityConfiguration.class, SecurityConfiguration.class, WhoAmI.class})
    static class Slice {

        @Bean
        Exchanges exchanges() {
            return exchange -> {};
        }

        @Bean
        DataSource database() {
            return Databases.fresh(Dialect.H2);
        }

        @Bean
        Vault vault() throws IOException {
            return Vaults.of(null, Files.createTempDirectory("vault"));
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @RestController
    static class WhoAmI {

        @GetMapping("/api/v1/whoami")
        Actor whoAmI(Actor actor) {
            return actor;
        }
    }

    @Value("${local.server.port}")
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Test
    void aClientActsForItself() throws Exception {
        var actor = whoAmI(token("demo-department", "demo-department-secret", "grant_type=client_credentials"));
        assertThat(actor.get("name").asString()).isEqualTo("demo-department");
        assertThat(actor.get("roles").toString()).isEqualTo("[\"client\"]");
        assertThat(actor.get("departments").toString()).isEqualTo("[\"12430000MBHUB0041G\"]");
        assertThat(actor.get("subject").isNull()).isTrue();
    }

    @Test
    void aClientActsForACitizenWhoseNumberNoTokenCarries() throws Exception {
        String token = token("demo-app", "demo-app-secret", EXCHANGE + "citizen");
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().toString()).doesNotContain("430301190001010028");
        var actor = whoAmI(token);
        assertThat(actor.get("name").asString()).isEqualTo("demo-app");
        assertThat(actor.get("subject").get("certificate").asString()).hasSize(64);
    }

    @Test
    void aClerkCarriesTheEnterprise() throws Exception {
        var actor = whoAmI(token("demo-app", "demo-app-secret", EXCHANGE + "clerk"));
        assertThat(actor.get("subject").get("enterprise").asString()).isEqualTo("91430100MAHUB0013H");
    }

    @Test
    void staffActForThemselves() throws Exception {
        var actor = whoAmI(token("demo-app", "demo-app-secret", EXCHANGE + "engineer"));
        assertThat(actor.get("name").asString()).isEqualTo("engineer");
        assertThat(actor.get("roles").toString()).isEqualTo("[\"engineer\"]");
        assertThat(actor.get("departments").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(departmentsOfTheBundles());
    }

    /** The demo's engineer works for every department that a bundle speaks to. */
    private static Set<String> departmentsOfTheBundles() throws IOException {
        try (Stream<Path> bundles = Files.list(Path.of("routes"))) {
            return bundles.flatMap(bundle -> lines(bundle.resolve("bundle.yaml")))
                    .filter(line -> line.startsWith("department: "))
                    .map(line -> line.substring("department: ".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void refusesAWrongSecretAnUnknownUserAndAClientThatMayNotExchange() throws Exception {
        assertThat(ask("demo-app", "wrong", "grant_type=client_credentials").statusCode())
                .isEqualTo(401);
        assertThat(ask("demo-app", "demo-app-secret", EXCHANGE + "nobody").statusCode())
                .isEqualTo(400);
        assertThat(ask("demo-department", "demo-department-secret", EXCHANGE + "citizen")
                        .body())
                .contains("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/whoami", "/services/anything/v1/x", "/no/such/path", "/actuator/env"})
    void answersWithoutATokenWithAProblemThatSaysWhatToDo(String path) throws Exception {
        HttpResponse<String> answer = get(path, Map.of("Accept-Language", "en"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"xianghub\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"unauthenticated\"").contains("/oauth2/token");
    }

    @Test
    void refusesATokenWhoseSignatureWasAltered() throws Exception {
        String token = token("demo-app", "demo-app-secret", EXCHANGE + "operator");
        int middle = token.lastIndexOf('.') + 20;
        String altered =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);
        HttpResponse<String> answer = get("/api/v1/whoami", Map.of("Authorization", "Bearer " + altered));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void refusesAPathThatNoRuleNamesEvenWithAToken() throws Exception {
        String token = token("demo-app", "demo-app-secret", EXCHANGE + "operator");
        HttpResponse<String> answer = get("/actuator/env", Map.of("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"forbidden\"");
    }

    @Test
    void sendsWhoeverComesToHawtioWithoutASessionToTheLogin() throws Exception {
        HttpResponse<String> answer = get("/hawtio/", Map.of("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(get("/login", Map.of()).body()).contains("name=\"_csrf\"").contains("登录");
    }

    @Test
    void knowsAPersonsOwnNumber() {
        Vault vault = Vaults.of(Base64.getEncoder().encodeToString(new byte[32]), Path.of("none"));
        Subjects subjects = new IdentityConfiguration().subjects(vault);
        Subject citizen = new Subject("id", vault.fingerprint("430301190001010028"), null, 4);
        assertThat(subjects.isSelf(citizen, "430301190001010028")).isTrue();
        assertThat(subjects.isSelf(citizen, "430301190005050019")).isFalse();
    }

    private JsonNode whoAmI(String token) throws Exception {
        HttpResponse<String> answer = get("/api/v1/whoami", Map.of("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private String token(String client, String secret, String form) throws Exception {
        HttpResponse<String> answer = ask(client, secret, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body()).get("access_token").asString();
    }

    private HttpResponse<String> ask(String client, String secret, String form) throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
