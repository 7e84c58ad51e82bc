package io.xianghub.bundle.camel;

import static io.xianghub.bundle.camel.HostileHub.call;
import static io.xianghub.bundle.camel.HostileHub.findings;
import static io.xianghub.bundle.camel.HostileHub.problem;
import static io.xianghub.bundle.camel.HostileHub.threads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Limits;
import io.xianghub.shared.FaultSide;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What hostile bundles do to their neighbour: nothing. A neighbour is called without pause during every test; each ends by
 * looking for wrong answers, threads and beans.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileBundlesTest {

    private HostileHub hub;
    private ExecutorService callers;

    @BeforeEach
    void start() {
        hub = new HostileHub();
        callers = Executors.newCachedThreadPool();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        try {
            hub.undisturbed();
        } finally {
            hub.stop();
            callers.shutdown();
        }
    }

    @Test
    void endsABundleThatLoops() {
        Problem problem = problem(hub.start("loops"), "direct:in", null);

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
        assertThat(problem.detail().en())
                .contains("loops 1.0.0")
                .contains("20000 steps")
                .doesNotContain("camel.yaml");
        assertThat(problem.step()).isEqualTo("routes/loops/loops.camel.yaml:15 setBody [r]");
    }

    @Test
    void endsABundleThatDawdlesAtItsDeadline() {
        RunningBundle dawdles = hub.start("dawdles");

        Problem problem =
                catchThrowableOfType(Problem.class, () -> call(dawdles, "direct:in", null, Duration.ofMillis(300)));

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_TOO_SLOW);
        assertThat(problem.step()).startsWith("routes/dawdles/dawdles.camel.yaml:");
    }

    @Test
    void endsRoutesThatCallEachOtherBeforeTheStackIsFull() {
        Problem problem = problem(hub.start("recurses"), "direct:in", null);

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
        assertThat(problem.detail().en()).contains("100 deep");
        assertThat(problem.step()).contains("recurses.camel.yaml:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:in", "direct:again", "direct:silent"})
    void endsABundleThatCatchesWhateverEndsIt(String input) {
        Problem problem = problem(hub.start("catches"), input, null);

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
    }

    @Test
    void turnsAwayCallersOfABundleWhoseDepartmentNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            hub.bind(
                    "blocks",
                    "silent",
                    new Binding(
                            "http://127.0.0.1:" + silent.getLocalPort(),
                            Map.of(),
                            null,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(60),
                            Limits.DEFAULT));
            RunningBundle blocks = hub.start("blocks");
            List<Future<Problem>> blocked = new ArrayList<>();
            List<Socket> accepted = new ArrayList<>();
            for (int i = 0; i < HostileHub.LIMITS.inputs(); i++) {
                blocked.add(callers.submit(() -> problem(blocks, "direct:in", Map.of())));
                accepted.add(silent.accept());
            }

            Problem busy = problem(blocks, "direct:in", Map.of());

            assertThat(busy.type()).isEqualTo(ProblemType.BUNDLE_BUSY);
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(3));
            assertThat(busy.detail().en()).contains("blocks").contains("8 inputs");
            hub.undisturbed();
            assertThat(blocked).noneMatch(Future::isDone);
            for (Socket socket : accepted) {
                socket.close();
            }
            for (Future<Problem> call : blocked) {
                assertThat(call.get().type().faultSide()).isEqualTo(FaultSide.DEPARTMENT);
            }
        }
    }

    @Test
    void givesAPlaceBackWhenAnInputHasFailed() {
        RunningBundle throwing = hub.start("throws");

        for (int i = 0; i < 3 * HostileHub.LIMITS.inputs(); i++) {
            assertThat(problem(throwing, "direct:mapping", Map.of()).type()).isEqualTo(ProblemType.INVALID_MESSAGE);
            assertThat(problem(throwing, "direct:unbound", Map.of()).type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
            assertThat(problem(throwing, "direct:error", Map.of()).type()).isEqualTo(ProblemType.INTERNAL);
            assertThat(problem(throwing, "direct:conversion", Map.of("tree", 1L))
                            .type())
                    .isIn(ProblemType.INTERNAL, ProblemType.INVALID_MESSAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:body", "direct:property", "direct:header", "direct:tree", "direct:nested"})
    void endsABundleThatDoublesWhatItHas(String input) {
        Problem problem = problem(hub.start("doubles"), input, Map.of("text", "x".repeat(1000)));

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_DATA_BUDGET);
        assertThat(problem.detail().en()).contains("16 MB");
        assertThat(problem.step()).startsWith("routes/doubles/doubles.camel.yaml:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:square", "direct:copies"})
    void endsAMappingThatExplodes(String input) {
        List<Map<String, Object>> items = IntStream.range(0, 5_000)
                .mapToObj(i -> Map.<String, Object>of("n", (long) i))
                .toList();

        Problem problem = problem(hub.start("explodes"), input, Map.of("items", items));

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_DATA_BUDGET);
        assertThat(problem.step())
                .startsWith("routes/explodes/explodes.camel.yaml:")
                .contains("mapping:" + input.substring("direct:".length()) + " [");
    }

    @Test
    void endsABundleThatTapsItself() {
        assertThat(problem(hub.start("fans-out"), "direct:in", "x").type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
    }

    @Test
    void givesABundleThatHoldsItsTapsNoMoreThanItsThreads() throws Exception {
        RunningBundle fans = hub.start("fans-out");
        int calls = 60;
        List<Future<?>> tapped = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            tapped.add(callers.submit(() -> {
                try {
                    call(fans, "direct:hold", "x");
                } catch (Problem busy) {
                    assertThat(busy.type()).isEqualTo(ProblemType.BUNDLE_BUSY);
                }
            }));
        }
        while (tapped.stream().filter(Future::isDone).count() < calls - HostileHub.LIMITS.inputs()) {
            Thread.sleep(5);
        }

        // Those who were let in may not have reached their taps yet: four in its routes, two threads for each.
        while (threads("fans-out").size() < 4) {
            Thread.sleep(5);
        }
        hub.undisturbed();
        assertThat(threads("fans-out")).hasSizeLessThanOrEqualTo(8 * 2);
        hub.letGo();
        for (Future<?> done : tapped) {
            done.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:in", "direct:failing"})
    void endsASplitThatDoesNothingAMillionTimes(String input) {
        Problem problem = problem(hub.start("splits"), input, null);

        assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
        assertThat(problem.step()).containsPattern("splits.camel.yaml:\\d+ split \\[");
    }

    @Test
    void matchesACatastrophicPatternInLinearTime() {
        String name = "a".repeat(10_000) + "!";

        Problem problem = problem(hub.start("backtracks"), "direct:in", Map.of("name", name));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
    }

    @Test
    void refusesRegularExpressionsThatCamelWouldTryWithBacktracking() {
        assertThat(findings("backtracks-in-routes"))
                .extracting(Finding::code)
                .containsExactly("route.pattern", "route.pattern", "route.operator", "route.operator");
        assertThat(findings("backtracks-in-routes"))
                .extracting(finding -> finding.file() + ":" + finding.line())
                .containsExactly(
                        "routes/backtracks-in-routes/backtracks-in-routes.camel.yaml:7",
                        "routes/backtracks-in-routes/backtracks-in-routes.camel.yaml:8",
                        "routes/backtracks-in-routes/backtracks-in-routes.camel.yaml:11",
                        "routes/backtracks-in-routes/backtracks-in-routes.camel.yaml:15");
    }

    @Test
    void keepsApartABundleThatCallsEverythingLikeItsNeighbour() throws Exception {
        RunningBundle impostor = hub.start("impostor");

        for (int i = 0; i < 50; i++) {
            assertThat(call(impostor, "direct:in", Map.of("name", "x"))).isEqualTo("mine");
        }
        hub.undisturbed();
        impostor.retire(Duration.ofSeconds(10));
        hub.undisturbed();
        assertThat(HostileHub.beans("impostor")).isZero();
        assertThat(HostileHub.beans("neighbour")).isPositive();
    }

    @Test
    void refusesEveryWayToReadWhatSurroundsABundle() {
        List<Finding> found = findings("pries");

        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.file()).isEqualTo("routes/pries/pries.camel.yaml");
            assertThat(finding.remedy().zh()).isNotBlank();
        });
        // every step of the route and both handlers, each in its own line
        List<Integer> refused =
                new ArrayList<>(IntStream.rangeClosed(6, 35).boxed().toList());
        assertThat(found).extracting(Finding::line).containsAll(refused).contains(44, 48);
    }

    @Test
    void pollsEndlesslyWithinItsOwnThreads() throws Exception {
        RunningBundle polls = hub.start("polls");

        polls.startPolling();
        hub.undisturbed();

        assertThat(threads("polls")).hasSizeBetween(1, 16);
        polls.stopPolling();
    }

    @Test
    void refusesOnePollerTooMany() {
        assertThat(findings("polls-more")).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("route.too-many-pollers");
            assertThat(finding.message().en()).isEqualTo("The bundle has more than 16 routes that poll");
            assertThat(finding.line()).isEqualTo(100);
        });
    }

    @Test
    void refusesMoreOfAKindThanAnyBundleMayHave() {
        assertThat(findings("takes-too-much"))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(
                        "route.too-many-taps",
                        "route.loop",
                        "route.loop",
                        "route.loop-empty",
                        "route.expression-size",
                        "route.too-many-steps");
    }
}
