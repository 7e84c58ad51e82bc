package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.signature.BundleSignatures;
import io.xianghub.bundle.signature.SignatureRules;
import io.xianghub.bundle.signature.Signed;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.vault.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub verify}: whether a hub that trusts these keys would believe the bundle's signature; offline. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {"离线核对路由包的签名", "Verifies a bundle's signature offline"})
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Option(
            names = "--trusted",
            required = true,
            arity = "1..*",
            paramLabel = "<pem>",
            description = "信任的公钥 / the public keys that are trusted")
    private List<Path> trusted = new ArrayList<>();

    @Option(names = "--revoked", paramLabel = "<key id>", description = "已吊销的密钥 / keys that were revoked")
    private Set<String> revoked = new LinkedHashSet<>();

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        SignatureRules rules = rules();
        BundleFiles files = folder.read(bundle, reading);
        Findings findings = new Findings();
        Optional<Signed> signed = new BundleSignatures(rules, Clock.systemUTC()).check(files, findings);
        findings.all().forEach(reading::finding);
        if (signed.isEmpty()) {
            throw new Refusal(
                    Exit.FINDINGS,
                    reading.say(Text.of("路由包 %s 没有有效的签名", "The bundle %s has no valid signature", bundle)));
        }
        Signed by = signed.get();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("bundle", bundle);
        answer.put("digest", files.digest());
        answer.put("signer", by.signer());
        answer.put("key", by.key());
        answer.put("algorithm", by.algorithm());
        answer.put("signedAt", by.at().toString());
        reading.data(
                answer,
                reading.say(Text.of(
                        "签名有效：%s 于 %s 用密钥 %s 签署 %s（%s）",
                        "The signature is valid: %s signed it at %s with the key %s: %s (%s)",
                        by.signer(),
                        by.at(),
                        by.key(),
                        bundle,
                        files.digest().substring(0, 8))));
        return Exit.OK;
    }

    private SignatureRules rules() {
        List<VerificationKey> keys = new ArrayList<>();
        for (Path file : trusted) {
            try {
                keys.add(VerificationKey.read(Files.readString(file)));
            } catch (IOException unreadable) {
                throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("无法读取 %s", "Cannot read %s", file)));
            } catch (Malformed wrong) {
                throw new Refusal(Exit.FAILED, file + ": " + reading.say(wrong.text()));
            }
        }
        try {
            return SignatureRules.of(true, keys, revoked);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "--revoked 应为 32 位十六进制的密钥号", "--revoked takes key ids of 32 hexadecimal characters")));
        }
    }
}
