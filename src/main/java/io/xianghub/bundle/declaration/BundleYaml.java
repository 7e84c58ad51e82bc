package io.xianghub.bundle.declaration;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code bundle.yaml}. */
public final class BundleYaml {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*+");

    private final BundleFiles files;
    private final Findings findings;

    private BundleYaml(BundleFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** The definition, or empty when it cannot be used; all that is wrong is in {@code findings}. */
    public static Optional<BundleDefinition> read(BundleFiles files, Findings findings) {
        return new BundleYaml(files, findings).definition();
    }

    private Optional<BundleDefinition> definition() {
        String path = "routes/" + files.name() + "/bundle.yaml";
        Optional<byte[]> bytes = files.file(path);
        if (bytes.isEmpty()) {
            findings.error(
                    Position.whole(path),
                    "bundle.no-definition",
                    Text.of("缺少 bundle.yaml", "bundle.yaml is missing"),
                    Text.of("新建该文件，写明名称、版本、部门", "Add it with name, version and department"));
            return Optional.empty();
        }
        return Yaml.read(path, bytes.get(), findings).flatMap(this::definition);
    }

    private Optional<BundleDefinition> definition(YamlNode root) {
        Keys keys = Keys.of(
                root,
                findings,
                "bundle",
                "version",
                "title",
                "department",
                "app",
                "connections",
                "facades",
                "messages",
                "templates",
                "syncs");
        if (keys == null) {
            return Optional.empty();
        }
        String name = keys.required("bundle");
        if (name != null && !name.equals(files.name().value())) {
            findings.error(
                    keys.at("bundle"),
                    "bundle.name-differs",
                    Text.of("名称 %s 与文件夹 %s 不一致", "The name %s differs from the folder %s", name, files.name()),
                    Text.of("改为 %s", "Write %s", files.name()));
        }
        Version version = version(keys);
        String department = department(keys);
        String app = keys.required("app");
        Text title = title(keys);
        Map<String, ConnectionDefinition> connections = connections(keys.parts("connections"));
        if (version == null || department == null || app == null) {
            return Optional.empty();
        }
        return Optional.of(new BundleDefinition(
                files.name(),
                version,
                title,
                department,
                app,
                connections,
                named("facades", keys),
                named("messages", keys),
                named("templates", keys),
                named("syncs", keys)));
    }

    private @Nullable Version version(Keys keys) {
        String version = keys.required("version");
        if (version == null || Version.valid(version)) {
            return version == null ? null : Version.of(version);
        }
        findings.error(
                keys.at("version"),
                "bundle.version",
                Text.of("版本号 %s 不是 主.次.修订 三段数字", "The version %s is not major.minor.patch", version),
                Text.of("例如 1.0.0", "For example 1.0.0"));
        return null;
    }

    private @Nullable String department(Keys keys) {
        String department = keys.required("department");
        if (department == null || Uscc.valid(department)) {
            return department;
        }
        findings.error(
                keys.at("department"),
                "bundle.department",
                Text.of("部门代码 %s 不是有效的统一社会信用代码", "%s is not a valid unified social credit code", department),
                Text.of("填写部门的 18 位统一社会信用代码", "Write the department's 18 characters"));
        return null;
    }

    private Text title(Keys keys) {
        Map<String, YamlNode> words = keys.parts("title");
        Optional<String> zh = Optional.ofNullable(words.get("zh")).flatMap(YamlNode::asText);
        Optional<String> en = Optional.ofNullable(words.get("en")).flatMap(YamlNode::asText);
        if (zh.isEmpty() || en.isEmpty()) {
            findings.error(
                    keys.at("title"),
                    "bundle.title",
                    Text.of("标题需要中文和英文", "The title needs zh and en"),
                    Text.of("title: { zh: …, en: … }", "title: { zh: …, en: … }"));
        }
        return new Text(zh.orElse(""), en.orElse(""));
    }

    private Map<String, ConnectionDefinition> connections(Map<String, YamlNode> declared) {
        Map<String, ConnectionDefinition> connections = new LinkedHashMap<>();
        declared.forEach((name, node) -> {
            if (wellNamed(name, node) && node instanceof YamlNode.Mapping mapping) {
                connections.put(name, new ConnectionDefinition(name, mapping));
            }
        });
        return connections;
    }

    private Map<String, YamlNode> named(String section, Keys keys) {
        Map<String, YamlNode> parts = keys.parts(section);
        parts.forEach(this::wellNamed);
        return parts;
    }

    private boolean wellNamed(String name, YamlNode node) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        findings.error(
                node.at(),
                "bundle.part-name",
                Text.of("名称 %s 应为小写单词，用 - 连接", "The name %s should be lower-case words joined by '-'", name),
                Text.of("例如 %s", "For example %s", BundleName.valid(name) ? name : "account-movement"));
        return false;
    }
}
