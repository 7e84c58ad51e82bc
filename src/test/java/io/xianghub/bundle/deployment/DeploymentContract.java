package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.active.Shadow;
import io.xianghub.bundle.active.ShadowFindings;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.catalogue.Responsibility;
import io.xianghub.legacy.Binding;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Position;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment is a transaction: it happens whole, or it never happened. */
abstract class DeploymentContract {

    private static final BundleName NAME = new BundleName("pension");

    private static final Map<Dialect, DataSource> DATABASES = new ConcurrentHashMap<>();

    private final DataSource source;
    private final ExecutorService others = Executors.newCachedThreadPool();
    private TestHub hub;

    DeploymentContract(Dialect dialect) {
        source = DATABASES.computeIfAbsent(dialect, Databases::fresh);
    }

    @BeforeEach
    void start() {
        hub = hub(false);
        for (String table : List.of(
                "bundle_shadow",
                "bundle_candidate",
                "bundle_active",
                "bundle_receipt",
                "bundle_source",
                "bundle_version")) {
            hub.jdbc.sql("delete from " + table).update();
        }
    }

    @AfterEach
    void stop() {
        hub.close();
        others.shutdownNow();
    }

    private TestHub hub(boolean mutableVersions) {
        return new TestHub(source, mutableVersions, Duration.ofSeconds(20));
    }

    private static BundleSource version(String version) {
        return BundleSource.of("pension", version);
    }

    private static void refused(ThrowingCallable change, ProblemType type) {
        assertThatThrownBy(change).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }

    @Test
    void replacesAVersionAndKeepsAReceiptOfWhatItDid() {
        hub.deploy(version("1.0.0"));

        Receipt receipt = hub.deploy(version("1.0.1"));

        assertThat(hub.call("pension")).isEqualTo("1.0.1");
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
        assertThat(receipt.previous().version()).hasToString("1.0.0");
        assertThat(receipt.drained()).isTrue();
        assertThat(receipt.residue()).isEmpty();
        assertThat(receipt.phases())
                .extracting(Receipt.Phase::name)
                .containsExactly("check", "admit", "compare", "start", "samples", "commit", "swap", "drain");
        assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        assertThat(hub.receipts.page(NAME, null, 10))
                .extracting(Receipt::version)
                .map(Object::toString)
                .containsExactly("1.0.1", "1.0.0");
    }

    @Test
    void namesInTheReceiptWhatTheReplacedVersionLeftBehind() throws Exception {
        Receipt first = hub.deploy(version("1.0.0"));
        ObjectName bean = new ObjectName("org.apache.camel:context=pension-1.0.0-"
                + first.digest().substring(0, 8) + ",type=left,name=\"behind\"");
        ManagementFactory.getPlatformMBeanServer().registerMBean(new Left(), bean);
        try {
            Receipt receipt = hub.deploy(version("1.0.1"));

            assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
            assertThat(receipt.residue()).containsExactly("management bean " + bean);
            assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        } finally {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
        }
    }

    /** Something that nobody unregisters. */
    public interface LeftMBean {}

    private static final class Left implements LeftMBean {}

    @Test
    void refusesAVersionThatWasDeployedWithOtherContent() {
        hub.deploy(version("1.0.0"));
        List<Map<String, Object>> before = hub.truth();

        refused(() -> hub.deploy(version("1.0.0").answering("other")), ProblemType.BUNDLE_REFUSED);

        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        Receipt refusal = hub.receipts.page(NAME, null, 1).get(0);
        assertThat(refusal.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
        assertThat(refusal.refusal().findings()).extracting("code").containsExactly("bundle.version-taken");
    }

    @Test
    void saysInTheReadersLanguageWhichResponsiblePeopleAreMissing() {
        hub.missing.addAll(List.of(Responsibility.SECURITY, Responsibility.LEAD));

        refused(() -> hub.deploy(version("1.0.0")), ProblemType.BUNDLE_REFUSED);

        Text message = hub.receipts
                .page(NAME, null, 1)
                .get(0)
                .refusal()
                .findings()
                .get(0)
                .message();
        assertThat(message.zh()).endsWith("缺少责任人：分管、安全");
        assertThat(message.en()).endsWith("has nobody responsible for: lead, security");
    }

    @Test
    void leavesEverythingAsItWasWhenARouteCannotBeBuilt() throws Exception {
        hub.deploy(version("1.0.0"));
        List<Map<String, Object>> before = hub.truth();
        long beans = contextBeans();

        refused(
                () -> hub.deploy(version("1.0.1").steps("- to: redemption:missing/any")),
                ProblemType.DEPLOYMENT_FAILED);

        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(contextBeans()).isEqualTo(beans);
        assertThat(hub.deployments.underWay(NAME)).isEmpty();
    }

    @Test
    void changesNothingWhenTheSameDigestAnswersAlready() {
        Receipt first = hub.deploy(version("1.0.0"));

        Receipt again = hub.deploy(version("1.0.0"));

        assertThat(again.outcome()).isEqualTo(Receipt.Outcome.UNCHANGED);
        assertThat(hub.receipts.page(NAME, null, 10)).containsExactly(first);
    }

    @Test
    void tellsTheSecondEngineerWhoIsDeployingAndHowFar() throws Exception {
        hub.deploy(version("1.0.0").steps("- to: redemption:hold/here", "- setBody: { constant: old }"));
        Future<Object> slow = others.submit(() -> hub.call("pension"));
        hub.held.await();
        Future<Receipt> first = others.submit(() -> hub.deploy(version("1.0.1")));
        await().until(() -> hub.deployments
                .underWay(NAME)
                .filter(now -> now.phase().equals("drain"))
                .isPresent());

        assertThatThrownBy(() -> hub.deploy(version("1.0.2"))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.DEPLOYMENT_IN_PROGRESS);
            assertThat(problem.detail().en())
                    .contains("engineer")
                    .contains("drain")
                    .containsPattern("since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d");
        });
        hub.letGo.countDown();

        assertThat(first.get().drained()).isTrue();
        assertThat(slow.get()).isEqualTo("old");
        assertThat(hub.call("pension")).isEqualTo("1.0.1");
        assertThat(hub.receipts.page(NAME, null, 10))
                .extracting(Receipt::outcome)
                .doesNotContain(Receipt.Outcome.REFUSED);
    }

    @Test
    void deploysOtherBundlesWhileOneDrains() throws Exception {
        hub.deploy(version("1.0.0").steps("- to: redemption:hold/here", "- setBody: { constant: old }"));
        Future<Object> slow = others.submit(() -> hub.call("pension"));
        hub.held.await();
        Future<Receipt> draining = others.submit(() -> hub.deploy(version("1.0.1")));

        hub.deploy(BundleSource.of("archive", "1.0.0"));

        assertThat(hub.call("archive")).isEqualTo("1.0.0");
        assertThat(draining.isDone()).isFalse();
        hub.letGo.countDown();
        assertThat(slow.get()).isEqualTo("old");
        assertThat(draining.get().drained()).isTrue();
    }

    @Test
    void refusesADeploymentThatGoesByAnotherVersionThanTheOneThatAnswers() {
        String seen = hub.deploy(version("1.0.0")).digest();
        hub.deploy(version("1.0.1"));

        refused(
                () -> hub.deployments.deploy(
                        Order.deploy(version("1.0.2").build(), "engineer").expecting(seen)),
                ProblemType.CONFLICT);

        assertThat(hub.call("pension")).isEqualTo("1.0.1");
    }

    @Test
    void givesWayToAnotherNodeThatWasFaster() throws Exception {
        hub.deploy(version("1.0.0"));
        BundleFiles theirs = version("1.1.0").build();
        otherNodeActivates(theirs);
        List<Map<String, Object>> before = hub.truth();
        long beans = contextBeans();

        refused(() -> hub.deploy(version("1.0.1")), ProblemType.CONFLICT);

        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.store.active()).extracting("version.digest").containsExactly(theirs.digest());
        assertThat(contextBeans()).isEqualTo(beans);
    }

    private void otherNodeActivates(BundleFiles files) {
        hub.jdbc
                .sql(
                        """
                        insert into bundle_version (name, digest, version, department, zip, created_at, created_by)
                        select name, :digest, '1.1.0', department, zip, created_at, created_by from bundle_version""")
                .param("digest", files.digest())
                .update();
        hub.jdbc
                .sql("update bundle_active set digest = :digest")
                .param("digest", files.digest())
                .update();
    }

    @Test
    void asksHigherModulesBeforeAVersionMayAnswer() {
        hub.deploy(version("1.0.0"));
        hub.activations.add((version, files, findings) -> findings.error(
                Position.whole("routes/pension/bundle.yaml"),
                "gate.no-evidence",
                Text.of("没有安全测试报告", "There is no security report"),
                Text.of("上传报告", "Upload one")));

        refused(() -> hub.deploy(version("1.0.1")), ProblemType.BUNDLE_REFUSED);
        hub.deploy(version("1.0.1"), Mode.SHADOW, 100);
        refused(
                () -> hub.deployments.promote(
                        NAME,
                        version("1.0.1").build().digest(),
                        Order.deploy(version("1.0.1").build(), "engineer")),
                ProblemType.BUNDLE_REFUSED);

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    // ---- its own samples

    @Test
    void provesAVersionWithItsSamplesBeforeItAnswers() {
        Receipt receipt = hub.deploy(version("1.0.0").expecting("1.0.0"));

        assertThat(receipt.samples()).isEqualTo(new Receipt.Samples(1, 1));
        assertThat(receipt.warnings()).isEmpty();
        assertThat(hub.deploy(version("1.0.1")).warnings()).extracting("code").containsExactly("bundle.no-samples");
    }

    @Test
    void refusesAVersionThatFailsItsOwnSampleAndLeavesNothingOfIt() throws Exception {
        hub.deploy(version("1.0.0"));
        List<Map<String, Object>> before = hub.truth();
        long beans = contextBeans();

        assertThatThrownBy(() -> hub.deploy(version("1.0.1").expecting("something else")))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.extras())
                        .extracting("findings")
                        .asString()
                        .contains("sample.failed")
                        .contains("something else")
                        .contains("1.0.1"));

        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(contextBeans()).isEqualTo(beans);
    }

    @Test
    void playsSamplesOnRecordingsAndCausesNothing() {
        hub.deploy(version("1.0.0")
                .steps("- to: redemption:count/up", "- setBody: { constant: done }")
                .expecting("done"));

        assertThat(hub.effects).hasValue(0);
        hub.call("pension");
        assertThat(hub.effects).hasValue(1);
    }

    @Test
    void provesTheSameOnEveryHubWhateverItsBindings() {
        hub.bindings.register(NAME, "core", new Binding("http://127.0.0.1:9", Map.of("place", "430100"), null));
        BundleSource source = asking("1.0.0", "${binding.place}")
                .expecting("found")
                .with("routes/%s/cases/getAnswer/one/legacy-1.json", "{\"answer\":\"found\"}")
                .with(
                        "routes/%s/cases/getAnswer/one/legacy-1.sent.json",
                        "{\"at\":\"${any}\",\"number\":\"${any}\",\"kind\":\"place\"}");

        assertThat(hub.deploy(source).samples()).isEqualTo(new Receipt.Samples(1, 1));
    }

    @Test
    void refusesAVersionWhoseSampleHangsWithoutHangingItself() throws Exception {
        hub.deploy(version("1.0.0"));
        List<Map<String, Object>> before = hub.truth();
        long beans = contextBeans();
        hub.steps.holdNext();

        assertThatThrownBy(() -> hub.deploy(version("1.0.1").expecting("1.0.1")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_REFUSED);
                    assertThat((List<?>) problem.extras().get("findings"))
                            .singleElement()
                            .isInstanceOfSatisfying(Finding.class, finding -> {
                                assertThat(finding.file()).isEqualTo("routes/pension/cases/getAnswer/one");
                                assertThat(finding.message().en()).contains("Did not end within 2000 ms");
                                assertThat(finding.remedy().en()).contains("hub test");
                            });
                });

        assertThat(hub.steps.isHeld()).isTrue();
        assertThat(hub.truth()).isEqualTo(before);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        hub.steps.letGo();
        await().untilAsserted(() -> assertThat(contextBeans()).isEqualTo(beans));
    }

    // ---- those who rely on it

    private static BundleSource otherContract(String version) {
        BundleSource source = version(version);
        return source.with(
                "routes/%s/openapi.yaml",
                new String(source.files().get("routes/pension/openapi.yaml"), StandardCharsets.UTF_8)
                        .replace("schema: { type: string }", "schema: { type: integer }"));
    }

    @Test
    void breaksNoSubscriberUnlessTheEngineerSaysWhy() {
        hub.deploy(version("1.0.0"));
        hub.subscribe("super-app", "pension");

        assertThatThrownBy(() -> hub.deploy(otherContract("1.1.0")))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.extras())
                        .extracting("findings")
                        .asString()
                        .contains("contract.breaking")
                        .contains("super-app"));
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        Receipt agreed = hub.deployments.deploy(
                Order.deploy(otherContract("1.1.0").build(), "engineer").because("agreed by letter"));
        assertThat(agreed.reason()).isEqualTo("agreed by letter");
        assertThat(agreed.warnings()).extracting("code").contains("contract.breaking");
    }

    @Test
    void refusesToPromoteACandidateThatBreaksASubscriber() {
        hub.deploy(version("1.0.0"));
        hub.subscribe("super-app", "pension");
        Receipt shadow = hub.deploy(otherContract("1.1.0"), Mode.SHADOW, 100);
        Order order = Order.deploy(otherContract("1.1.0").build(), "engineer");

        refused(() -> hub.deployments.promote(NAME, shadow.digest(), order), ProblemType.BUNDLE_REFUSED);

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.candidates()).hasSize(1);
    }

    @Test
    void uninstallsNothingThatSomebodyReliesOnWithoutAReason() {
        hub.deploy(version("1.0.0"));
        hub.subscribe("super-app", "pension");

        assertThatThrownBy(() -> hub.deployments.uninstall(NAME, 1, "engineer", null))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.BUNDLE_IN_USE);
                    assertThat(problem.extras().get("dependents")).asString().contains("super-app");
                });
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        assertThat(hub.deployments.uninstall(NAME, 1, "engineer", "closed by decree"))
                .get()
                .extracting(Receipt::reason)
                .isEqualTo("closed by decree");
    }

    // ---- candidates

    @Test
    void letsACanaryAnswerItsShareOfTheCallersAndAlwaysTheSame() {
        hub.deploy(version("1.0.0"));
        hub.deploy(version("1.1.0"), Mode.CANARY, 30);

        List<Object> answers = IntStream.range(0, 1000)
                .mapToObj(caller -> hub.call("pension", "caller" + caller))
                .toList();

        assertThat(answers).filteredOn("1.1.0"::equals).hasSizeBetween(200, 400);
        assertThat(IntStream.range(0, 1000).mapToObj(caller -> hub.call("pension", "caller" + caller)))
                .containsExactlyElementsOf(answers);
    }

    @Test
    void promotesACanaryWithoutStartingItAgain() {
        hub.deploy(version("1.0.0"));
        Receipt canary = hub.deploy(version("1.1.0"), Mode.CANARY, 1);
        Object running = hub.active.slot(NAME, 1).orElseThrow().candidate().running();

        Receipt promoted = hub.deployments
                .promote(NAME, canary.digest(), Order.deploy(version("1.1.0").build(), "engineer"))
                .orElseThrow();

        assertThat(promoted.outcome()).isEqualTo(Receipt.Outcome.PROMOTED);
        assertThat(promoted.previous().version()).hasToString("1.0.0");
        assertThat(hub.observations.log().after(NAME, null, Duration.ZERO).items())
                .extracting(BundleEvent::message)
                .satisfiesExactly(
                        deployed -> assertThat(deployed.zh()).startsWith("部署 1.0.0 ("),
                        beside -> assertThat(beside.zh()).startsWith("灰度 1.1.0 ("),
                        taken -> {
                            assertThat(taken.zh()).startsWith("转正 1.1.0 (");
                            assertThat(taken.en()).startsWith("promoted 1.1.0 (");
                        });
        assertThat(hub.active.slot(NAME, 1).orElseThrow().active()).isSameAs(running);
        assertThat(hub.active.slot(NAME, 1).orElseThrow().candidate()).isNull();
        assertThat(hub.candidates()).isEmpty();
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        assertThat(hub.receipts.replacedBy(NAME, 1, canary.digest()))
                .contains(promoted.previous().digest());
    }

    @Test
    void givesACandidateAnotherShareWithoutStartingItAgain() {
        hub.deploy(version("1.0.0"));
        hub.deploy(version("1.1.0"), Mode.SHADOW, 100);
        Object running = hub.active.slot(NAME, 1).orElseThrow().candidate().running();
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        hub.deploy(version("1.1.0"), Mode.CANARY, 100);

        assertThat(hub.active.slot(NAME, 1).orElseThrow().candidate().running()).isSameAs(running);
        assertThat(hub.candidates()).extracting("stand").containsExactly(new Candidate.Stand(Mode.CANARY, 100));
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
    }

    @Test
    void promotesACandidateThatIsDeployedAgainForAllCalls() {
        hub.deploy(version("1.0.0"));
        hub.deploy(version("1.1.0"), Mode.CANARY, 1);

        assertThat(hub.deploy(version("1.1.0")).outcome()).isEqualTo(Receipt.Outcome.PROMOTED);

        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        assertThat(hub.candidates()).isEmpty();
    }

    @Test
    void abandonsACandidateWholly() throws Exception {
        hub.deploy(version("1.0.0"));
        long beans = contextBeans();
        hub.deploy(version("1.1.0"), Mode.CANARY, 100);
        assertThat(hub.call("pension")).isEqualTo("1.1.0");

        Receipt receipt =
                hub.deployments.abandon(NAME, 1, "engineer", "wrong dates").orElseThrow();

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ABANDONED);
        assertThat(receipt.reason()).isEqualTo("wrong dates");
        assertThat(receipt.residue()).isEmpty();
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.candidates()).isEmpty();
        assertThat(contextBeans()).isEqualTo(beans);
    }

    @Test
    void refusesACandidateThatHasNothingToStandBeside() throws Exception {
        long beans = contextBeans();

        refused(() -> hub.deploy(version("1.0.0"), Mode.CANARY, 10), ProblemType.CONFLICT);

        assertThat(hub.truth()).isEmpty();
        assertThat(contextBeans()).isEqualTo(beans);
    }

    @Test
    void comparesAShadowFieldByFieldAndCausesNothingTwice() {
        hub.deploy(version("1.0.0").steps("- to: redemption:count/up", "- setBody: { constant: \"same\" }"));
        hub.deploy(
                version("1.1.0").steps("- to: redemption:count/up", "- setBody: { constant: \"other\" }"),
                Mode.SHADOW,
                100);

        IntStream.range(0, 20).forEach(call -> assertThat(hub.call("pension")).isEqualTo("same"));

        Shadow shadow = hub.active.slot(NAME, 1).orElseThrow().candidate().shadow();
        await().untilAsserted(() -> assertThat(shadow.comparison().compared()).isEqualTo(20));
        assertThat(shadow.comparison().differing()).isEqualTo(20);
        assertThat(shadow.comparison().fields()).isEqualTo(Map.of("answer", 20L));
        assertThat(hub.effects).hasValue(20);
    }

    @Test
    void findsNoDifferenceInAShadowThatDoesTheSame() {
        String[] steps = {"- to: redemption:count/up", "- setBody: { constant: \"same\" }"};
        hub.deploy(version("1.0.0").steps(steps));
        hub.deploy(version("1.1.0").steps(steps), Mode.SHADOW, 100);

        IntStream.range(0, 20).forEach(call -> hub.call("pension"));

        Shadow shadow = hub.active.slot(NAME, 1).orElseThrow().candidate().shadow();
        await().untilAsserted(() -> assertThat(shadow.comparison().compared()).isEqualTo(20));
        assertThat(shadow.comparison().differing()).isZero();
    }

    @Test
    void takesTheTimeAndRunningNumbersOfARequestForNoDifference() {
        WireMockServer department =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        department.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("{\"answer\":\"found\"}")));
        department.start();
        try {
            hub.bindings.register(NAME, "core", new Binding(department.baseUrl(), Map.of(), null));
            hub.deploy(asking("1.0.0", "x"));
            hub.deploy(asking("1.1.0", "x"), Mode.SHADOW, 100);
            IntStream.range(0, 10)
                    .forEach(call -> assertThat(hub.call("pension")).isEqualTo("found"));
            Shadow same = hub.active.slot(NAME, 1).orElseThrow().candidate().shadow();
            await().untilAsserted(() -> assertThat(same.comparison().compared()).isEqualTo(10));
            assertThat(same.comparison().fields()).isEmpty();

            hub.deploy(asking("1.2.0", "y"), Mode.SHADOW, 100);
            hub.call("pension");
            Shadow other = hub.active.slot(NAME, 1).orElseThrow().candidate().shadow();
            await().untilAsserted(
                            () -> assertThat(other.comparison().compared()).isEqualTo(1));
            assertThat(other.comparison().fields()).containsOnlyKeys("legacy:core/find.kind");
            department.verify(11, WireMock.anyRequestedFor(WireMock.anyUrl()));
        } finally {
            department.stop();
        }
    }

    private static BundleSource asking(String version, String kind) {
        BundleSource source = version(version);
        return source.with(
                        "routes/%s/bundle.yaml",
                        new String(source.files().get("routes/pension/bundle.yaml"), StandardCharsets.UTF_8)
                                + """
                                connections:
                                  core:
                                    style: http-json
                                    charset: UTF-8
                                    request: { at: "${now:HHmmssnnnnnnnnn}", number: "${sequence:6}", kind: "%s" }
                                    output: { path: answer }
                                    operations:
                                      find: { method: POST, path: /find }
                                """
                                        .formatted(kind))
                .steps("- to: legacy:core/find");
    }

    @Test
    void namesAnEffectThatAShadowWouldNotCause() {
        hub.deploy(version("1.0.0").steps("- to: redemption:count/up", "- setBody: { constant: \"same\" }"));
        hub.deploy(version("1.1.0").steps("- setBody: { constant: \"same\" }"), Mode.SHADOW, 100);

        hub.call("pension");

        Shadow shadow = hub.active.slot(NAME, 1).orElseThrow().candidate().shadow();
        await().untilAsserted(() -> assertThat(shadow.comparison().compared()).isEqualTo(1));
        assertThat(shadow.comparison().fields()).containsOnlyKeys("redemption:count/up (1 → 0)");
    }

    private ShadowFindings found() {
        return hub.active.slot(NAME, 1).orElseThrow().candidate().shadow().comparison();
    }

    /** A shadow that answers otherwise, after so many calls. */
    private Receipt shadowed(String version, int calls) {
        hub.deploy(version("1.0.0").steps("- setBody: { constant: \"same\" }"));
        Receipt shadow = hub.deploy(version(version).steps("- setBody: { constant: \"other\" }"), Mode.SHADOW, 100);
        IntStream.range(0, calls).forEach(call -> hub.call("pension"));
        await().untilAsserted(() -> assertThat(found().compared()).isEqualTo(calls));
        return shadow;
    }

    private void keepsWhatWasFound(Receipt receipt, long calls) {
        assertThat(receipt.shadow().version()).hasToString("1.1.0");
        assertThat(receipt.shadow().found().compared()).isEqualTo(calls);
        assertThat(receipt.shadow().found().differing()).isEqualTo(calls);
        assertThat(receipt.shadow().found().fields()).isEqualTo(Map.of("answer", calls));
        assertThat(receipt.shadow().found().examples())
                .singleElement()
                .satisfies(example -> assertThat(example.fields()).containsExactly("answer"));
        assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        assertThat(hub.jdbc
                        .sql("select body from bundle_receipt where id = :id")
                        .param("id", receipt.id())
                        .query(String.class)
                        .single())
                .doesNotContain("same")
                .doesNotContain("other");
        assertThat(hub.jdbc
                        .sql("select count(*) from bundle_shadow")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsInTheReceiptWhatAShadowFoundBeforeItTookOver() {
        Receipt shadow = shadowed("1.1.0", 3);

        Receipt promoted = hub.deployments
                .promote(
                        NAME,
                        shadow.digest(),
                        Order.deploy(
                                hub.active
                                        .slot(NAME, 1)
                                        .orElseThrow()
                                        .candidate()
                                        .running()
                                        .bundle()
                                        .files(),
                                "engineer"))
                .orElseThrow();

        assertThat(promoted.outcome()).isEqualTo(Receipt.Outcome.PROMOTED);
        keepsWhatWasFound(promoted, 3);
    }

    @Test
    void keepsInTheReceiptWhatAShadowFoundBeforeItLeft() {
        shadowed("1.1.0", 3);

        keepsWhatWasFound(
                hub.deployments.abandon(NAME, 1, "engineer", "differs").orElseThrow(), 3);
    }

    @Test
    void keepsInTheReceiptOfItsSuccessorWhatAShadowFound() {
        shadowed("1.1.0", 3);

        keepsWhatWasFound(hub.deploy(version("1.2.0"), Mode.CANARY, 1), 3);
    }

    @Test
    void goesOnCountingWhatAShadowFoundAfterARestart() {
        shadowed("1.1.0", 3);
        hub.close();

        hub = hub(false);
        new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE).start();
        assertThat(found().compared()).isEqualTo(3);
        hub.call("pension");
        await().untilAsserted(() -> assertThat(found().compared()).isEqualTo(4));

        keepsWhatWasFound(
                hub.deployments.abandon(NAME, 1, "engineer", "differs").orElseThrow(), 4);
    }

    @Test
    void countsCallsThatAreTooLargeToRecordAndAnswersThemAllTheSame() {
        String large = "x".repeat(5_000);
        hub.deploy(version("1.0.0").steps("- to: redemption:count/up", "- setBody: { constant: \"" + large + "\" }"));
        hub.deploy(version("1.1.0").steps("- setBody: { constant: \"other\" }"), Mode.SHADOW, 100);

        IntStream.range(0, 3).forEach(call -> assertThat(hub.call("pension")).isEqualTo(large));

        assertThat(found().tooLarge()).isEqualTo(3);
        assertThat(found().limit()).isEqualTo(4 * 1024);
        assertThat(found().compared()).isZero();
        assertThat(hub.effects).hasValue(3);
        hub.call("pension", "somebody", Map.of("body", large));
        assertThat(found().tooLarge()).isEqualTo(4);
    }

    @Test
    void countsCallsWhoseShadowTriesTooMuch() {
        hub.deploy(version("1.0.0").steps("- setBody: { constant: \"same\" }"));
        hub.deploy(
                version("1.1.0")
                        .steps(
                                "- setBody: { constant: \"" + "x".repeat(5_000) + "\" }",
                                "- to: redemption:count/up",
                                "- setBody: { constant: \"same\" }"),
                Mode.SHADOW,
                100);

        hub.call("pension");

        await().untilAsserted(() -> assertThat(found().tooLarge()).isEqualTo(1));
        assertThat(found().compared()).isZero();
    }

    @Test
    void holdsNoMoreRecordingsThanTheirBoundHoweverSlowTheShadowIs() {
        hub.deploy(version("1.0.0").steps("- setBody: { constant: \"same\" }"));
        hub.deploy(version("1.1.0").steps("- setBody: { constant: \"other\" }"), Mode.SHADOW, 100);
        CountDownLatch letGo = new CountDownLatch(1);

        IntStream.range(0, 40)
                .forEach(call -> hub.call("pension", "somebody", Map.of("body", new SlowWords(3_000, letGo))));
        long held = 40 - found().dropped();
        assertThat(held * 3_000).isBetween(3_000L, 64 * 1024L);
        letGo.countDown();

        await().untilAsserted(() -> assertThat(found().compared()).isEqualTo(held));
    }

    /** So many characters, which a shadow cannot see before it is let. */
    private record SlowWords(int length, CountDownLatch letGo) implements CharSequence {

        @Override
        public int length() {
            if (Thread.currentThread().getName().startsWith("shadow")) {
                try {
                    letGo.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return length;
        }

        @Override
        public char charAt(int index) {
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "x".repeat(end - start);
        }
    }

    // ---- other nodes

    /** Two nodes of one database: the second one follows. Both in one process cannot both be shown in JMX. */
    private void twoNodes(Consumer<TestHub> test) {
        String before = System.setProperty("org.apache.camel.jmx.disabled", "true");
        try (TestHub second = hub(false)) {
            test.accept(second);
        } finally {
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
    void followsWhatAnotherNodeDeploysRollsBackAndUninstalls() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            assertThat(second.call("pension")).isEqualTo("1.0.0");
            Object running = second.active.slot(NAME, 1).orElseThrow().active();
            look(second);
            assertThat(second.active.slot(NAME, 1).orElseThrow().active()).isSameAs(running);

            hub.deploy(version("1.0.1"));
            assertThat(second.call("pension")).isEqualTo("1.0.0");
            look(second);
            assertThat(second.call("pension")).isEqualTo("1.0.1");
            assertThat(hub.receipts.page(NAME, null, 10)).hasSize(2);

            hub.deployments.deploy(Order.rollBack(version("1.0.0").build(), "engineer"));
            look(second);
            assertThat(second.call("pension")).isEqualTo("1.0.0");

            hub.deployments.uninstall(NAME, 1, "engineer", null);
            look(second);
            assertThat(second.active.slots()).isEmpty();
            assertThat(second.deployments.catchUp().behind()).isEmpty();
        });
    }

    @Test
    void followsACandidateThatStandsBesideIsPromotedOrLeaves() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            Receipt canary = hub.deploy(version("1.1.0"), Mode.CANARY, 100);
            look(second);
            assertThat(second.call("pension")).isEqualTo("1.1.0");
            Object candidate =
                    second.active.slot(NAME, 1).orElseThrow().candidate().running();

            hub.deployments.promote(
                    NAME, canary.digest(), Order.deploy(version("1.1.0").build(), "engineer"));
            look(second);
            assertThat(second.active.slot(NAME, 1).orElseThrow().active()).isSameAs(candidate);
            assertThat(second.active.slot(NAME, 1).orElseThrow().candidate()).isNull();

            hub.deploy(version("1.2.0"), Mode.SHADOW, 100);
            look(second);
            IntStream.range(0, 20).forEach(call -> second.call("pension"));
            Shadow there = second.active.slot(NAME, 1).orElseThrow().candidate().shadow();
            await().untilAsserted(
                            () -> assertThat(there.comparison().compared()).isEqualTo(20));
            await().untilAsserted(() -> assertThat(found().compared()).isEqualTo(20));
            second.call("pension", "somebody", Map.of("body", "x".repeat(5_000)));
            await().untilAsserted(() -> assertThat(found().tooLarge()).isEqualTo(1));

            Receipt left =
                    hub.deployments.abandon(NAME, 1, "engineer", "enough").orElseThrow();
            assertThat(left.shadow().found().compared()).isEqualTo(20);
            look(second);
            assertThat(second.active.slot(NAME, 1).orElseThrow().candidate()).isNull();
        });
    }

    @Test
    void staysOnTheOldVersionAndSaysSoWhenTheNewOneDoesNotStartHere() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0"));
            look(second);
            second.withoutCounting = true;
            hub.deploy(version("1.0.1").steps("- to: redemption:count/up", "- setBody: { constant: new }"));

            look(second);

            assertThat(second.call("pension")).isEqualTo("1.0.0");
            assertThat(hub.call("pension")).isEqualTo("new");
            assertThat(second.deployments.catchUp().behind()).singleElement().satisfies(behind -> {
                assertThat(behind.bundle()).isEqualTo(NAME);
                assertThat(behind.wanted()).startsWith("1.0.1 (");
                assertThat(behind.why().en()).contains("could not be started");
            });

            hub.deploy(version("1.0.2"));
            look(second);
            assertThat(second.call("pension")).isEqualTo("1.0.2");
            assertThat(second.deployments.catchUp().behind()).isEmpty();
        });
    }

    @Test
    void letsItsOwnCallsEndOnTheVersionThatAnotherNodeReplaced() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0").steps("- to: redemption:hold/here", "- setBody: { constant: old }"));
            look(second);
            Future<Object> slow = others.submit(() -> second.call("pension"));
            assertThat(second.held).satisfies(held -> held.await());
            hub.deploy(version("1.0.1"));
            second.deployments.catchUp().look(others);
            await().untilAsserted(() -> assertThat(second.call("pension")).isEqualTo("1.0.1"));

            assertThat(slow.isDone()).isFalse();
            second.letGo.countDown();
            assertThat(slow).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("old");
        });
    }

    @Test
    void looksForWhatOtherNodesChangedAsOftenAsItIsTold() {
        twoNodes(second -> {
            BundleStartup following = new BundleStartup(
                    second.deployments,
                    second.active,
                    null,
                    new BundleStartup.Rhythm(Duration.ZERO, Duration.ofMillis(20)));
            following.start();
            hub.deploy(version("1.0.0"));
            await().untilAsserted(() -> assertThat(second.active.slots()).hasSize(1));
            assertThat(second.call("pension")).isEqualTo("1.0.0");
            following.stop();
            assertThat(second.active.slots()).isEmpty();
        });
    }

    // ---- leaving and coming back

    @Test
    void forgetsTheWaysOfABundleThatIsGoneThoseOfItsLastCallsTooAndKeepsItsLog() {
        twoNodes(second -> {
            hub.deploy(version("1.0.0").steps("- to: redemption:hold/here"));
            look(second);
            Future<Object> here = others.submit(() -> hub.call("pension"));
            Future<Object> there = others.submit(() -> second.call("pension"));
            await().until(() -> hub.held.getCount() + second.held.getCount() == 0);

            Future<?> uninstalled = others.submit(() -> hub.deployments.uninstall(NAME, 1, "engineer", null));
            await().until(() -> hub.active.slots().isEmpty());
            Future<?> followed = others.submit(() -> look(second));
            await().until(() -> second.active.slots().isEmpty());
            hub.letGo.countDown();
            second.letGo.countDown();

            assertThat(List.of(here, there, uninstalled, followed))
                    .allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(30)));
            for (TestHub node : List.of(hub, second)) {
                assertThat(node.observations.traces().recent(NAME).calls()).isZero();
                assertThat(node.observations
                                .log()
                                .after(NAME, null, Duration.ZERO)
                                .items())
                        .extracting(BundleEvent::kind)
                        .contains(BundleEvent.Kind.UNDEPLOYED);
            }
        });
    }

    @Test
    void uninstallsWhollyAndActivatesAgainWhatItKept() throws Exception {
        Receipt deployed = hub.deploy(version("1.0.0"));

        Receipt receipt = hub.deployments.uninstall(NAME, 1, "engineer", null).orElseThrow();

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.UNINSTALLED);
        assertThat(receipt.residue()).isEmpty();
        assertThat(hub.active.running(NAME)).isEmpty();
        assertThat(hub.store.active()).isEmpty();
        assertThat(contextBeans()).isZero();
        hub.deploy(version("1.0.0"));
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.store.versions(NAME)).extracting("digest").containsExactly(deployed.digest());
    }

    @Test
    void resumesAfterARestartWhatAnsweredAndWhatStoodBeside() {
        hub.deploy(version("1.0.0"));
        hub.deploy(version("1.1.0"), Mode.CANARY, 100);
        hub.close();

        hub = hub(false);
        BundleStartup startup = new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE);
        startup.start();

        assertThat(hub.active.slot(NAME, 1).orElseThrow().active().version().version())
                .hasToString("1.0.0");
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        startup.stop();
        assertThat(hub.active.slots()).isEmpty();
    }

    private static long contextBeans() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=pension-*,*"), null)
                .size();
    }
}
