package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Connection;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections follow the version that serves their bundle, and go with the last that holds them. */
class BundleConnectionsTest {

    private static final BundleName NAME = new BundleName("pension");

    private final DataSource source = Databases.fresh(Dialect.H2);
    private final TestHub hub = hub();
    /** Of their own: the common pool of a small machine has one thread, and it would wait for itself. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private WireMockServer department;

    @BeforeEach
    void start() {
        department =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        department.start();
        department.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("\"heard\"")));
        hub.bindings.register(NAME, "core", new Binding(department.baseUrl(), Map.of(), null));
    }

    @AfterEach
    void stop() {
        hub.close();
        threads.shutdownNow();
        department.stop();
    }

    @Test
    void areThoseOfTheHighestMajorVersionWhicheverIsDeployedLast() {
        hub.deploy(version("2.0.0", "two"));
        hub.deploy(version("1.0.1", "one"));
        assertThat(operation()).isEqualTo("two");

        hub.deployments.uninstall(NAME, 2, "engineer", "moved");
        assertThat(operation()).isEqualTo("one");

        hub.deploy(version("2.0.0", "two"));
        assertThat(operation()).isEqualTo("two");
    }

    @Test
    void areThoseOfTheHighestMajorVersionAfterARestartAndOnOtherNodes() {
        hub.deploy(version("2.0.0", "two"));
        hub.deploy(version("1.0.1", "one"));
        withoutManagementBeans(() -> {
            TestHub second = hub();
            new BundleStartup(second.deployments, second.active, null, BundleStartup.Rhythm.ONCE).start();
            assertThat(operation(second)).isEqualTo("two");

            hub.deploy(version("1.0.2", "one"));
            second.deployments.catchUp().look(Runnable::run);
            assertThat(operation(second)).isEqualTo("two");

            hub.deployments.uninstall(NAME, 2, "engineer", "moved");
            second.deployments.catchUp().look(Runnable::run);
            assertThat(operation(second)).isEqualTo("one");

            hub.deployments.uninstall(NAME, 1, "engineer", "over");
            second.deployments.catchUp().look(Runnable::run);
            refused(() -> operation(second), ProblemType.UNKNOWN_BUNDLE);
            second.close();
        });
    }

    /** Two nodes in one process cannot both be shown in JMX. */
    private static void withoutManagementBeans(Runnable test) {
        System.setProperty("org.apache.camel.jmx.disabled", "true");
        try {
            test.run();
        } finally {
            System.clearProperty("org.apache.camel.jmx.disabled");
        }
    }

    @Test
    void leaveNoMeterAndAnswerNobodyOnceTheBundleIsGone() {
        hub.deploy(version("1.0.0", "one"));
        hub.deploy(version("1.0.1", "one"));
        assertThat(hub.call("pension")).isEqualTo("heard");
        Connection held = hub.connections.current(NAME, "core");
        assertThat(hub.meters.find("hub.connection.calls").timers()).hasSize(1);

        hub.deployments.uninstall(NAME, 1, "engineer", "over");

        assertThat(hub.meters.getMeters()).isEmpty();
        refused(() -> hub.connections.current(NAME, "core"), ProblemType.UNKNOWN_BUNDLE);
        refused(() -> held.call("one", Map.of(), Map.of(), Instant.now().plusSeconds(10)), ProblemType.UNKNOWN_BUNDLE);
        assertThat(hub.meters.getMeters()).isEmpty();
    }

    @Test
    void leaveNoMeterOfAVersionThatWasRefused() {
        BundleSource broken = version("1.0.0", "one").steps("- to: redemption:missing/any");

        refused(() -> hub.deploy(broken), ProblemType.DEPLOYMENT_FAILED);

        assertThat(hub.meters.getMeters()).isEmpty();
    }

    @Test
    void letCallsEndThatBeganBeforeTheBundleLeft() throws Exception {
        hub.deploy(version("1.0.0", "one").steps("- to: redemption:hold/here", "- to: legacy:core/one"));
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> hub.call("pension"), threads);
        hub.held.await();
        CompletableFuture<?> uninstalled =
                CompletableFuture.runAsync(() -> hub.deployments.uninstall(NAME, 1, "engineer", "over"), threads);
        while (hub.active.running(NAME).isPresent()) {
            Thread.onSpinWait();
        }

        hub.letGo.countDown();

        assertThat(call.get()).isEqualTo("heard");
        uninstalled.get();
        assertThat(hub.meters.getMeters()).isEmpty();
    }

    private TestHub hub() {
        return new TestHub(source, false, Duration.ofSeconds(20));
    }

    private static BundleSource version(String version, String operation) {
        return BundleSource.of("pension", version)
                .with(
                        "routes/%s/bundle.yaml",
                        """
                        bundle: pension
                        version: %2$s
                        title: { zh: 测试, en: Test }
                        department: 11430000MBHUB005XB
                        app: mi-mobile
                        connections:
                          core:
                            style: http-json
                            operations:
                              %1$s: { method: POST, path: /%1$s }
                        """
                                .formatted(operation, version))
                .steps("- to: legacy:core/" + operation);
    }

    private String operation() {
        return operation(hub);
    }

    private static String operation(TestHub hub) {
        return String.join(
                "", hub.connections.current(NAME, "core").definition().operationNames());
    }

    private static void refused(ThrowingCallable change, ProblemType type) {
        assertThatThrownBy(change).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }
}
