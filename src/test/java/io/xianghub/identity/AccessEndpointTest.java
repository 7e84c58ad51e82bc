package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator lets users and systems in, and what each of them can do with the secret shown. */
@SpringBootTest(
        classes = AccessEndpointTest.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration",
            "management.endpoint.health.group.readiness.include=readinessState"
        })
@ActiveProfiles("demo")
class AccessEndpointTest {

    private static final String CLIENTS = "/api/v1/clients";
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String HOUSING_FUND = "12430000MBHUB0041G";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.xianghub.shared.web",
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Slice|Test).*"))
    @Import({
        IdentityConfiguration.class,
        SecurityConfiguration.class,
        AccessEndpoint.class,
        AccessEndpointTest.WhoAmI.class
    })
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

    @Autowired
    private JdbcClient jdbc;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final JsonMapper json = new JsonMapper();
    private String administrator;

    @BeforeEach
    void become() throws Exception {
        administrator = tokenAs("admin");
    }

    @Test
    void aNewClientGetsTokensWithTheSecretShownOnce() throws Exception {
        HttpResponse<String> made =
                post(CLIENTS, administrator, wanted("tax-office", "[\"client\"]", "[\"" + HOUSING_FUND + "\"]"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode created = json.readTree(made.body());
        assertThat(created.get("name").asString()).isEqualTo("tax-office");
        String secret = created.get("secret").asString();

        HttpResponse<String> me = get("/api/v1/whoami", token("tax-office", secret, "grant_type=client_credentials"));

        JsonNode actor = json.readTree(me.body());
        assertThat(actor.get("name").asString()).isEqualTo("tax-office");
        assertThat(actor.get("roles").toString()).isEqualTo("[\"client\"]");
        assertThat(actor.get("departments").toString()).isEqualTo("[\"" + HOUSING_FUND + "\"]");
        assertThat(kept("select secret from oauth_client where id = 'tax-office'"))
                .singleElement()
                .asString()
                .startsWith("{bcrypt}");
    }

    @Test
    void aNewClientMayNotActForOthers() throws Exception {
        String secret = json.readTree(post(CLIENTS, administrator, wanted("alone", "[\"client\"]", "[]"))
                        .body())
                .get("secret")
                .asString();

        assertThat(ask("alone", secret, exchange("citizen")).body()).contains("unauthorized_client");
    }

    @Test
    void aNewOperatorLogsInWithTheSecretShownOnce() throws Exception {
        HttpResponse<String> made = post(ACCOUNTS, administrator, wanted("night-shift", "[\"operator\"]", "[]"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String secret = json.readTree(made.body()).get("secret").asString();

        assertThat(logIn("night-shift", "not-it")).endsWith("/login?error");
        assertThat(logIn("night-shift", secret)).endsWith("/hawtio/");
        assertThat(kept("select password from account where name = 'night-shift'"))
                .singleElement()
                .asString()
                .startsWith("{bcrypt}");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIENTS, ACCOUNTS})
    void aNameIsGivenOnceAndItsFirstSecretStays(String path) throws Exception {
        String name = "twice-" + path.length();
        assertThat(post(path, administrator, wanted(name, "[\"operator\"]", "[]"))
                        .statusCode())
                .isEqualTo(201);
        List<String> before = secrets(name);

        HttpResponse<String> again = post(path, administrator, wanted(name, "[\"administrator\"]", "[]"));

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains(name).doesNotContain("secret\"");
        assertThat(secrets(name)).isEqualTo(before).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engineer", "operator", "auditor", "department", "citizen"})
    void nobodyButAnAdministratorLetsOthersIn(String user) throws Exception {
        String token = tokenAs(user);

        assertThat(post(CLIENTS, token, wanted("smuggled", "[\"administrator\"]", "[]"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(ACCOUNTS, token, wanted("smuggled", "[\"administrator\"]", "[]"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(secrets("smuggled")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name; {\"name\":\"Big\",\"roles\":[\"client\"]}",
                "name; {\"roles\":[\"client\"]}",
                "roles; {\"name\":\"x1\",\"roles\":[\"king\"]}",
                "roles; {\"name\":\"x2\",\"roles\":[]}",
                "departments; {\"name\":\"x3\",\"roles\":[\"client\"],\"departments\":[\"12430000MBHUB0041X\"]}",
                "departments; {\"name\":\"x4\",\"roles\":[\"client\"],\"departments\":[\"12430000MBHUB0041G\",\"11430000MBHUB005XB\"]}"
            })
    void namesTheFieldThatIsWrong(String field, String body) throws Exception {
        HttpResponse<String> answer = post(CLIENTS, administrator, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        List<String> paths = new ArrayList<>();
        json.readTree(answer.body())
                .get("violations")
                .forEach(wrong -> paths.add(wrong.get("path").asString()));
        assertThat(paths).containsExactly(field);
        assertThat(kept("select id from oauth_client where id like 'x_'")).isEmpty();
    }

    private List<String> secrets(String name) {
        List<String> all = new ArrayList<>(kept("select secret from oauth_client where id = '" + name + "'"));
        all.addAll(kept("select password from account where name = '" + name + "'"));
        return all;
    }

    private List<String> kept(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static String wanted(String name, String roles, String departments) {
        return "{\"name\":\"%s\",\"roles\":%s,\"departments\":%s}".formatted(name, roles, departments);
    }

    /** Where the login sends the browser. */
    private String logIn(String name, String password) throws Exception {
        String page = send(request("/login").GET()).body();
        Matcher csrf = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(csrf.find()).as(page).isTrue();
        String form =
                "username=" + encoded(name) + "&password=" + encoded(password) + "&_csrf=" + encoded(csrf.group(1));
        return send(request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String tokenAs(String user) throws Exception {
        return token("demo-app", "demo-app-secret", exchange(user));
    }

    private static String exchange(String user) {
        return "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                + "&subject_token_type=urn:xianghub:demo-user&subject_token=" + user;
    }

    private String token(String client, String secret, String form) throws Exception {
        HttpResponse<String> answer = ask(client, secret, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body()).get("access_token").asString();
    }

    private HttpResponse<String> ask(String client, String secret, String form) throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(request("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
