package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.signature.BundleSignature;
import io.xianghub.bundle.signature.BundleSignatures;
import io.xianghub.bundle.signature.SignatureRules;
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

/** A version runs only while somebody vouches for it whose key is good: when it comes, and whenever it comes again. */
class SignedDeploymentTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final BundleName NAME = new BundleName("pension");

    private final DataSource source = Databases.fresh(Dialect.H2);
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final SigningKey newer = SigningKey.generate(SignatureAlgorithm.SM2);
    private TestHub hub;

    @BeforeEach
    void start() {
        hub = new TestHub(source, believing(true, Set.of(), key.verification(), newer.verification()));
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
    void startsWithoutAVersionWhoseKeyHasExpiredSince() {
        deploy(signed("1.0.0", key, NOW));

        restart(believing(true, Set.of(), key.verification().until(NOW.minusSeconds(1))));

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
        BundleSignatures rules = believing(true, Set.of(key.verification().id()), newer.verification());
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
    void goesBackToNoVersionWhoseKeyIsNoLongerGood() {
        Receipt old = deploy(signed("1.0.0", key, NOW));
        deploy(signed("1.1.0", newer, NOW));
        restart(believing(true, Set.of(), key.verification().until(NOW.minusSeconds(1)), newer.verification()));

        refused(
                () -> hub.deployments.deploy(Order.rollBack(kept(old.digest()), "engineer")),
                ProblemType.BUNDLE_REFUSED);
        refused(() -> deploy(kept(old.digest())), ProblemType.BUNDLE_REFUSED);

        assertThat(hub.call("pension")).isEqualTo("1.1.0");
        assertThat(hub.receipts.page(NAME, null, 1).get(0).refusal().findings())
                .extracting(Finding::code)
                .containsExactly("signature.key-expired");
    }

    @Test
    void letsNoCandidateTakeOverWhoseKeyHasExpiredMeanwhile() {
        Hands hands = new Hands();
        hub.close();
        VerificationKey ending = key.verification().until(NOW.plusSeconds(60));
        hub = new TestHub(source, new BundleSignatures(SignatureRules.of(true, List.of(ending), Set.of()), hands));
        deploy(signed("1.0.0", key, NOW));
        Receipt canary = hub.deployments.deploy(
                Order.deploy(signed("1.1.0", key, NOW), "engineer").as(new Candidate.Stand(Candidate.Mode.CANARY, 10)));
        hands.at = NOW.plusSeconds(61);

        refused(
                () -> hub.deployments.promote(NAME, canary.digest(), Order.deploy(kept(canary.digest()), "engineer")),
                ProblemType.BUNDLE_REFUSED);

        assertThat(hub.active.running(NAME).orElseThrow().version().version()).hasToString("1.0.0");
    }

    @Test
    void namesNobodyWhoseKeyIsNoLongerGoodAsTheSigner() {
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

    private List<String> missingBecause() {
        return hub.active.unstarted().all().stream()
                .flatMap(missing -> missing.findings().stream())
                .map(Finding::code)
                .toList();
    }

    private void restart(BundleSignatures signatures) {
        hub.close();
        hub = new TestHub(source, signatures);
        new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE).start();
    }

    private static BundleSignatures believing(boolean required, Set<String> revoked, VerificationKey... trusted) {
        return new BundleSignatures(
                SignatureRules.of(required, Arrays.asList(trusted), revoked), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Receipt deploy(BundleFiles files) {
        return hub.deployments.deploy(Order.deploy(files, "engineer"));
    }

    private BundleFiles kept(String digest) {
        return hub.store.files(NAME, digest);
    }

    private static BundleFiles signed(String version, SigningKey key, Instant at) {
        return signed("pension", version, key, at);
    }

    private static BundleFiles signed(String name, String version, SigningKey key, Instant at) {
        BundleFiles files = BundleSource.of(name, version).build();
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
}
