package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultRouteController;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong around a change, before its commit or behind it, leaves nothing half done. */
class FailingDeploymentTest {

    private static final BundleName NAME = new BundleName("pension");

    private final OverheardSource source = new OverheardSource(Databases.fresh(Dialect.H2));
    private TestHub hub;

    @BeforeEach
    void start() {
        hub = new TestHub(source, false, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static BundleSource version(String version) {
        return BundleSource.of("pension", version);
    }

    private static Problem refused(ThrowingCallable change, ProblemType type) {
        Problem[] refused = new Problem[1];
        assertThatThrownBy(change).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(type);
            refused[0] = problem;
        });
        return refused[0];
    }

    private static void fails(String statement, String part) {
        if (statement.contains(part)) {
            throw new IllegalStateException("The database does not answer");
        }
    }

    private static BundleSource polling(String version) {
        BundleSource source = version(version);
        return source.with(
                        "routes/%s/bundle.yaml",
                        new String(source.files().get("routes/pension/bundle.yaml"), StandardCharsets.UTF_8)
                                + """
                                connections:
                                  exchange:
                                    style: sftp
                                    charset: UTF-8
                                    sources:
                                      letters: { directory: /outgoing, pattern: "*.txt", archive: /archive, rejected: /rejected, every: 1s }
                                """)
                .with(
                        "routes/%s/letters.camel.yaml",
                        """
                        - route:
                            id: letters
                            from:
                              uri: legacy:exchange/letters
                              steps:
                                - stop: {}
                        """);
    }

    /** The newest version's pollers can no longer be started, or no longer be stopped. */
    private static void breakPollers(TestHub node, boolean starting) {
        CamelContext context = node.contexts().get(node.contexts().size() - 1);
        context.setRouteController(new DefaultRouteController(context) {

            @Override
            public void startRoute(String routeId) throws Exception {
                if (starting) {
                    throw new IllegalStateException("No thread is left");
                }
                super.startRoute(routeId);
            }

            @Override
            public void stopRoute(String routeId) throws Exception {
                if (!starting) {
                    throw new IllegalStateException("It does not end");
                }
                super.stopRoute(routeId);
            }
        });
    }

    private static boolean polls(TestHub node) {
        return node.contexts().stream()
                .anyMatch(context ->
                        context.getRouteController().getRouteStatus("letters").isStarted());
    }

    private ActiveBundles.Slot slot(TestHub node) {
        return node.active.slot(NAME, 1).orElseThrow();
    }

    // ---- before the commit

    @Test
    void refusesACandidateBesideAVersionThatDidNotStartAndLeavesNothingOfIt() {
        hub.deploy(version("1.0.0").steps("- to: redemption:count/up", "- setBody: { constant: old }"));
        hub.close();
        hub = new TestHub(source, false, Duration.ofSeconds(20));
        hub.withoutCounting = true;
        new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE).start();
        assertThat(hub.active.unstarted().all()).hasSize(1);
        List<Map<String, Object>> before = hub.truth();

        Problem problem = refused(() -> hub.deploy(version("1.1.0"), Mode.CANARY, 10), ProblemType.CONFLICT);

        assertThat(problem.detail().en())
                .contains("pension 1.0.0 did not start")
                .contains("deploy it again");
        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.contexts()).isEmpty();
        assertThat(hub.receipts.page(NAME, null, 1))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.REFUSED);
    }

    @Test
    void goesOnAnsweringAndPollingWhenItCannotBeTakenOff() {
        hub.deploy(polling("1.0.0"));
        source.hears = statement -> fails(statement, "delete from bundle_active");

        assertThatThrownBy(() -> hub.deployments.uninstall(NAME, 1, "engineer", null))
                .hasMessage("The database does not answer");

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(polls(hub)).isTrue();
        assertThat(hub.truth()).hasSize(2);
    }

    @Test
    void goesOnAnsweringWhenTheOldVersionDoesNotStopPolling() {
        hub.deploy(polling("1.0.0"));
        breakPollers(hub, false);

        refused(() -> hub.deploy(polling("1.0.1")), ProblemType.DEPLOYMENT_FAILED);

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.contexts()).hasSize(1);
        assertThat(polls(hub)).isTrue();
    }

    // ---- behind the commit

    @Test
    void answersWithTheNewVersionThoughItCannotBeNotedWhoseConnectionsItHas() {
        hub.deploy(version("1.0.0"));
        hub.owned = () -> {
            throw new IllegalStateException("The database does not answer");
        };

        Receipt receipt = hub.deploy(version("1.0.1"));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
        assertThat(receipt.warnings()).extracting("code").contains("deployment.not-published");
        assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        assertThat(hub.call("pension")).isEqualTo("1.0.1");
        assertThat(hub.contexts()).hasSize(1);
    }

    @Test
    void answersWithTheNewVersionThoughItDoesNotPoll() {
        hub.close();
        AtomicReference<Runnable> swapping = new AtomicReference<>(() -> {});
        hub = new TestHub(source, false, Duration.ofSeconds(20), new PhaseObserver() {

            @Override
            public void begins(BundleName bundle, String phase) {
                if (phase.equals("swap")) {
                    swapping.get().run();
                }
            }

            @Override
            public void ends(BundleName bundle, String phase, Duration took) {}
        });
        hub.deploy(polling("1.0.0"));
        assertThat(polls(hub)).isTrue();
        swapping.set(() -> breakPollers(hub, true));

        Receipt receipt = hub.deploy(polling("1.0.1"));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
        assertThat(receipt.warnings())
                .filteredOn("code", "deployment.not-polling")
                .singleElement()
                .satisfies(warning -> assertThat(warning.message().en()).endsWith("No thread is left"));
        assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        assertThat(hub.call("pension")).isEqualTo("1.0.1");
        assertThat(hub.contexts()).hasSize(1);
    }

    @Test
    void answersWithTheNewVersionThoughItsReceiptCannotBeCompleted() {
        hub.deploy(version("1.0.0"));
        source.hears = statement -> fails(statement, "update bundle_receipt");

        Receipt receipt = hub.deploy(version("1.0.1"));

        assertThat(receipt.warnings()).extracting("code").contains("deployment.receipt-incomplete");
        assertThat(hub.call("pension")).isEqualTo("1.0.1");
        assertThat(hub.receipts.find(NAME, receipt.id())).isPresent();
        assertThat(hub.contexts()).hasSize(1);
    }

    @Test
    void takesAVersionOffThoughItsReceiptCannotBeCompleted() {
        hub.deploy(version("1.0.0"));
        hub.deploy(version("1.1.0"), Mode.CANARY, 10);
        source.hears = statement -> fails(statement, "update bundle_receipt");

        Receipt abandoned =
                hub.deployments.abandon(NAME, 1, "engineer", "wrong").orElseThrow();
        Receipt uninstalled =
                hub.deployments.uninstall(NAME, 1, "engineer", null).orElseThrow();

        assertThat(List.of(abandoned, uninstalled)).allSatisfy(receipt -> assertThat(receipt.warnings())
                .extracting("code")
                .containsExactly("deployment.receipt-incomplete"));
        assertThat(hub.truth()).hasSize(2);
        assertThat(hub.active.slots()).isEmpty();
        assertThat(hub.contexts()).isEmpty();
    }

    @Test
    void startsWithTheHubThoughItCannotBeNotedWhoseConnectionsItHas() {
        hub.deploy(polling("1.0.0"));
        hub.close();
        hub = new TestHub(source, false, Duration.ofSeconds(20));
        hub.owned = () -> {
            throw new IllegalStateException("The database does not answer");
        };

        new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE).start();

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.contexts()).hasSize(1);
        assertThat(polls(hub)).isTrue();
    }

    // ---- receipts

    @Test
    void keepsAReceiptOfARefusedPromotionAndOfARefusedUninstallation() {
        hub.deploy(version("1.0.0"));
        hub.subscribe("super-app", "pension");
        Receipt canary = hub.deploy(version("1.1.0"), Mode.CANARY, 10);
        Order stale = Order.deploy(version("1.1.0").build(), "engineer").because("tried");
        hub.jdbc.sql("delete from bundle_candidate").update();

        refused(() -> hub.deployments.promote(NAME, canary.digest(), stale), ProblemType.CONFLICT);
        assertThat(hub.receipts.page(NAME, null, 1)).singleElement().satisfies(receipt -> {
            assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
            assertThat(receipt.digest()).isEqualTo(canary.digest());
            assertThat(receipt.previous().version()).hasToString("1.0.0");
            assertThat(receipt.reason()).isEqualTo("tried");
            assertThat(receipt.refusal().code()).isEqualTo("conflict");
        });

        refused(() -> hub.deployments.uninstall(NAME, 1, "operator", null), ProblemType.BUNDLE_IN_USE);
        assertThat(hub.receipts.page(NAME, null, 1)).singleElement().satisfies(receipt -> {
            assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
            assertThat(receipt.version()).hasToString("1.0.0");
            assertThat(receipt.by()).isEqualTo("operator");
            assertThat(receipt.refusal().code()).isEqualTo("bundle-in-use");
        });
    }

    @Test
    void saysWhyItRefusedThoughThatCannotBeKept() {
        hub.deploy(version("1.0.0"));
        source.hears = statement -> fails(statement, "insert into bundle_receipt");

        Problem problem = refused(() -> hub.deploy(version("1.0.0").answering("other")), ProblemType.BUNDLE_REFUSED);

        assertThat(problem.getSuppressed()).hasSize(1);
    }

    @Test
    void datesAReceiptOnce() {
        hub.deploy(version("1.0.0"));
        source.hears = statement -> {
            if (statement.contains("insert into bundle_receipt")) {
                Instant later = Instant.now().plusMillis(30);
                await().until(() -> Instant.now().isAfter(later));
            }
        };

        Receipt receipt = hub.deployments.uninstall(NAME, 1, "engineer", null).orElseThrow();

        assertThat(hub.jdbc
                        .sql("select at from bundle_receipt where id = :id")
                        .param("id", receipt.id())
                        .query((row, number) -> Times.instant(row, "at"))
                        .single())
                .isCloseTo(receipt.at(), within(1, ChronoUnit.MILLIS));
    }

    // ---- other nodes

    /** Two nodes of one database, the second of which can be overheard. Both in one process cannot both be shown in JMX. */
    private void twoNodes(Consumer<TestHub> test) {
        String before = System.setProperty("org.apache.camel.jmx.disabled", "true");
        hub.close();
        hub = new TestHub(source.getTargetDataSource(), false, Duration.ofSeconds(20));
        try (TestHub second = new TestHub(source, false, Duration.ofSeconds(20))) {
            test.accept(second);
        } finally {
            source.hears = statement -> {};
            if (before == null) {
                System.clearProperty("org.apache.camel.jmx.disabled");
            } else {
                System.setProperty("org.apache.camel.jmx.disabled", before);
            }
        }
    }

    private static void look(TestHub node) {
        node.deployments.catchUp().look(Runnable::run);
    }

    @Test
    void followsAnotherNodeThoughItCannotBeNotedWhoseConnectionsTheVersionHas() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            second.owned = () -> {
                throw new IllegalStateException("The database does not answer");
            };
            hub.deploy(version("1.0.1"));

            look(second);

            assertThat(second.call("pension")).isEqualTo("1.0.1");
            assertThat(second.contexts()).hasSize(1);
            assertThat(second.deployments.catchUp().behind()).isEmpty();
        });
    }

    @Test
    void leavesNothingStartedWhereTheOldVersionDoesNotStopPolling() {
        twoNodes(second -> {
            hub.deploy(polling("1.0.0"));
            look(second);
            breakPollers(second, false);
            hub.deploy(polling("1.0.1"));

            look(second);

            assertThat(second.call("pension")).isEqualTo("1.0.0");
            assertThat(polls(second)).isTrue();
            assertThat(second.contexts()).hasSize(1);
            assertThat(second.deployments.catchUp().behind()).hasSize(1);
        });
    }

    @Test
    void asksTheDatabaseForNothingOnceACandidateOfAnotherNodeHasStarted() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            hub.deploy(version("1.1.0"), Mode.CANARY, 100);
            AtomicBoolean read = new AtomicBoolean();
            source.hears = statement -> {
                if (read.get()) {
                    throw new IllegalStateException("The database does not answer");
                }
                read.set(statement.contains("select zip"));
            };

            look(second);

            assertThat(second.call("pension")).isEqualTo("1.1.0");
            assertThat(second.contexts()).hasSize(2);
        });
    }

    @Test
    void saysWhatItIsBehindThoughTheDatabaseIsGone() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            hub.deploy(version("1.0.1"));
            AtomicBoolean gone = new AtomicBoolean();
            source.hears = statement -> {
                gone.compareAndSet(false, statement.contains("select zip"));
                if (gone.get()) {
                    throw new IllegalStateException("The database does not answer");
                }
            };

            look(second);

            assertThat(second.call("pension")).isEqualTo("1.0.0");
            assertThat(second.deployments.catchUp().behind())
                    .singleElement()
                    .satisfies(behind -> assertThat(behind.wanted()).startsWith("1.0.1 ("));
        });
    }

    @Test
    void startsNoVersionTwiceThatIsPromotedWhileItLooks() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            Receipt canary = hub.deploy(version("1.1.0"), Mode.CANARY, 1);
            AtomicInteger looks = new AtomicInteger();
            source.hears = statement -> {
                if (statement.contains("from bundle_active a") && looks.incrementAndGet() == 2) {
                    hub.deployments.promote(
                            NAME, canary.digest(), Order.deploy(version("1.1.0").build(), "engineer"));
                }
            };

            look(second);

            assertThat(looks).hasValue(2);
            assertThat(slot(second).active().version().version()).hasToString("1.1.0");
            assertThat(slot(second).candidate()).isNull();
            assertThat(second.contexts()).hasSize(1);
        });
    }

    @Test
    void goesOnLookingAfterAnError() {
        twoNodes(second -> {
            CountDownLatch thrown = new CountDownLatch(1);
            source.hears = statement -> {
                if (thrown.getCount() > 0 && Thread.currentThread().getName().equals("bundle-nodes")) {
                    thrown.countDown();
                    throw new StackOverflowError("Too deep");
                }
            };
            BundleStartup following = new BundleStartup(
                    second.deployments,
                    second.active,
                    null,
                    new BundleStartup.Rhythm(Duration.ZERO, Duration.ofMillis(20)));
            following.start();
            assertThat(thrown).satisfies(once -> once.await());

            hub.deploy(version("1.0.0"));

            await().untilAsserted(() -> assertThat(second.active.slots()).hasSize(1));
            following.stop();
        });
    }
}
