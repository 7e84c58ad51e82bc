package io.xianghub.simulation;

import io.xianghub.legacy.CipherEnvelope;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.shangmi.Sm2PrivateKey;
import io.xianghub.shared.shangmi.Sm2PublicKey;
import io.xianghub.shared.signing.Credentials;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a department has of a cipher envelope that it shares with the hub.
 *
 * @param own the department's private key
 * @param hub the hub's public key
 * @param shared what both ends have: the key of SM4, the application's secret, the number of the application
 */
record CipherKeys(CipherEnvelope envelope, String own, String hub, DeclaredBinding shared) implements Credentials {

    private static final String OWN = "private-key";
    private static final String HUB = "hub-key";

    /** Finds what is wrong with it: each key is a file of the simulator's folder. */
    static void check(YamlNode node, Path folder, SystemsReader reader) {
        if (!(node instanceof YamlNode.Mapping keys)) {
            reader.wrong(node.at(), Text.of("cipher 应为键值表", "cipher must be a mapping"));
            return;
        }
        for (String key : List.of(OWN, HUB)) {
            String file = keys.get(key).flatMap(YamlNode::asText).orElse("");
            Path path = folder.resolve(file).normalize();
            if (file.isEmpty() || !path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) {
                reader.wrong(
                        keys.get(key).map(YamlNode::at).orElse(keys.at()),
                        Text.of("cipher 的 %s 应为 simulator/ 中的文件", "%s of cipher must be a file in simulator/", key));
            } else {
                try {
                    readable(key, text(path));
                } catch (Malformed unfit) {
                    reader.wrong(
                            keys.get(key).map(YamlNode::at).orElse(keys.at()),
                            new Text(
                                    file + "：" + unfit.text().zh(),
                                    file + ": " + unfit.text().en()));
                }
            }
        }
        Findings findings = new Findings();
        CipherEnvelope.read(envelope(keys), findings);
        findings.all().stream() // that it is assumed is said of the connection
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .forEach(reader.findings()::add);
    }

    static CipherKeys of(SystemDefinition system) {
        Map<?, ?> keys = system.map("cipher");
        // JSON is YAML, too.
        byte[] written = Json.write(keys).getBytes(StandardCharsets.UTF_8);
        CipherEnvelope envelope = Yaml.read("cipher", written, new Findings())
                .flatMap(node -> CipherEnvelope.read(envelope((YamlNode.Mapping) node), new Findings()))
                .orElseThrow(() -> new IllegalArgumentException(system.name() + ": cipher"));
        return new CipherKeys(
                envelope,
                text(system.file(String.valueOf(keys.get(OWN)))),
                text(system.file(String.valueOf(keys.get(HUB)))),
                system.binding());
    }

    @Override
    public String secret(String name) {
        Secret secret = shared.named(name);
        return name.equals("sm2") ? own : secret == null ? "" : secret.value();
    }

    @Override
    public String property(String name) {
        return name.equals("public-key") ? hub : shared.settings().properties().getOrDefault(name, "");
    }

    private static void readable(String key, String written) throws Malformed {
        if (key.equals(OWN)) {
            Sm2PrivateKey.read(written);
        } else {
            Sm2PublicKey.read(written);
        }
    }

    /** The keys that a connection's {@code cipher} has as well. */
    private static YamlNode.Mapping envelope(YamlNode.Mapping keys) {
        Map<String, YamlNode.Mapping.Entry> others = new LinkedHashMap<>(keys.entries());
        others.remove(OWN);
        others.remove(HUB);
        return new YamlNode.Mapping(keys.at(), others);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
