package io.xianghub.bundle.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.Wire;
import io.xianghub.mapping.Mappings;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bundle version does outside while it handles an input can be noted, and be played without doing it. */
class BorderTest {

    private static final BundleName NAME = new BundleName("bordered");
    private final CallContext call =
            new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(60));

    private final List<Object> submitted = Collections.synchronizedList(new ArrayList<>());
    private final BundleContexts contexts = new BundleContexts(
            List.of(new Queue()),
            new FileIntake(new NoLeases(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30)));
    private final Connections connections = new Connections(new Bindings(), Clock.systemUTC());
    private RunningBundle running;

    /** Takes whatever is submitted and says so; refuses "wrong". */
    private final class Queue implements HubEndpoints {
        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(remaining -> exchange -> {
                Object body = exchange.getMessage().getBody();
                if ("wrong".equals(body)) {
                    throw Problem.of(ProblemType.INVALID_MESSAGE);
                }
                if (remaining.equals("submit")) {
                    submitted.add(body);
                    exchange.getMessage().setBody("accepted " + body);
                }
            });
        }
    }

    @AfterEach
    void stop() {
        running.retire(Duration.ofSeconds(5));
        connections.close();
    }

    @Test
    void aLiveBorderLetsEverythingThrough() {
        start("- to: push:check\n- to: push:submit");
        assertThat(running.invoke("direct:op", "a", Map.of(), call)).isEqualTo("accepted a");
        assertThat(submitted).containsExactly("a");
    }

    @Test
    void aRecordingNotesAnEffectWithWhatWentInAndWhatCameOut() {
        start("- to: push:check\n- to: push:submit");
        Tape tape = new Tape();
        assertThat(invoke("a", Border.recording(tape))).isEqualTo("accepted a");
        assertThat(submitted).containsExactly("a");
        assertThat(tape.effects()).containsExactly(new Crossing.Effect("push:submit", "a", "accepted a", null));
        assertThat(tape.crossings()).hasSize(2);
    }

    @Test
    void aTapeThatHasOutgrownItsBoundLetsGoAndTheEffectIsDoneAllTheSame() {
        start("- to: push:check\n- to: push:submit");
        Tape tape = new Tape(100);
        String large = "a".repeat(101);

        assertThat(invoke(large, Border.recording(tape))).isEqualTo("accepted " + large);
        assertThat(invoke("small", Border.recording(tape))).isEqualTo("accepted small");

        assertThat(submitted).containsExactly(large, "small");
        assertThat(tape.outgrown()).isTrue();
        assertThat(tape.crossings()).isEmpty();
    }

    @Test
    void aPlayedBorderCausesNothingAndAnswersWhatWasRecorded() {
        start("- to: push:check\n- to: push:submit");
        Tape recorded = new Tape();
        recorded.add(new Crossing.Effect("push:submit", "a", "accepted long ago", null));
        Tape tried = new Tape();

        assertThat(invoke("a", Border.played(recorded, tried))).isEqualTo("accepted long ago");
        assertThat(invoke("b", Border.played(new Tape(), tried))).isEqualTo("b");

        assertThat(submitted).isEmpty();
        assertThat(tried.effects()).extracting(Crossing.Effect::body).containsExactly("a", "b");
    }

    @Test
    void aRefusalThatWasRecordedIsPlayedAsOne() {
        start("- to: push:submit");
        Tape tape = new Tape();
        assertThat(fails("wrong", Border.recording(tape)).type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(fails("wrong", Border.played(tape, new Tape())).type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(invoke("wrong", Border.played(new Tape(), new Tape()))).isEqualTo("wrong");
    }

    @Test
    void whatARouteSplitsAndTapsOffStaysBehindTheSameBorder() {
        start(
                """
                - wireTap: { uri: "direct:tapped" }
                - split:
                    simple: "${body}"
                    parallelProcessing: true
                    steps:
                      - to: push:submit
                """,
                """
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - to: push:submit
                """);
        Tape tried = new Tape();
        invoke(List.of("a", "b", "c"), Border.played(new Tape(), tried));
        org.awaitility.Awaitility.await().until(() -> tried.effects().size() == 4);
        assertThat(tried.effects())
                .extracting(Crossing.Effect::body)
                .containsExactlyInAnyOrder("a", "b", "c", List.of("a", "b", "c"));
        assertThat(submitted).isEmpty();
    }

    @Test
    void callsGetTheAnswerOfTheSameRequestWhateverTheirOrderAndElseTheNextOne() {
        start("- to: legacy:core/find");
        Tape recorded = new Tape();
        recorded.add(found("1", "one"));
        recorded.add(found("2", "two"));
        recorded.add(found("3", "three"));
        Border border = Border.played(recorded, new Tape());

        assertThat(invoke(Map.of("id", "2"), border)).isEqualTo(Map.of("name", "two"));
        assertThat(invoke(Map.of("id", "9"), border)).isEqualTo(Map.of("name", "one"));
        assertThat(invoke(Map.of("id", "9"), border)).isEqualTo(Map.of("name", "three"));
    }

    @Test
    void aCallThatTheRecordingDoesNotHaveSaysSo() {
        start("- to: legacy:core/find");
        Tape tried = new Tape();
        Problem problem = fails(Map.of("id", "1"), Border.played(new Tape(), tried));
        assertThat(problem.type()).isEqualTo(ProblemType.NOT_RECORDED);
        assertThat(problem.detail().en()).contains("legacy:core/find");
        assertThat(tried.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.sent().tree()).isEqualTo(Map.of("id", "1")));
    }

    private static Crossing found(String id, String name) {
        return new Crossing.Call(
                new Wire.Sent("core", "find", "find", null, Map.of("id", id), StandardCharsets.UTF_8),
                new Wire.Heard.Rows(List.of(Map.of("name", name))));
    }

    private Object invoke(Object body, Border border) {
        return running.invoke("direct:op", body, Map.of(), call, border);
    }

    private Problem fails(Object body, Border border) {
        return catchThrowableOfType(Problem.class, () -> invoke(body, border));
    }

    private void start(String steps, String... further) {
        String routes = "- route:\n    id: r\n    from:\n      uri: direct:op\n      steps:\n"
                + steps.indent(8)
                + String.join("\n", further);
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("routes/bordered/r.camel.yaml", routes.getBytes(StandardCharsets.UTF_8));
        ConnectionDefinition core = new ConnectionDefinition("core", (YamlNode.Mapping) Yaml.read(
                        "bundle.yaml",
                        """
                                style: sql
                                operations:
                                  find: { rows: one, query: "select name from person where id = :id" }
                                """
                                .getBytes(StandardCharsets.UTF_8),
                        new Findings())
                .orElseThrow());
        BundleDefinition definition = new BundleDefinition(
                NAME,
                new Version(1, 0, 0),
                new Text("边界", "Bordered"),
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
                List.of("routes/bordered/r.camel.yaml"));
        Map<String, Connection> opened = Map.of("core", connections.open(NAME, core));
        running = contexts.start(bundle, new BundleScope(bundle.identity(), definition, bundle.mappings(), opened));
    }
}
