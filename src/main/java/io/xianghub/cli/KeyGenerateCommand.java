package io.xianghub.cli;

import io.xianghub.shared.Text;
import io.xianghub.vault.SignatureAlgorithm;
import io.xianghub.vault.SigningKey;
import io.xianghub.vault.VerificationKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub key generate}: a new pair, in two files that must not be there yet. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "生成密钥对：<name>.key.pem（私钥，仅本人可读）和 <name>.pub.pem（公钥）",
            "Makes a key pair: <name>.key.pem (private, readable by you alone) and <name>.pub.pem (public)"
        })
final class KeyGenerateCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "<name>", description = "文件名前缀，可含目录 / beginning of the files' names, with their folder")
    private Path name = Path.of("hub");

    @Option(
            names = "--algorithm",
            defaultValue = "SM2",
            description = "SM2 或 ED25519（${DEFAULT-VALUE}） / SM2 or ED25519 (${DEFAULT-VALUE})")
    private SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

    @Option(
            names = "--days",
            defaultValue = "730",
            description = "有效天数，写在公钥文件里（${DEFAULT-VALUE}） / days that the key is good for, kept in the public file"
                    + " (${DEFAULT-VALUE})")
    private int days;

    @Override
    public Integer call() {
        if (days < 1 || days > 36_500) {
            throw new ParameterException(
                    command().commandLine(),
                    reading.say(Text.of("--days 应为 1 到 36500", "--days should be 1 to 36500")));
        }
        SigningKey key = SigningKey.generate(algorithm);
        Instant end = Clock.systemUTC()
                .instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.UTC)
                .plus(Period.ofDays(days))
                .toInstant();
        VerificationKey verification = key.verification().until(end);
        Path secret = Path.of(name + ".key.pem");
        Path open = Path.of(name + ".pub.pem");
        write(key, secret, verification, open);
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("key", verification.id());
        made.put("algorithm", algorithm.label());
        made.put("notAfter", end.toString());
        made.put("privateKey", secret.toString());
        made.put("publicKey", open.toString());
        reading.data(
                made,
                reading.say(Text.of(
                        "已生成 %s 密钥 %s，有效至 %s：私钥 %s（妥善保管，不要入库），公钥 %s（交给枢纽管理员加入 xianghub.bundles.trusted-keys）",
                        "Made the %s key %s, good until %s: private %s (keep it to yourself and out of the"
                                + " repository), public %s (for the hub's administrator, into"
                                + " xianghub.bundles.trusted-keys)",
                        algorithm.label(),
                        verification.id(),
                        end,
                        secret,
                        open)));
        return Exit.OK;
    }

    private void write(SigningKey key, Path secret, VerificationKey verification, Path open) {
        try {
            NewFiles.writeBoth(secret, key.pem(), open, verification.pem());
        } catch (FileAlreadyExistsException taken) {
            throw new Refusal(
                    Exit.CONFLICT,
                    reading.say(Text.of(
                            "%s 已存在，不会覆盖；换一个名称",
                            "%s is there already and is not overwritten; take another name", taken.getFile())));
        } catch (IOException failed) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写入 %s；核对目录是否存在且可写",
                            "Cannot write %s; check that its folder exists and is writable", secret)));
        }
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("Not run by the command line");
        }
        return spec;
    }
}
