package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.bundle.signature.BundleSignature;
import io.xianghub.bundle.signature.SignatureRules;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.vault.SignatureAlgorithm;
import io.xianghub.vault.SigningKey;
import io.xianghub.vault.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A version comes in only while somebody vouches for it whose key is good. What the hub took so comes in again after the key's
 * end, by the hub's own record of when that was, but not after the key was revoked.
 */
class SignedDeploymentTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant PAST = NOW.plusSeconds(61);
    private static final BundleName NAME = new BundleName("pension");

    private final Hands clock = new Hands();
    private final DataSource source = Databases.fresh(Dialect.H2);
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final SigningKey newer = SigningKey.generate(SignatureAlgorithm.SM2);
    private TestHub hub;

    @BeforeEach
    void start() {
        hub = new TestHub(source, believing(true, Set.of(), key.verification(), newer.verification()), clock);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    // ---- signed anew

    @Test
    void replacesTheSignatureOfTheSameContentWithoutStartingItAgain() {
        Receipt first = deploy(signed("1.0.0", key, NOW));
        Object running = hub.active.running(NAME).orElseThrow();

        Receipt receipt = deploy(signed("1.0.0", newer, NOW.plusSeconds(60)));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SIGNED_ANEW);
        assertThat(receipt.digest()).isEqualTo(first.digest());
        assertThat(receipt.signer()).contains(newer.verification().id());
        assertThat(hub.receipts.find(NAME, receipt.id())).contains(receipt);
        assertThat(hub.active.running(NAME).orElseThrow()).isSameAs(running);
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void keepsTheSignatureThatIsNewer() {
        deploy(signed("1.0.0", newer, NOW));

        Receipt receipt = deploy(signed("1.0.0", key, NOW.minusSeconds(60)));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.UNCHANGED);
        assertThat(receipt.signer()).contains(newer.verification().id());
        assertThat(kept(receipt.digest()).file(BundleFiles.signaturePath(NAME)))
                .hasValueSatisfying(signature -> assertThat(new String(signature, StandardCharsets.UTF_8))
                        .contains(newer.verification().id()));
    }

    @Test
    void losesNoSignatureToTheSameContentWithoutOne() {
        restart(believing(false, Set.of(), key.verification()));
        deploy(signed("1.0.0", key, NOW));

        Receipt receipt = deploy(BundleSource.of("pension", "1.0.0").build());

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.UNCHANGED);
        assertThat(receipt.signer()).contains(key.verification().id());
        assertThat(kept(receipt.digest()).file(BundleFiles.signaturePath(NAME))).isPresent();
    }

    @Test
    void takesANewSignatureFromTheFolderAndUndoesNoRollbackByIt(@TempDir Path root) throws IOException {
        WatchedFolder folder = new WatchedFolder(root, hub.store, hub.deployments);
        deploy(signed("1.0.0", key, NOW));
        save(root, signed("1.1.0", key, NOW));
        folder.takeAll();
        Receipt receipt = hub.deployments.deploy(Order.rollBack(signed("1.0.0", key, NOW), "engineer"));
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ROLLED_BACK);

        save(root, signed("1.1.0", newer, NOW.plusSeconds(60)));
        folder.look();
        folder.look();

        assertThat(hub.receipts.page(NAME, null, 1)).singleElement().satisfies(newest -> {
            assertThat(newest.outcome()).isEqualTo(Receipt.Outcome.SIGNED_ANEW);
            assertThat(newest.version()).hasToString("1.1.0");
            assertThat(newest.signer()).contains(newer.verification().id());
        });
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    // ---- with the hub

    @Test
    void startsWithoutAVersionWhoseKeyWasRevokedAndSaysWhyAndWhatToDo() {
        deploy(signed("1.0.0", key, NOW));
        deploy(signed("archive", "1.0.0", newer, NOW));

        restart(believing(true, Set.of(key.verification().id()), key.verification(), newer.verification()));

        assertThat(hub.call("archive")).isEqualTo("1.0.0");
        refused(() -> hub.call("pension"), ProblemType.BUNDLE_NOT_STARTED);
        assertThat(hub.active.unstarted().all()).singleElement().satisfies(missing -> {
            assertThat(missing.version().bundle()).isEqualTo(NAME);
            assertThat(missing.findings()).extracting(Finding::code).containsExactly("signature.key-revoked");
            assertThat(missing.findings().get(0).remedy().en()).contains("Sign again");
            assertThat(missing.why().en()).contains(key.verification().id());
        });
    }

    @Test
    void startsAVersionAgainWhoseKeyHasExpiredSinceAndWarns() {
        SignatureRules rules = believing(true, Set.of(), ending());
        restart(rules);
        deploy(signed("1.0.0", key, NOW));
        clock.at = PAST;

        List<String> log = logOf(() -> restart(rules));

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.active.unstarted().all()).isEmpty();
        assertThat(outlook()).singleElement().satisfies(SignedDeploymentTest::warnsOfTheExpiredKey);
        assertThat(log).anyMatch(line -> line.contains("this hub took the signature before that, at " + NOW));
    }

    /** What is logged of bundles meanwhile, whatever level another test left behind. */
    private static List<String> logOf(Runnable work) {
        Logger bundles = (Logger) LoggerFactory.getLogger("io.xianghub.bundle");
        Level before = bundles.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        bundles.setLevel(Level.INFO);
        bundles.addAppender(heard);
        try {
            work.run();
        } finally {
            bundles.detachAppender(heard);
            bundles.setLevel(before);
        }
        return heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void saysOfAVersionThatRunsThatItsKeyHasExpiredMeanwhile() {
        restart(believing(true, Set.of(), ending(), newer.verification()));
        deploy(signed("1.0.0", key, NOW));
        clock.at = PAST;
        assertThat(outlook()).singleElement().satisfies(SignedDeploymentTest::warnsOfTheExpiredKey);

        deploy(signed("1.0.0", newer, PAST));

        assertThat(outlook()).isEmpty();
        assertThat(hub.store.active()).singleElement().satisfies(row -> assertThat(row.signature())
                .isEqualTo(new BundleStore.KeptSignature(newer.verification().id(), PAST)));
    }

    @Test
    void goesByItsOwnRecordOfTheTimeAndNotByWhatTheSignerSays() {
        restart(believing(false, Set.of(), ending()));
        clock.at = PAST;
        deploy(signed("1.0.0", key, NOW.minusSeconds(60)));

        restart(believing(true, Set.of(), ending()));

        assertThat(missingBecause()).containsExactly("signature.key-expired");
        assertThat(hub.active
                        .unstarted()
                        .all()
                        .get(0)
                        .findings()
                        .get(0)
                        .remedy()
                        .en())
                .contains("Not-After");
    }

    @Test
    void startsWithoutAVersionThatWasAlteredWhereItIsKept() {
        Receipt receipt = deploy(signed("1.0.0", key, NOW));
        BundleFiles altered =
                BundleSource.of("pension", "1.0.0").answering("altered").build();
        hub.jdbc
                .sql("update bundle_version set zip = :zip where digest = :digest")
                .param("zip", altered.zip())
                .param("digest", receipt.digest())
                .update();

        restart(believing(false, Set.of()));

        assertThat(missingBecause()).containsExactly("bundle.kept-altered");
        deploy(signed("1.0.0", key, NOW));
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(kept(receipt.digest()).digest()).isEqualTo(receipt.digest());
    }

    @Test
    void bringsAVersionBackThatIsSignedAnewWithoutARestart() {
        Receipt before = deploy(signed("1.0.0", newer, NOW));
        deploy(signed("1.1.0", key, NOW));
        SignatureRules rules = believing(true, Set.of(key.verification().id()), newer.verification());
        restart(rules);

        Receipt receipt = deploy(signed("1.1.0", newer, NOW.plusSeconds(60)));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        assertThat(hub.active.unstarted().all()).isEmpty();
        assertThat(hub.receipts.replacedBy(NAME, 1, receipt.digest())).contains(before.digest());
        restart(rules);
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
    }

    @Test
    void findsInTheFolderAtStartTheSignatureThatBringsAVersionBack(@TempDir Path root) throws IOException {
        save(root, signed("1.0.0", key, NOW));
        new WatchedFolder(root, hub.store, hub.deployments).takeAll();
        save(root, signed("1.0.0", newer, NOW.plusSeconds(60)));
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));

        new WatchedFolder(root, hub.store, hub.deployments).takeAll();

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void goesBackFromAVersionThatDidNotStart() {
        Receipt good = deploy(signed("1.0.0", newer, NOW));
        Receipt bad = deploy(signed("1.1.0", key, NOW));
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));
        assertThat(missingBecause()).containsExactly("signature.key-revoked");
        assertThat(hub.receipts.replacedBy(NAME, 1, bad.digest())).contains(good.digest());

        Receipt receipt = hub.deployments.deploy(
                Order.rollBack(kept(good.digest()), "operator").expecting(bad.digest()));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ROLLED_BACK);
        assertThat(receipt.previous().digest()).isEqualTo(bad.digest());
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        assertThat(hub.active.unstarted().all()).isEmpty();
    }

    @Test
    void uninstallsAVersionThatDidNotStart() {
        deploy(signed("1.0.0", key, NOW));
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));

        Receipt receipt = hub.deployments.uninstall(NAME, 1, "operator", null).orElseThrow();

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.UNINSTALLED);
        assertThat(hub.active.unstarted().all()).isEmpty();
        assertThat(hub.store.active()).isEmpty();
    }

    // ---- back and in

    @Test
    void goesBackToAVersionWhoseKeyHasExpiredSinceAndWarns() {
        SignatureRules rules = believing(true, Set.of(), ending(), newer.verification());
        restart(rules);
        Receipt old = deploy(signed("1.0.0", key, NOW));
        Receipt next = deploy(signed("1.1.0", newer, NOW));
        clock.at = PAST;

        Receipt back = hub.deployments.deploy(Order.rollBack(kept(old.digest()), "engineer"));

        assertThat(back.outcome()).isEqualTo(Receipt.Outcome.ROLLED_BACK);
        assertThat(back.warnings()).anySatisfy(SignedDeploymentTest::warnsOfTheExpiredKey);
        assertThat(back.signer()).contains(key.verification().id());
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        restart(rules);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        deploy(kept(next.digest()));
        Receipt activated = deploy(kept(old.digest()));

        assertThat(activated.outcome()).isEqualTo(Receipt.Outcome.DEPLOYED);
        assertThat(activated.warnings()).anySatisfy(SignedDeploymentTest::warnsOfTheExpiredKey);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void goesBackToNoVersionWhoseKeyWasRevoked() {
        Receipt old = deploy(signed("1.0.0", key, NOW));
        deploy(signed("1.1.0", newer, NOW));
        restart(believing(true, Set.of(key.verification().id()), key.verification(), newer.verification()));

        refused(
                () -> hub.deployments.deploy(Order.rollBack(kept(old.digest()), "engineer")),
                ProblemType.BUNDLE_REFUSED);
        refused(() -> deploy(kept(old.digest())), ProblemType.BUNDLE_REFUSED);

        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        assertThat(refusedBecause()).containsExactly("signature.key-revoked");
    }

    @Test
    void takesNothingAnewWithAKeyThatHasExpired() {
        restart(believing(true, Set.of(), ending()));
        Receipt taken = deploy(signed("1.0.0", key, NOW.minusSeconds(60)));
        clock.at = PAST;

        refused(() -> deploy(signed("1.1.0", key, NOW.minusSeconds(60))), ProblemType.BUNDLE_REFUSED);
        assertThat(refusedBecause()).containsExactly("signature.key-expired");
        refused(() -> deploy(signed("1.0.0", key, NOW.minusSeconds(30))), ProblemType.BUNDLE_REFUSED);
        assertThat(refusedBecause()).containsExactly("signature.key-expired");

        assertThat(kept(taken.digest()).zip())
                .isEqualTo(signed("1.0.0", key, NOW.minusSeconds(60)).zip());
    }

    @Test
    void letsACandidateTakeOverWhoseKeyHasExpiredMeanwhileAndWarns() {
        restart(believing(true, Set.of(), ending()));
        deploy(signed("1.0.0", key, NOW));
        Receipt canary = deployCanary(signed("1.1.0", key, NOW));
        clock.at = PAST;

        Receipt receipt = hub.deployments
                .promote(NAME, canary.digest(), Order.deploy(kept(canary.digest()), "engineer"))
                .orElseThrow();

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.PROMOTED);
        assertThat(receipt.warnings()).anySatisfy(SignedDeploymentTest::warnsOfTheExpiredKey);
        assertThat(hub.call("pension")).isEqualTo("1.1.0");
    }

    @Test
    void startsNoCandidateWhoseKeyWasRevoked() {
        deploy(signed("1.0.0", newer, NOW));
        Receipt canary = deployCanary(signed("1.1.0", key, NOW));

        restart(believing(true, Set.of(key.verification().id()), newer.verification()));

        assertThat(hub.deployments.promote(NAME, canary.digest(), Order.deploy(kept(canary.digest()), "engineer")))
                .isEmpty();
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void followsAnotherNodeToAVersionWhoseKeyHasExpiredSinceButNotToOneWhoseKeyWasRevoked() {
        SignatureRules rules = believing(true, Set.of(), ending());
        restart(rules);
        deploy(signed("1.0.0", key, NOW));
        clock.at = PAST;

        followOnAnotherNode(rules);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        followOnAnotherNode(believing(true, Set.of(key.verification().id()), ending()));
        assertThat(missingBecause()).containsExactly("signature.key-revoked");
    }

    // ---- over what did not start

    @Test
    void breaksNoSubscriberOfAVersionThatDidNotStart() {
        Receipt missing = deploy(signed("1.0.0", key, NOW));
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));
        hub.subscribe("super-app", "pension");
        BundleFiles other = signed(otherContract(), newer, NOW);

        Plan plan = hub.deployments.plan(other, null);
        refused(() -> deploy(other), ProblemType.BUNDLE_REFUSED);
        assertThat(plan.replaces()).isEqualTo(new Plan.Replaces(missing.version(), missing.digest()));
        assertThat(refusedBecause()).contains("contract.breaking");

        Receipt agreed = hub.deployments.deploy(Order.deploy(other, "engineer").because("agreed by letter"));
        assertThat(agreed.warnings()).extracting(Finding::code).contains("contract.breaking");
    }

    @Test
    void saysThatAContractCouldNotBeComparedBecauseWhatDidNotStartCannotBeRead() {
        deploy(signed("1.0.0", key, NOW));
        hub.jdbc
                .sql("update bundle_version set zip = :zip")
                .param("zip", new byte[] {1, 2, 3})
                .update();
        restart(believing(true, Set.of(), key.verification()));

        Receipt receipt = deploy(signed(otherContract(), key, NOW));

        assertThat(receipt.warnings()).extracting(Finding::code).contains("contract.not-compared");
    }

    @Test
    void putsNoCandidateBesideAVersionThatDidNotStart() {
        deploy(signed("1.0.0", key, NOW));
        restart(believing(true, Set.of(key.verification().id()), newer.verification()));

        refused(() -> deployCanary(signed("1.1.0", newer, NOW)), ProblemType.CONFLICT);

        assertThat(hub.candidates()).isEmpty();
    }

    // ---- who signed

    @Test
    void namesNobodyAsTheSignerWhoseKeyHadExpiredWhenTheVersionCame() {
        restart(believing(false, Set.of(), key.verification().until(NOW.minusSeconds(1))));

        Receipt receipt = deploy(signed("1.0.0", key, NOW.minusSeconds(60)));

        assertThat(receipt.signer()).isNull();
        assertThat(receipt.warnings()).extracting(Finding::code).contains("signature.key-expired");
    }

    @Test
    void warnsAMonthBeforeAKeyEnds() {
        restart(believing(true, Set.of(), key.verification().until(NOW.plus(Duration.ofDays(29)))));
        assertThat(deploy(signed("1.0.0", key, NOW)).warnings())
                .extracting(Finding::code)
                .contains("signature.key-expires-soon");

        restart(believing(true, Set.of(), key.verification().until(NOW.plus(Duration.ofDays(31)))));
        assertThat(deploy(signed("1.0.1", key, NOW)).warnings())
                .extracting(Finding::code)
                .doesNotContain("signature.key-expires-soon");
    }

    private List<String> missingBecause() {
        return hub.active.unstarted().all().stream()
                .flatMap(missing -> missing.findings().stream())
                .map(Finding::code)
                .toList();
    }

    private List<String> refusedBecause() {
        Receipt.Refusal refusal = hub.receipts.page(NAME, null, 1).get(0).refusal();
        assertThat(refusal).isNotNull();
        return refusal.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .toList();
    }

    private List<Finding> outlook() {
        return hub.store.active().stream()
                .flatMap(row -> hub.deployments.outlook(row).stream())
                .toList();
    }

    private static void warnsOfTheExpiredKey(Finding finding) {
        assertThat(finding.code()).isEqualTo("signature.key-expired");
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.message().en()).contains("took the signature before that, at " + NOW);
        assertThat(finding.remedy().en()).contains("Sign again");
        assertThat(finding.remedy().zh()).contains("重新签名");
    }

    private void restart(SignatureRules signatures) {
        hub.close();
        hub = new TestHub(source, signatures, clock);
        new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE).start();
    }

    private void followOnAnotherNode(SignatureRules signatures) {
        hub.close();
        hub = new TestHub(source, signatures, clock);
        hub.deployments.catchUp().look(Runnable::run);
    }

    private static SignatureRules believing(boolean required, Set<String> revoked, VerificationKey... trusted) {
        return SignatureRules.of(required, Arrays.asList(trusted), revoked);
    }

    /** The key, good at NOW but not PAST it. */
    private VerificationKey ending() {
        return key.verification().until(NOW.plusSeconds(60));
    }

    private Receipt deploy(BundleFiles files) {
        return hub.deployments.deploy(Order.deploy(files, "engineer"));
    }

    private Receipt deployCanary(BundleFiles files) {
        return hub.deployments.deploy(
                Order.deploy(files, "engineer").as(new Candidate.Stand(Candidate.Mode.CANARY, 10)));
    }

    private BundleFiles kept(String digest) {
        return hub.store.files(NAME, digest);
    }

    private static BundleFiles signed(String version, SigningKey key, Instant at) {
        return signed("pension", version, key, at);
    }

    private static BundleFiles signed(String name, String version, SigningKey key, Instant at) {
        return signed(BundleSource.of(name, version).build(), key, at);
    }

    private static BundleFiles otherContract() {
        BundleSource source = BundleSource.of("pension", "1.1.0");
        return source.with(
                        "routes/%s/openapi.yaml",
                        new String(source.files().get("routes/pension/openapi.yaml"), StandardCharsets.UTF_8)
                                .replace("schema: { type: string }", "schema: { type: integer }"))
                .build();
    }

    private static BundleFiles signed(BundleFiles files, SigningKey key, Instant at) {
        BundleSignature signature =
                BundleSignature.sign(files, key, "张工", at, new Findings()).orElseThrow();
        SortedMap<String, byte[]> more = new TreeMap<>(files.files());
        more.put(BundleFiles.signaturePath(files.name()), signature.text().getBytes(StandardCharsets.UTF_8));
        return new BundleFiles(files.name(), more);
    }

    private static void save(Path root, BundleFiles files) throws IOException {
        for (var file : files.files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void refused(ThrowingCallable change, ProblemType type) {
        assertThatThrownBy(change).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }

    /** A clock whose hands the test moves. */
    private static final class Hands extends Clock {

        private Instant at = NOW;

        @Override
        public Instant instant() {
            return at;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
