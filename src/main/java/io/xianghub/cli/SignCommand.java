package io.xianghub.cli;

import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.signature.BundleSignature;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.vault.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub sign}: vouches for a bundle as it lies in the folder; the signature stands beside its files. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {"为路由包签名，写入 routes/<bundle>/bundle.sig", "Signs a bundle into routes/<bundle>/bundle.sig"})
final class SignCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Option(names = "--key", required = true, paramLabel = "<pem>", description = "私钥 / the private key")
    private Path keyFile = Path.of("hub.key.pem");

    @Option(
            names = "--signer",
            defaultValue = "${sys:user.name}",
            description = "签名人，写入签名 / who signs, as the signature says (the user's name)")
    private String signer = "";

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        SigningKey key = key();
        BundleFiles files = folder.read(bundle, reading);
        Findings findings = new Findings();
        BundleCheck.check(files, findings, Clock.systemUTC());
        if (findings.hasErrors()) {
            findings.all().forEach(reading::finding);
            throw new Refusal(
                    Exit.FINDINGS,
                    reading.say(Text.of("路由包 %s 有错误，未签名", "The bundle %s has errors and was not signed", bundle)));
        }
        BundleSignature signature = signed(files, key).orElseThrow();
        Path file = folder.root().resolve(BundleFiles.signaturePath(files.name()));
        try {
            NewFiles.replace(file, signature.text());
        } catch (IOException failed) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of("无法写入 %s；核对目录权限", "Cannot write %s; check the folder's permissions", file)));
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("bundle", bundle);
        made.put("version", signature.version().toString());
        made.put("digest", signature.digest());
        made.put("key", signature.key());
        made.put("algorithm", signature.algorithm().label());
        made.put("signer", signature.signer());
        made.put("signedAt", signature.at().toString());
        made.put("file", file.toString());
        reading.data(
                made,
                reading.say(Text.of(
                        "%s 已用密钥 %s 为 %s %s（%s）签名：%s",
                        "%s signed with the key %s: %s %s (%s), in %s",
                        signature.signer(),
                        signature.key(),
                        bundle,
                        signature.version(),
                        signature.digest().substring(0, 8),
                        file)));
        return Exit.OK;
    }

    private Optional<BundleSignature> signed(BundleFiles files, SigningKey key) {
        try {
            return BundleSignature.sign(files, key, signer, Clock.systemUTC().instant(), new Findings());
        } catch (IllegalArgumentException unfit) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "--signer 应为一行、不超过 80 个字符", "--signer should be one line of at most 80 characters")));
        }
    }

    private SigningKey key() {
        try {
            if (NewFiles.othersReach(keyFile)) {
                throw new Refusal(
                        Exit.REFUSED,
                        reading.say(Text.of(
                                "其他人可以读取私钥 %s：先运行 chmod 600 %s",
                                "Others can reach the private key %s: run chmod 600 %s first", keyFile, keyFile)));
            }
            return SigningKey.read(Files.readString(keyFile));
        } catch (IOException unreadable) {
            throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("无法读取 %s", "Cannot read %s", keyFile)));
        } catch (Malformed wrong) {
            throw new Refusal(Exit.FAILED, keyFile + ": " + reading.say(wrong.text()));
        }
    }
}
