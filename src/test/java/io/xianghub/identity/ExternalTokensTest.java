package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A hub that takes the tokens of an identity provider, which issues tokens for others too. */
@SpringBootTest(
        classes = ExternalTokensTest.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration",
            "management.endpoint.health.group.readiness.include=readinessState",
            "xianghub.identity.audience=xianghub-hunan"
        })
class ExternalTokensTest {

    private static final RSAKey KEY = key();
    private static HttpServer provider;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({IdentityConfiguration.class, SecurityConfiguration.class, ExternalTokensTest.WhoAmI.class})
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

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"subject_types_supported\":[\"public\"]}"
                        .formatted(issuer(), issuer()));
        serve("/keys", "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}");
        provider.start();
        registry.add("xianghub.identity.issuer", ExternalTokensTest::issuer);
    }

    private static void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        provider.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        provider.stop(0);
    }

    @Value("${local.server.port}")
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void takesATokenOfTheIssuerThatIsMeantForThisHub() throws Exception {
        HttpResponse<String> answer = whoAmI(token(good().build(), KEY));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"tax-office\"").contains("\"client\"");
    }

    @Test
    void takesOneThatIsMeantForOthersToo() throws Exception {
        String token =
                token(good().audience(List.of("another", "xianghub-hunan")).build(), KEY);

        assertThat(whoAmI(token).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsMeantForAnotherOrForNobody() throws Exception {
        expectRefused(good().audience("another"));
        expectRefused(good().audience((List<String>) null));
    }

    @Test
    void refusesATokenOfAnotherIssuerUnderTheSameKeys() throws Exception {
        expectRefused(good().issuer("http://elsewhere.example"));
        expectRefused(good().issuer(null));
    }

    @Test
    void refusesATokenWhoseTimeIsOver() throws Exception {
        expectRefused(good().expirationTime(Date.from(Instant.now().minusSeconds(3600))));
    }

    @Test
    void refusesATokenSignedByAnybodyElse() throws Exception {
        String forged = token(good().build(), key());

        assertThat(whoAmI(forged).statusCode()).isEqualTo(401);
    }

    @Test
    void issuesNoTokensItself() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private void expectRefused(JWTClaimsSet.Builder claims) throws Exception {
        HttpResponse<String> answer = whoAmI(token(claims.build(), KEY));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    private static JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("xianghub-hunan")
                .subject("tax-office")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("actor", "tax-office")
                .claim("roles", List.of("client"));
    }

    private static String token(JWTClaimsSet claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private HttpResponse<String> whoAmI(String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/whoami"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String issuer() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("of-the-provider").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
