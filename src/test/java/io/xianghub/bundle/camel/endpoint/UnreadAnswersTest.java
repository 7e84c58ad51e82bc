package io.xianghub.bundle.camel.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.border.Tape;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.mapping.Mappings;
import io.xianghub.record.UnreadAnswer;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which answers of a department are handed over to be kept. */
class UnreadAnswersTest {

    private static final BundleName NAME = new BundleName("unread");
    private static final byte[] GBK = "{\"name\": \"测试甲\"}".getBytes(Charset.forName("GBK"));

    private final WireMockServer department =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final List<UnreadAnswer> kept = new CopyOnWriteArrayList<>();
    private final CallContext call =
            new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(60));
    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private RunningBundle running;

    @BeforeEach
    void start() {
        department.start();
        bindings.register(NAME, "core", new Binding(department.baseUrl(), Map.of(), null));
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(
                "routes/unread/r.camel.yaml",
                """
                - route:
                    id: r
                    from:
                      uri: direct:op
                      steps:
                        - to: legacy:core/find
                """
                        .getBytes(StandardCharsets.UTF_8));
        ConnectionDefinition core = new ConnectionDefinition("core", (YamlNode.Mapping) Yaml.read(
                        "bundle.yaml",
                        "style: http-json\noperations: { find: { path: /find } }\n".getBytes(StandardCharsets.UTF_8),
                        new Findings())
                .orElseThrow());
        BundleDefinition definition = new BundleDefinition(
                NAME,
                new Version(1, 0, 0),
                new Text("不可读", "Unread"),
                "11430000MBHUB005XB",
                "app",
                Map.of("core", core),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        CheckedBundle bundle = new CheckedBundle(
                new BundleFiles(NAME, files),
                definition,
                Map.of(),
                new Mappings(Map.of()),
                List.of("routes/unread/r.camel.yaml"));
        Map<String, Connection> opened = Map.of("core", connections.open(NAME, core));
        Clock clock = Clock.systemUTC();
        running = new BundleContexts(
                        List.of(),
                        new FileIntake(new NoLeases(), exchange -> {}, clock, Duration.ofSeconds(30)),
                        Observations.of(clock),
                        BundleLimits.standard(),
                        new SimpleMeterRegistry(),
                        kept::add)
                .start(bundle, new BundleScope(bundle.identity(), definition, bundle.mappings(), opened));
    }

    @AfterEach
    void stop() {
        running.retire(Duration.ofSeconds(5));
        connections.close();
        department.stop();
    }

    @Test
    void whatCannotBeReadIsHandedOverByteForByte() {
        answers(200, GBK);
        Problem problem = fails(Border.LIVE);
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(kept).singleElement().satisfies(unread -> {
            assertThat(unread.exchange()).isEqualTo(call.exchange());
            assertThat(unread.origin())
                    .isEqualTo(new UnreadAnswer.Origin("11430000MBHUB005XB", "unread", "core", "find"));
            assertThat(unread.answer().body()).isEqualTo(GBK);
            assertThat(unread.answer().status()).isEqualTo(200);
            assertThat(unread.answer().contentType()).isEqualTo("application/json");
            assertThat(unread.answer().charset()).isEqualTo("UTF-8");
            assertThat(unread.why()).isEqualTo(problem.detail());
        });
    }

    @Test
    void aTapeHasItAllTheSame() {
        answers(200, GBK);
        Tape tape = new Tape();
        fails(Border.recording(tape));
        assertThat(kept).hasSize(1);
        assertThat(tape.calls()).hasSize(1);
    }

    @Test
    void whatCanBeReadOrIsPlayedIsNot() {
        answers(200, "{\"ok\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThat(running.invoke("direct:op", Map.of(), Map.of(), call)).isEqualTo(Map.of("ok", 1L));
        answers(400, "{\"no\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThat(fails(Border.LIVE).type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        answers(200, GBK);
        Tape tape = new Tape();
        fails(Border.recording(tape));
        kept.clear();
        assertThat(fails(Border.played(tape, new Tape())).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(kept).isEmpty();
    }

    private void answers(int status, byte[] body) {
        department.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    }

    private Problem fails(Border border) {
        return catchThrowableOfType(Problem.class, () -> running.invoke("direct:op", Map.of(), Map.of(), call, border));
    }
}
