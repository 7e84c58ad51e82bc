package io.xianghub.bundle.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.ProblemBody;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a bundle at work shows its engineers, and what it keeps to itself. */
class ObservationsTest {

    private static final BundleName NAME = new BundleName("watched");
    private static final String FILE = "routes/watched/r.camel.yaml";
    private static final String ROUTES =
            """
            - route:
                id: asked
                from:
                  uri: direct:op
                  steps:
                    - setProperty: { name: kept, constant: x }
                    - to: direct:inner
            - route:
                id: inner
                from:
                  uri: direct:inner
                  steps:
                    - to: push:submit
                    - log: came by
                    - setBody: { constant: "four" }
            - route:
                id: many
                from:
                  uri: direct:many
                  steps:
                    - split:
                        simple: "${body}"
                        steps:
                          - to: push:submit
            - route:
                id: careful
                from:
                  uri: direct:careful
                  steps:
                    - doTry:
                        steps:
                          - to: push:submit
                        doCatch:
                          - exception: ["java.lang.Exception"]
                            steps:
                              - setBody: { constant: "caught" }
                    - to: log:afterwards
            """;

    private final Observations observations = Observations.of(Clock.systemUTC());
    private final RunningBundle running = start();

    @AfterEach
    void stop() {
        running.retire(Duration.ofSeconds(5));
    }

    @Test
    void namesTheInnermostStepThatFailedWithFileAndLine() {
        Problem problem = failure("direct:op", "bad");

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(problem.step()).isEqualTo(FILE + ":13 push:submit [inner]");
    }

    @Test
    void namesTheStepInsideASplit() {
        assertThat(failure("direct:many", List.of("good", "bad", "good")).step())
                .isEqualTo(FILE + ":24 push:submit [many]");
    }

    @Test
    void tellsTheCallerNothingOfFilesAndSteps() {
        Problem problem = failure("direct:op", "bad");

        String told = JsonMapper.builder()
                .build()
                .writeValueAsString(ProblemBody.of(problem.with("more", 1), Locale.ENGLISH, null));
        assertThat(told).contains("invalid-message").doesNotContain("camel.yaml", "push:submit", "inner");
        assertThat(problem.with("more", 1).retryAfter(Duration.ofSeconds(1)).step())
                .isEqualTo(problem.step());
    }

    @Test
    void showsTheWayOfAnInputByShapesAndWithoutAValue() {
        CallContext call = call();
        running.invoke("direct:op", Map.of("name", "测试甲", "number", "43060219000606006X"), Map.of(), call);

        Trace trace = observations.traces().find(NAME, call.exchange()).orElseThrow();

        assertThat(trace.input()).isEqualTo("direct:op");
        assertThat(trace.problem()).isNull();
        assertThat(trace.steps())
                .extracting(Trace.Step::name)
                .containsExactly("setProperty kept", "direct:inner", "push:submit", "log", "setBody");
        assertThat(trace.steps())
                .extracting(Trace.Step::place)
                .containsExactly(FILE + ":6", FILE + ":7", FILE + ":13", FILE + ":14", FILE + ":15");
        assertThat(trace.steps()).extracting(Trace.Step::depth).containsExactly(0, 0, 1, 1, 1);
        assertThat(trace.steps())
                .extracting(Trace.Step::body)
                .containsExactly("map of 2", "text of 4", "map of 2", "map of 2", "text of 4");
        assertThat(trace.toString()).doesNotContain("测试甲", "43060219000606006X", "number");
    }

    @Test
    void showsUnderASplitWhatItDidWithEachItem() {
        CallContext call = call();
        running.invoke("direct:many", List.of("good", "good"), Map.of(), call);

        Trace trace = observations.traces().find(NAME, call.exchange()).orElseThrow();

        assertThat(trace.steps())
                .extracting(step -> step.depth() + " " + step.name())
                .containsExactly("0 split", "1 push:submit", "1 push:submit");
    }

    @Test
    void marksTheStepsThatFailed() {
        CallContext call = call();
        assertThat(failure("direct:op", "bad", call)).isNotNull();

        Trace trace = observations.traces().find(NAME, call.exchange()).orElseThrow();

        assertThat(trace.problem()).isEqualTo("invalid-message");
        assertThat(trace.steps())
                .filteredOn(Trace.Step::failed)
                .extracting(Trace.Step::name)
                .containsExactly("direct:inner", "push:submit");
    }

    @Test
    void aFailureThatTheRouteHandledIsNoProblem() {
        CallContext call = call();

        assertThat(running.invoke("direct:careful", "bad", Map.of(), call)).isEqualTo("caught");

        assertThat(observations
                        .traces()
                        .find(NAME, call.exchange())
                        .orElseThrow()
                        .problem())
                .isNull();
        assertThat(events()).extracting(BundleEvent::kind).containsExactly(BundleEvent.Kind.STEP);
    }

    @Test
    void logsAProblemWithExchangeAndStep() {
        CallContext call = call();
        assertThat(failure("direct:op", "bad", call)).isNotNull();

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(BundleEvent.Kind.PROBLEM);
            assertThat(event.exchange()).isEqualTo(call.exchange().value());
            assertThat(event.step()).isEqualTo(FILE + ":13 push:submit [inner]");
            assertThat(event.message().en()).startsWith("invalid-message");
            assertThat(event.version()).startsWith("1.0.0 (");
        });
    }

    @Test
    void showsNothingOfWhatIsOnlyPlayed() {
        CallContext call = call();
        running.invoke("direct:careful", "good", Map.of(), call, Border.played(new Tape(), new Tape()));

        assertThat(observations.traces().find(NAME, call.exchange())).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void keepsTheNewestAndForgetsTheOldest() {
        Ring<Integer> ring = new Ring<>(3);
        for (int i = 1; i <= 5; i++) {
            ring.add(i);
        }
        Ring.Slice<Integer> all = ring.after(null);
        ring.add(6);

        assertThat(all.items()).containsExactly(3, 4, 5);
        assertThat(ring.after(all.next()).items()).containsExactly(6);
        assertThat(ring.after(ring.after(null).next()).items()).isEmpty();
        assertThat(ring.after("of-another-process-9").items()).containsExactly(4, 5, 6);
    }

    @Test
    void whoWaitsForMoreIsWokenByIt() throws Exception {
        Ring<Integer> ring = new Ring<>(3);
        ring.add(1);
        String next = ring.after(null).next();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Thread waiting = new Thread(
                () -> seen.addAll(ring.await(next, Duration.ofHours(1)).items()));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        ring.add(2);

        waiting.join(Duration.ofSeconds(20).toMillis());
        assertThat(seen).containsExactly(2);
    }

    @Test
    void cutsALongWayShortAndSaysByHowMuch() {
        CallContext call = call();
        running.invoke("direct:many", java.util.Collections.nCopies(500, "good"), Map.of(), call);

        Trace trace = observations.traces().find(NAME, call.exchange()).orElseThrow();

        assertThat(trace.steps()).hasSize(100);
        assertThat(trace.more()).isEqualTo(401);
    }

    @Test
    void leavesNoWayOfABundleThatIsForgotten() {
        CallContext call = call();
        running.invoke("direct:op", "good", Map.of(), call);

        observations.traces().forget(NAME);

        assertThat(observations.traces().find(NAME, call.exchange())).isEmpty();
        assertThat(observations.traces().recent(NAME).calls()).isZero();
    }

    @Test
    void countsTheInputsOfTheLastMinutesAndThoseThatFailed() {
        running.invoke("direct:op", "good", Map.of(), call());
        assertThat(failure("direct:op", "bad", call())).isNotNull();
        assertThat(failure("direct:op", "worse", call())).isNotNull();

        // What the caller did wrong is no failure of the bundle.
        assertThat(observations.traces().recent(NAME)).isEqualTo(new RecentCalls.Count(3, 1));
    }

    @Test
    void countsNoMinuteThatIsLongPast() {
        RecentCalls calls = new RecentCalls();
        Instant then = Instant.parse("2026-06-01T00:00:30Z");
        calls.add(then, true);
        calls.add(then.plusSeconds(240), false);

        assertThat(calls.count(then.plusSeconds(240))).isEqualTo(new RecentCalls.Count(2, 1));
        assertThat(calls.count(then.plusSeconds(300))).isEqualTo(new RecentCalls.Count(1, 0));
        assertThat(calls.count(then.plusSeconds(900))).isEqualTo(new RecentCalls.Count(0, 0));
    }

    private List<BundleEvent> events() {
        return observations.log().after(NAME, null, Duration.ZERO).items();
    }

    private Problem failure(String uri, Object body) {
        return failure(uri, body, call());
    }

    private Problem failure(String uri, Object body, CallContext call) {
        return catchThrowableOfType(Problem.class, () -> running.invoke(uri, body, Map.of(), call));
    }

    private static CallContext call() {
        return new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(30));
    }

    private RunningBundle start() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(FILE, ROUTES.getBytes(StandardCharsets.UTF_8));
        BundleDefinition definition = new BundleDefinition(
                NAME,
                new Version(1, 0, 0),
                new Text("被观察", "Watched"),
                "11430000MBHUB005XB",
                "app",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        CheckedBundle bundle = new CheckedBundle(
                new BundleFiles(NAME, files), definition, Map.of(), new Mappings(Map.of()), List.of(FILE));
        FileIntake intake = new FileIntake(new NoLeases(), row -> {}, Clock.systemUTC(), Duration.ofSeconds(30));
        return new BundleContexts(
                        List.of(new Picky()), intake, observations, BundleLimits.standard(), new SimpleMeterRegistry())
                .start(bundle, new BundleScope(bundle.identity(), definition, bundle.mappings(), Map.of()));
    }

    /** {@code push:submit}, which refuses what is bad. */
    private static final class Picky implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(remaining -> exchange -> {
                if ("bad".equals(exchange.getMessage().getBody())) {
                    throw Problem.of(ProblemType.INVALID_MESSAGE).at("$", Text.of("不好", "Bad"));
                }
                if ("worse".equals(exchange.getMessage().getBody())) {
                    throw new IllegalStateException("worse");
                }
            });
        }
    }
}
