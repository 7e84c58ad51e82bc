package io.xianghub.bundle.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.vault.SignatureAlgorithm;
import io.xianghub.vault.SigningKey;
import io.xianghub.vault.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleSignaturesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final BundleName PENSION = new BundleName("pension");
    private static final Version VERSION = Version.of("1.0.0");
    private static final String SIGNATURE = "routes/pension/bundle.sig";

    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2);
    private final Findings findings = new Findings();

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void saysWhoSignedWithWhichKey(SignatureAlgorithm algorithm) {
        SigningKey other = SigningKey.generate(algorithm);

        Optional<Signed> signed = required(other.verification()).check(signed(files(), other), VERSION, findings);

        assertThat(signed).hasValue(new Signed("张工", other.verification().id(), algorithm.label(), NOW));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void takesAnUnsignedBundleUnlessSignaturesAreRequired() {
        assertThat(optional(key.verification()).check(files(), VERSION, findings))
                .isEmpty();
        assertThat(findings.all()).isEmpty();

        required(key.verification()).check(files(), VERSION, findings);
        refused("signature.missing", "hub sign pension");
    }

    @Test
    void refusesABundleThatWasAlteredAfterItWasSigned() {
        BundleFiles altered = with(signed(files(), key), "routes/pension/simulator/stub.json", "{}");

        required(key.verification()).check(altered, VERSION, findings);

        refused("signature.altered", "hub sign");
    }

    @Test
    void refusesAnAlteredBundleEvenWhereSignaturesAreOptional() {
        BundleFiles altered = with(signed(files(), key), "routes/pension/bundle.yaml", "bundle: pension\n");

        optional(key.verification()).check(altered, VERSION, findings);

        refused("signature.altered", "hub sign");
    }

    @Test
    void refusesAFileWhoseDigestWasWrittenAnewByAnotherHand() {
        BundleFiles altered = with(files(), "routes/pension/x.camel.yaml", "[]");
        String forged = text(signed(files(), key)).replace(files().digest(), altered.digest());

        required(key.verification()).check(with(altered, SIGNATURE, forged), VERSION, findings);

        refused("signature.invalid", "hub sign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signer: 张工", "signed-at: 2026-11-24T10:00:00Z"})
    void coversWhoAndWhenToo(String line) {
        String changed = line.startsWith("signer") ? "signer: 李工" : "signed-at: 2026-11-23T10:00:00Z";
        String forged = text(signed(files(), key)).replace(line, changed);

        required(key.verification()).check(with(files(), SIGNATURE, forged), VERSION, findings);

        refused("signature.invalid", "hub sign");
    }

    /** The version stands in the files too, and so in the digest; the line must not need that. */
    @Test
    void coversTheVersion() {
        String forged = text(signed(files(), key)).replace("version: 1.0.0", "version: 1.0.1");

        required(key.verification()).check(with(files(), SIGNATURE, forged), Version.of("1.0.1"), findings);

        refused("signature.invalid", "hub sign");
    }

    @Test
    void refusesTheSignatureOfAnotherVersionOrBundle() {
        BundleFiles signed = signed(files(), key);

        required(key.verification()).check(signed, Version.of("1.0.1"), findings);
        refused("signature.other-bundle", "hub sign");

        Findings more = new Findings();
        BundleFiles other = new BundleFiles(new BundleName("other"), new TreeMap<>());
        BundleFiles moved = with(other, "routes/other/bundle.sig", text(signed));
        required(key.verification()).check(moved, VERSION, more);
        assertThat(more.all()).extracting(Finding::code).containsExactly("signature.other-bundle");
    }

    @Test
    void refusesAnUnknownKeyOrWarnsWhereSignaturesAreOptional() {
        SigningKey stranger = SigningKey.generate(SignatureAlgorithm.SM2);

        required(key.verification()).check(signed(files(), stranger), VERSION, findings);
        refused("signature.unknown-key", "xianghub.bundles.trusted-keys");

        Findings warned = new Findings();
        assertThat(optional(key.verification()).check(signed(files(), stranger), VERSION, warned))
                .isEmpty();
        assertThat(warned.hasErrors()).isFalse();
        assertThat(warned.all()).extracting(Finding::code).containsExactly("signature.unknown-key");
    }

    @Test
    void believesAKeyThatHasExpiredWhatTheHubTookBeforeAndWarns() {
        VerificationKey expired = key.verification().until(NOW.minusSeconds(10));
        BundleFiles signed = signed(files(), key);

        Optional<Signed> kept =
                required(expired).check(signed, VERSION, () -> Optional.of(NOW.minusSeconds(11)), findings);

        assertThat(kept).hasValueSatisfying(by -> assertThat(by.signer()).isEqualTo("张工"));
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("signature.key-expired");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.remedy().zh()).contains("重新签名");
        });
        Findings late = new Findings();
        assertThat(required(expired).check(signed, VERSION, () -> Optional.of(NOW.minusSeconds(9)), late))
                .isEmpty();
        assertThat(late.hasErrors()).isTrue();
    }

    @Test
    void refusesAKeyThatHasExpired() {
        VerificationKey expired = key.verification().until(NOW.minusSeconds(1));
        BundleFiles signed = signed(files(), key);

        assertThat(required(expired).check(signed, VERSION, findings)).isEmpty();
        refused("signature.key-expired", "有效的密钥");
    }

    @Test
    void refusesARevokedKeyThatIsStillTrusted() {
        SignatureRules rules = SignatureRules.of(
                true, List.of(key.verification()), Set.of(key.verification().id()));
        BundleSignatures signatures = new BundleSignatures(rules, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(signatures.check(signed(files(), key), VERSION, () -> Optional.of(NOW), findings))
                .isEmpty();
        refused("signature.key-revoked", "重新签名");
        assertThat(signatures.outlook(PENSION, key.verification().id(), NOW))
                .extracting(Finding::code)
                .containsExactly("signature.key-revoked");
    }

    @Test
    void namesTheLineOfASignatureFileThatNobodyCanRead() {
        String text = text(signed(files(), key));

        assertThat(lineOfMalformed(text.replace("algorithm: SM2-SM3", "algorithm: MD5")))
                .isEqualTo(5);
        assertThat(lineOfMalformed(text.replace("key: ", "KEY: "))).isEqualTo(6);
        assertThat(lineOfMalformed(text + "more: x\n")).isEqualTo(10);
        assertThat(lineOfMalformed(text.replace("signature: 1", "signature: 2")))
                .isEqualTo(1);
        assertThat(lineOfMalformed(text.replaceFirst("(?m)^signature: .*$", "signature: not base64")))
                .isEqualTo(1);
        assertThat(lineOfMalformed("")).isEqualTo(1);
        assertThat(lineOfMalformed("x".repeat(10_000))).isEqualTo(1);
    }

    @Test
    void refusesRulesThatNobodyCouldMeet() {
        assertThatThrownBy(() -> SignatureRules.of(true, List.of(), Set.of()))
                .hasMessageContaining("no key is trusted");
        assertThatThrownBy(() -> SignatureRules.of(false, List.of(), Set.of("张工")))
                .hasMessageContaining("张工");
    }

    @Test
    void namesTheTrustedKeyThatCannotBeUsed() {
        String good = key.verification().pem();

        assertThat(settings(List.of(good)).rules().trusted())
                .containsOnlyKeys(key.verification().id());
        assertThatThrownBy(() -> settings(List.of(good, "no/such/file.pem")).rules())
                .hasMessageContaining("trusted-keys[1]")
                .hasMessageContaining("no/such/file.pem");
        assertThatThrownBy(() -> settings(List.of(key.pem())).rules())
                .hasMessageContaining("trusted-keys[0]")
                .hasMessageContaining("PUBLIC KEY");
    }

    private static SignatureSettings settings(List<String> keys) {
        return new SignatureSettings(SignatureSettings.Signatures.REQUIRED, keys, Set.of());
    }

    private int lineOfMalformed(String text) {
        Findings wrong = new Findings();
        optional(key.verification()).check(with(files(), SIGNATURE, text), VERSION, wrong);
        assertThat(wrong.all()).extracting(Finding::code).containsExactly("signature.malformed");
        return wrong.all().get(0).line();
    }

    private void refused(String code, String remedy) {
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.file()).isEqualTo(SIGNATURE);
            assertThat(finding.remedy().zh()).contains(remedy);
        });
    }

    private static BundleSignatures required(VerificationKey trusted) {
        return signatures(true, trusted);
    }

    private static BundleSignatures optional(VerificationKey trusted) {
        return signatures(false, trusted);
    }

    private static BundleSignatures signatures(boolean required, VerificationKey trusted) {
        return new BundleSignatures(
                SignatureRules.of(required, List.of(trusted), Set.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static BundleFiles files() {
        return with(
                new BundleFiles(PENSION, new TreeMap<>()),
                "routes/pension/bundle.yaml",
                """
                bundle: pension
                version: 1.0.0
                title: { zh: 养老, en: Pension }
                department: 12430000MBHUB0041G
                app: pension-app
                """);
    }

    private static BundleFiles signed(BundleFiles files, SigningKey key) {
        BundleSignature signature =
                BundleSignature.sign(files, key, "张工", NOW, new Findings()).orElseThrow();
        return with(files, SIGNATURE, signature.text());
    }

    private static String text(BundleFiles signed) {
        return new String(signed.file(SIGNATURE).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static BundleFiles with(BundleFiles files, String path, String text) {
        SortedMap<String, byte[]> more = new TreeMap<>(files.files());
        more.put(path, text.getBytes(StandardCharsets.UTF_8));
        return new BundleFiles(files.name(), more);
    }
}
