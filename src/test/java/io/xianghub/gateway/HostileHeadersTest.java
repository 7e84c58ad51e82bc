package io.xianghub.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.identity.Actors;
import io.xianghub.identity.Signatures;
import io.xianghub.identity.Subjects;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.web.WebSlice;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Headers that Camel, a transport or a department would obey: they end at the front door. */
class HostileHeadersTest {

    private static final String ASK = "/services/headers/v1/ask";
    private static final String NOTIFY = "/legacy/headers/notify";
    private static final String HOSTILE =
            """
            CamelHttpUri: http://127.0.0.1:1/stolen
            CAMELHTTPPATH: /stolen
            camelFileName: ../stolen
            org.apache.camel.component: stolen
            operationName: stolen
            OperationNamespace: urn:stolen
            BreadcrumbId: stolen
            kafka.TOPIC: stolen
            JMSReplyTo: stolen
            hub.context: stolen
            hub.border: stolen
            Cookie: stolen=1
            X-Long: stolen%s
            """
                    .formatted("x".repeat(6_000))
                    .replace("\n", "\r\n");

    private static WireMockServer department;
    private static HeadersBundle bundle;
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
            return bundle;
        }

        @Bean
        Exchanges exchanges() {
            return row -> {};
        }

        @Bean
        Actors actors() {
            return () -> new Actor("demo-app", Set.of(Role.CLIENT), Set.of(), null);
        }

        @Bean
        Subjects subjects() {
            return (subject, number) -> false;
        }

        @Bean
        Signatures signatures() {
            return (scheme, call, header) ->
                    new Actor("demo-fund", Set.of(Role.CLIENT), Set.of(HeadersBundle.DEPARTMENT), null);
        }
    }

    @BeforeAll
    static void open() {
        department =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        department.start();
        department.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bundle = new HeadersBundle(department.baseUrl());
        hub = WebSlice.start(Map.of(), Gateway.class);
    }

    @AfterAll
    static void close() {
        hub.close();
        bundle.close();
        department.stop();
    }

    @BeforeEach
    void forget() {
        bundle.seen.clear();
        department.resetRequests();
    }

    @Test
    void aStandardCallHandsOverTheHeadersThatItsContractDeclaresAndNoOther() throws Exception {
        String answer = post(ASK, "application/json", HOSTILE + "Place: 430100\r\n", "{\"name\":\"x\"}");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(bundle.seen).singleElement().satisfies(seen -> {
            assertThat(seen.headers()).isEmpty();
            assertThat(seen.body())
                    .isEqualTo(Map.of(
                            "path",
                            Map.of(),
                            "query",
                            Map.of(),
                            "header",
                            Map.of("place", "430100"),
                            "body",
                            Map.of("name", "x")));
            assertThat(seen.properties()).doesNotContain("stolen");
        });
        assertThat(toTheDepartment().getHeader("place")).isEqualTo("430100");
    }

    @Test
    void aFacadeHandsOverBytesAndNoHeader() throws Exception {
        String answer = post(NOTIFY, "text/plain", HOSTILE, "bytes");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("bytes");
        assertThat(bundle.seen).singleElement().satisfies(seen -> {
            assertThat(seen.headers()).isEmpty();
            assertThat(seen.body()).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
            assertThat(seen.properties()).doesNotContain("stolen");
        });
        toTheDepartment();
    }

    @Test
    void anEscapedEndOfLineStaysPartOfItsHeader() throws Exception {
        String place = "430100%0d%0aInjected: stolen";

        assertThat(post(ASK, "application/json", "Place: " + place + "\r\n", "{\"name\":\"x\"}"))
                .startsWith("HTTP/1.1 200");
        assertThat(department.getAllServeEvents()).singleElement().satisfies(sent -> {
            assertThat(sent.getRequest().getHeader("place")).isEqualTo(place);
            assertThat(sent.getRequest().containsHeader("injected")).isFalse();
        });
    }

    @Test
    void anEndOfLineInABodyBreaksNoHeaderOfTheCallToTheDepartment() throws Exception {
        String answer = post(
                ASK,
                "application/json",
                "Place: 430100\r\n",
                "{\"name\":\"x\\r\\nInjected: stolen\\r\\n\\r\\nGET /\"}");

        assertThat(answer).startsWith("HTTP/1.1 500");
        assertThat(department.getAllServeEvents()).isEmpty();
    }

    @Test
    void aHeaderTooLargeIsRefusedBeforeAnyRoute() throws Exception {
        String answer = post(ASK, "application/json", "X-Huge: " + "x".repeat(100_000) + "\r\n", "{\"name\":\"x\"}");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        assertThat(bundle.seen).isEmpty();
        assertThat(department.getAllServeEvents()).isEmpty();
    }

    /** The one call that it got, which nothing hostile has reached. */
    private static LoggedRequest toTheDepartment() {
        assertThat(department.getAllServeEvents()).hasSize(1);
        LoggedRequest sent = department.getAllServeEvents().get(0).getRequest();
        List<String> names = sent.getHeaders().all().stream()
                .map(header -> header.key().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(names)
                .isSubsetOf(
                        "accept",
                        "accept-encoding",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "name",
                        "place",
                        "user-agent");
        assertThat(sent.getHeaders().toString() + sent.getUrl() + sent.getBodyAsString())
                .doesNotContain("stolen");
        return sent;
    }

    /** Sent as bytes: no client would send such headers. */
    private static String post(String path, String type, String headers, String body) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
