package io.xianghub.bundle.active;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.Uninterruptibly;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RouteNotBuilt;
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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.direct.DirectComponent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions of a bundle side by side in their own contexts, swapped while callers keep calling. */
class SwapTest {

    private static final BundleName NAME = new BundleName("swapped");

    private final CountDownLatch insideSlowStep = new CountDownLatch(1);
    private final CountDownLatch insideDeafStep = new CountDownLatch(2);
    private final CountDownLatch letSlowStepGo = new CountDownLatch(1);
    private final BundleContexts contexts = new BundleContexts(
            List.of(new HubEndpoints() {
                @Override
                public String scheme() {
                    return "push";
                }

                @Override
                public Component component(BundleScope scope) {
                    return new StepComponent(remaining -> exchange -> {
                        if (remaining.equals("deaf")) {
                            insideDeafStep.countDown();
                            Uninterruptibly.await(letSlowStepGo);
                        } else {
                            insideSlowStep.countDown();
                            letSlowStepGo.await();
                        }
                    });
                }
            }),
            new FileIntake(new NoLeases(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30)));
    private final ActiveBundles active = new ActiveBundles();

    @AfterEach
    void stop() {
        letSlowStepGo.countDown();
        active.all().forEach(bundle -> bundle.retire(Duration.ofSeconds(5)));
    }

    @Test
    void failsNoCallWhileVersionsAreSwapped() throws Exception {
        active.swap(start(answering(0)));
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            counts.add(callers.submit(counting(stop)));
        }

        for (int version = 1; version <= 20; version++) {
            RunningBundle old = active.swap(start(answering(version)));
            assertThat(old.retire(Duration.ofSeconds(5))).isEqualTo(new Retired(true, List.of()));
        }
        stop.set(true);

        int answered = 0;
        for (Future<Integer> count : counts) {
            answered += count.get();
        }
        callers.shutdown();
        assertThat(answered).isGreaterThan(20);
        assertThat(call("direct:op")).isEqualTo("answer 20");
    }

    @Test
    void letsTheOldVersionFinishWhatItHasBegun() throws Exception {
        active.swap(start(slowly("old")));
        ExecutorService caller = Executors.newSingleThreadExecutor();
        Future<Object> slow = caller.submit(() -> call("direct:op"));
        insideSlowStep.await();

        RunningBundle old = active.swap(start(answering(2)));
        assertThat(call("direct:op")).isEqualTo("answer 2");
        ExecutorService retiring = Executors.newSingleThreadExecutor();
        Future<Retired> retired = retiring.submit(() -> old.retire(Duration.ofSeconds(10)));
        await().until(() -> turnsAway(old));
        assertThat(retired.isDone()).isFalse();
        letSlowStepGo.countDown();

        assertThat(slow.get()).isEqualTo("old");
        assertThat(retired.get().drained()).isTrue();
        caller.shutdown();
        retiring.shutdown();
    }

    private static boolean turnsAway(RunningBundle version) {
        if (version.enter()) {
            version.leave();
            return false;
        }
        return true;
    }

    @Test
    void letsNobodyIntoARetiredVersion() {
        RunningBundle old = start(answering(1));
        active.swap(old);
        assertThat(old.enter()).isTrue();
        old.leave();

        active.swap(start(answering(2)));
        old.retire(Duration.ofSeconds(5));

        assertThat(old.enter()).isFalse();
        assertThat(call("direct:op")).isEqualTo("answer 2");
    }

    @Test
    void passesNoCallToALowerMajorVersionThanTheOneThatDidNotStart() {
        active.swap(start(answering(1)));
        active.unstarted().add(missing(new Version(2, 0, 0)));

        notStarted(() -> call("direct:op"));
        notStarted(() -> active.facade(NAME, "notify"));
        notStarted(() -> active.message(NAME, "paid"));
        notStarted(() -> active.definition(NAME));

        active.unstarted().remove(NAME, 2);
        assertThat(call("direct:op")).isEqualTo("answer 1");
    }

    @Test
    void answersThoughALowerMajorVersionDidNotStart() {
        active.swap(start(answering(1)));
        active.unstarted().add(missing(new Version(0, 9, 0)));

        assertThat(call("direct:op")).isEqualTo("answer 1");
        assertThat(active.definition(NAME)).isPresent();
    }

    private static Unstarted.Missing missing(Version version) {
        return new Unstarted.Missing(
                new Services.Active(NAME, version, "0123456789abcdef", "11430000MBHUB005XB"),
                Instant.EPOCH,
                "bundle-refused",
                new Text("缺文件", "A file is missing"),
                List.of());
    }

    private static void notStarted(ThrowingCallable call) {
        refused(call, ProblemType.BUNDLE_NOT_STARTED);
    }

    private static void refused(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }

    @Test
    void saysAtOnceThatTheVersionWhichTookOverHasNoSuchFacade() {
        RunningBundle running = start(answering(1));
        active.swap(running);

        refused(() -> call("facade:notify"), ProblemType.UNKNOWN_FACADE);
        assertThat(running.inside()).isZero();
    }

    @Test
    void keepsNobodyWaitingForARouteThatTheVersionDoesNotHave() {
        CheckedBundle bundle = answering(1);
        CamelContext context = contexts.build(
                bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), Map.of()));

        assertThat(List.of("facade", "sync")).allSatisfy(scheme -> assertThat(
                        context.getComponent(scheme, DirectComponent.class).isBlock())
                .isFalse());
        context.stop();
    }

    @Test
    void leavesNothingOfARetiredVersionInTheManagementTree() throws Exception {
        RunningBundle first = start(answering(1));
        assertThat(contextBeans()).isNotEmpty();

        first.retire(Duration.ofSeconds(5));

        assertThat(contextBeans()).isEmpty();
    }

    @Test
    void namesTheThreadAndTheManagementBeanThatAVersionLeavesBehind() throws Exception {
        RunningBundle leaving = start(bundle(
                """
                - route:
                    id: r
                    from:
                      uri: direct:op
                      steps:
                        - wireTap: { uri: "direct:tapped" }
                        - to: push:deaf
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - to: push:deaf
                """,
                1));
        ObjectName bean = new ObjectName("org.apache.camel:context=swapped-1.0.1-"
                + leaving.version().digest().substring(0, 8) + ",type=left,name=\"behind\"");
        ManagementFactory.getPlatformMBeanServer().registerMBean(new Left(), bean);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            active.swap(leaving);
            Future<Object> inside = caller.submit(() -> call("direct:op"));
            insideDeafStep.await();

            Retired retired = active.swap(start(answering(2))).retire(Duration.ZERO);

            assertThat(inside.isDone()).isFalse();
            assertThat(retired.drained()).isFalse();
            assertThat(retired.residue()).hasSize(2);
            assertThat(retired.residue().get(0))
                    .startsWith("thread Camel (swapped-1.0.1-")
                    .endsWith("WireTap");
            assertThat(retired.residue().get(1)).isEqualTo("management bean " + bean);
        } finally {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
            caller.shutdown();
        }
    }

    /** Something that nobody unregisters. */
    public interface LeftMBean {}

    private static final class Left implements LeftMBean {}

    @Test
    void saysWhichRouteCamelCannotBuild() throws Exception {
        CheckedBundle broken = bundle(
                "- route:\n    id: r\n    from:\n      uri: direct:op\n      steps:\n        - to: mapping:unknown\n",
                3);

        assertThatThrownBy(() -> start(broken))
                .isInstanceOf(RouteNotBuilt.class)
                .hasMessageContaining("There is no mapping unknown");
        assertThat(contextBeans()).isEmpty();
    }

    private static java.util.Set<ObjectName> contextBeans() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=swapped-*,*"), null);
    }

    private Callable<Integer> counting(AtomicBoolean stop) {
        return () -> {
            int answered = 0;
            while (!stop.get()) {
                assertThat((String) call("direct:op")).startsWith("answer ");
                answered++;
            }
            return answered;
        };
    }

    private Object call(String uri) {
        CallContext context =
                new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(30));
        return active.invoke(NAME, uri, null, Map.of(), context).body();
    }

    private RunningBundle start(CheckedBundle bundle) {
        return contexts.start(
                bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), Map.of()));
    }

    private static CheckedBundle answering(int number) {
        return bundle(
                """
                - route:
                    id: r
                    from:
                      uri: direct:op
                      steps:
                        - setBody: { constant: "answer %d" }
                """
                        .formatted(number),
                number);
    }

    private static CheckedBundle slowly(String answer) {
        return bundle(
                """
                - route:
                    id: r
                    from:
                      uri: direct:op
                      steps:
                        - to: push:submit
                        - setBody: { constant: "%s" }
                """
                        .formatted(answer),
                1);
    }

    private static CheckedBundle bundle(String routes, int patch) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("routes/swapped/r.camel.yaml", routes.getBytes(StandardCharsets.UTF_8));
        BundleDefinition definition = new BundleDefinition(
                NAME,
                new Version(1, 0, patch),
                new Text("交换", "Swapped"),
                "11430000MBHUB005XB",
                "app",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        return new CheckedBundle(
                new BundleFiles(NAME, files),
                definition,
                Map.of(),
                new Mappings(Map.of()),
                List.of("routes/swapped/r.camel.yaml"));
    }
}
