package io.xianghub.simulation;

import io.xianghub.legacy.BindingSettings;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a bundle's {@code simulator.yaml}; what is wrong becomes a finding with its place. */
record SystemsReader(BundleName bundle, Findings findings) {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "http", Set.of("kind", "connection", "binding", "stubs", "cipher"),
            "frame", Set.of("kind", "connection", "binding", "stubs", "charset", "listens"),
            "sftp", Set.of("kind", "connection", "binding", "directories", "user", "files"),
            "database", Set.of("kind", "connection", "binding", "mode", "scripts", "load"));
    private static final Text REMEDY =
            Text.of("按 docs/reference/simulator.md 修正此处", "Mend it as docs/reference/simulator.md describes");

    /** @param root the folder that holds {@code routes/} */
    List<SystemDefinition> read(Path root) {
        Path file = file(root, "simulator/simulator.yaml");
        Optional<YamlNode> document = document(root, file);
        if (document.isEmpty()) {
            return List.of();
        }
        if (!(document.get() instanceof YamlNode.Mapping keys)
                || !(keys.get("systems").orElse(null) instanceof YamlNode.Mapping systems)) {
            wrong(document.get().at(), Text.of("缺少 systems", "systems is missing"));
            return List.of();
        }
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        List<SystemDefinition> read = new ArrayList<>();
        systems.entries().forEach((name, entry) -> {
            SystemDefinition system = system(name, entry.value(), folder);
            if (system != null) {
                read.add(system);
            }
        });
        return read;
    }

    Path file(Path root, String path) {
        return root.resolve("routes").resolve(bundle.value()).resolve(path);
    }

    /** Empty when there is no such file, or nothing can be read of it. */
    Optional<YamlNode> document(Path root, Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Yaml.read(root.relativize(file).toString(), Files.readAllBytes(file), findings);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private @Nullable SystemDefinition system(String name, YamlNode node, Path folder) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            wrong(node.at(), Text.of("%s 应为键值表", "%s must be a mapping", name));
            return null;
        }
        String kind = mapping.get("kind").flatMap(YamlNode::asText).orElse("");
        if (!KEYS.containsKey(kind)) {
            wrong(
                    at("kind", mapping),
                    Text.of(
                            "%s: kind 应为 http、frame、sftp 或 database",
                            "%s: kind must be http, frame, sftp or database", name));
            return null;
        }
        Set<String> known = KEYS.getOrDefault(kind, Set.of());
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                wrong(
                        entry.keyAt(),
                        Text.of(
                                "%s: 不认识的键 %s（可用：%s）",
                                "%s: unknown key %s (there are %s)", name, key, new TreeSet<>(known)));
            }
        });
        YamlNode binding = mapping.get("binding").orElse(null);
        mapping.get("cipher").ifPresent(cipher -> CipherKeys.check(cipher, folder, this));
        return new SystemDefinition(
                bundle,
                name,
                folder,
                mapping.plain() instanceof Map<?, ?> keys ? keys : Map.of(),
                binding == null ? DeclaredBinding.NONE : binding(binding, kind.equals("http") || kind.equals("frame")));
    }

    /** @param free whether the system asks for no password of its own */
    private DeclaredBinding binding(YamlNode node, boolean free) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            wrong(node.at(), Text.of("binding 应为键值表", "binding must be a mapping"));
            return DeclaredBinding.NONE;
        }
        BindingSettings settings = BindingSettings.DEFAULT;
        try {
            settings = BindingSettings.read(mapping.plain() instanceof Map<?, ?> written ? written : Map.of());
        } catch (IllegalArgumentException mistaken) {
            String why = String.valueOf(mistaken.getMessage());
            wrong(mapping.at(), new Text("binding: " + why, "binding: " + why));
        }
        YamlNode secret = mapping.get("secret").orElse(null);
        if (secret != null && !free) {
            wrong(secret.at(), Text.of("此处的密码由模拟器自己给出", "The simulator itself gives the password of this system"));
            secret = null;
        }
        return new DeclaredBinding(settings, secret == null ? null : secret("secret", secret), secrets(mapping));
    }

    private Map<String, Secret> secrets(YamlNode.Mapping binding) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        YamlNode node = binding.get("secrets").orElse(null);
        if (node instanceof YamlNode.Mapping named) {
            named.entries().forEach((name, entry) -> {
                Secret secret = secret(name, entry.value());
                if (secret != null) {
                    secrets.put(name, secret);
                }
            });
        } else if (node != null) {
            wrong(node.at(), Text.of("secrets 应为按名称的键值表", "secrets must be a mapping by name"));
        }
        return secrets;
    }

    /** Written here and valid nowhere else: a bundle's file reads nothing of the machine that it is played on. */
    private @Nullable Secret secret(String name, YamlNode node) {
        String text = node.asText().orElse("");
        if (text.isEmpty()) {
            wrong(node.at(), Text.of("%s 应为文本，不能为空", "%s must be a text that is not empty", name));
            return null;
        }
        if (text.startsWith("env:") || text.startsWith("file:")) {
            wrong(
                    node.at(),
                    Text.of(
                            "模拟器的凭据 %s 须直接写出，不能引用环境变量或文件",
                            "A simulator's secret %s is written out; it cannot refer to the environment or a file",
                            name));
            return null;
        }
        return new Secret(text);
    }

    void wrong(Position at, Text message) {
        findings.error(at, "simulator.wrong-value", message, REMEDY);
    }

    private static Position at(String key, YamlNode.Mapping mapping) {
        return mapping.get(key).map(YamlNode::at).orElse(mapping.at());
    }
}
