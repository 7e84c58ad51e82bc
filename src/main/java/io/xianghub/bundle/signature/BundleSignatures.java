package io.xianghub.bundle.signature;

import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.vault.VerificationKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges bundles' signatures by the hub's rules. */
public final class BundleSignatures {

    private static final Text SIGN_AGAIN =
            Text.of("核对改动后用 hub sign 重新签名", "Review the change and sign it with hub sign");

    /** How long before a key's end those who rely on it are told. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final SignatureRules rules;
    private final Clock clock;

    public BundleSignatures(SignatureRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Who signed a bundle that comes anew, if somebody trusted did; what is wrong is added to {@code findings}. */
    public Optional<Signed> check(BundleFiles files, Version version, Findings findings) {
        return check(files, version, Optional::empty, findings);
    }

    /**
     * Likewise for a bundle that may be kept already: what was taken while its key was good stays good after the key's end.
     *
     * @param taken when the hub itself took these files with this very signature, by its own record, not by what the signer says;
     *     asked for only when the key has expired
     */
    public Optional<Signed> check(
            BundleFiles files, Version version, Supplier<Optional<Instant>> taken, Findings findings) {
        return new Judgement(files.name(), findings).of(files, version, taken);
    }

    /** Likewise offline: the version is the one that the files themselves say. */
    public Optional<Signed> check(BundleFiles files, Findings findings) {
        return BundleYaml.read(files, findings).flatMap(definition -> check(files, definition.version(), findings));
    }

    /**
     * What would be found now of the key that a kept signature was made with, had its version to be started again.
     *
     * @param key the key's id
     * @param taken when the hub took the signature
     */
    public List<Finding> outlook(BundleName bundle, String key, Instant taken) {
        Findings findings = new Findings();
        Judgement judgement = new Judgement(bundle, findings);
        judgement.trusted(key).ifPresent(trusted -> judgement.good(trusted, () -> Optional.of(taken)));
        return findings.all();
    }

    /**
     * Whether the signature of {@code anew} is the one to keep of the same content: its key is good now, the other's is not or
     * the other is older.
     */
    public boolean better(BundleFiles anew, BundleFiles kept, Version version) {
        Optional<Signed> now = check(anew, version, new Findings());
        Optional<Signed> before = check(kept, version, new Findings());
        return now.isPresent()
                && (before.isEmpty() || now.get().at().isAfter(before.get().at()));
    }

    /** One bundle's judgement. */
    private final class Judgement {

        private final BundleName bundle;
        private final Findings findings;

        Judgement(BundleName bundle, Findings findings) {
            this.bundle = bundle;
            this.findings = findings;
        }

        Optional<Signed> of(BundleFiles files, Version version, Supplier<Optional<Instant>> taken) {
            Optional<BundleSignature> signature = BundleSignature.read(files, findings);
            if (signature.isEmpty()) {
                if (rules.required()
                        && files.file(BundleFiles.signaturePath(bundle)).isEmpty()) {
                    error(
                            "signature.missing",
                            Text.of(
                                    "路由包没有签名，本枢纽只接受已签名的路由包",
                                    "The bundle is not signed; this hub takes signed bundles only"),
                            Text.of(
                                    "请有权签名者运行 hub sign %s --key <私钥>",
                                    "Have somebody who may sign run hub sign %s --key <private key>", bundle));
                }
                return Optional.empty();
            }
            return signature
                    .filter(found -> binds(found, files, version) && proved(found, taken))
                    .map(Signed::of);
        }

        private boolean binds(BundleSignature found, BundleFiles files, Version version) {
            if (!found.bundle().equals(bundle) || !found.version().equals(version)) {
                error(
                        "signature.other-bundle",
                        Text.of(
                                "签名属于 %s %s，不是 %s %s",
                                "The signature is of %s %s, not of %s %s",
                                found.bundle(),
                                found.version(),
                                bundle,
                                version),
                        SIGN_AGAIN);
                return false;
            }
            if (!found.digest().equals(files.digest())) {
                error(
                        "signature.altered",
                        Text.of(
                                "文件在签名之后被改动：签名的摘要是 %s，现在是 %s",
                                "The files were altered after they were signed: digest %s was signed, this is %s",
                                found.digest().substring(0, 8),
                                files.digest().substring(0, 8)),
                        SIGN_AGAIN);
                return false;
            }
            return true;
        }

        private boolean proved(BundleSignature found, Supplier<Optional<Instant>> taken) {
            Optional<VerificationKey> key = trusted(found.key());
            if (key.isEmpty()) {
                return false;
            }
            if (!found.madeBy(key.get())) {
                error(
                        "signature.invalid",
                        Text.of("签名与密钥 %s 不符", "The signature was not made by the key %s", found.key()),
                        SIGN_AGAIN);
                return false;
            }
            return good(key.get(), taken);
        }

        /** Empty when nothing is believed of the key, now or before. */
        Optional<VerificationKey> trusted(String id) {
            if (rules.revoked().contains(id)) {
                error(
                        "signature.key-revoked",
                        Text.of("密钥 %s 已被吊销", "The key %s was revoked", id),
                        Text.of("用有效的密钥重新签名", "Sign again with a valid key"));
                return Optional.empty();
            }
            VerificationKey key = rules.trusted().get(id);
            if (key == null) {
                doubt(
                        "signature.unknown-key",
                        Text.of("密钥 %s 不在信任之列", "The key %s is not trusted", id),
                        Text.of(
                                "用受信任的密钥签名，或请管理员把公钥加入 xianghub.bundles.trusted-keys",
                                "Sign with a trusted key, or have an administrator add it to xianghub.bundles.trusted-keys"));
            }
            return Optional.ofNullable(key);
        }

        /** Whether the key is good, or was when the hub took what it had signed. */
        boolean good(VerificationKey key, Supplier<Optional<Instant>> taken) {
            Instant now = clock.instant();
            if (key.expired(now)) {
                Optional<Instant> inTime = taken.get().filter(at -> !key.expired(at));
                inTime.ifPresentOrElse(at -> expiredSince(key, at), () -> expired(key));
                return inTime.isPresent();
            }
            if (key.expired(now.plus(NOTICE))) {
                warning(
                        "signature.key-expires-soon",
                        Text.of(
                                "密钥 %s 将于 %s 过期，此后用它签署的新内容将被拒绝；此前已接受的版本不受影响",
                                "The key %s expires at %s; what comes anew with it after that is refused, what was taken before goes on",
                                key.id(),
                                end(key)),
                        Text.of("在此之前换用新的密钥签名", "Sign with a newer key before that"));
            }
            return true;
        }

        private void expired(VerificationKey key) {
            doubt(
                    "signature.key-expired",
                    Text.of("密钥 %s 已于 %s 过期", "The key %s expired at %s", key.id(), end(key)),
                    Text.of(
                            "用有效的密钥重新签名并部署；一时无人可签时，管理员可在 xianghub.bundles.trusted-keys 的该公钥中改写 Not-After 后重启",
                            "Sign again with a valid key and deploy; while nobody can sign, an administrator may write a later Not-After into that key of xianghub.bundles.trusted-keys and restart"));
        }

        private void expiredSince(VerificationKey key, Instant taken) {
            warning(
                    "signature.key-expired",
                    Text.of(
                            "密钥 %s 已于 %s 过期；本枢纽此前（%s）已接受该签名，版本照常可用",
                            "The key %s expired at %s; this hub took the signature before that, at %s, so the version stays good",
                            key.id(),
                            end(key),
                            taken),
                    Text.of(
                            "用有效的密钥重新签名并部署，不影响运行",
                            "Sign again with a valid key and deploy; nothing is stopped by that"));
        }

        private static String end(VerificationKey key) {
            return key.notAfter().map(Instant::toString).orElse("");
        }

        private void error(String code, Text message, Text remedy) {
            findings.error(Position.whole(BundleFiles.signaturePath(bundle)), code, message, remedy);
        }

        private void warning(String code, Text message, Text remedy) {
            findings.warning(Position.whole(BundleFiles.signaturePath(bundle)), code, message, remedy);
        }

        /** What proves nothing: wrong where a proof is required, worth knowing elsewhere. */
        private void doubt(String code, Text message, Text remedy) {
            if (rules.required()) {
                error(code, message, remedy);
            } else {
                warning(code, message, remedy);
            }
        }
    }
}
