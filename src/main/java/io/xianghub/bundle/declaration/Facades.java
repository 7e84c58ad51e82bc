package io.xianghub.bundle.declaration;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** Reads the façades that a bundle declares. */
public final class Facades {

    private static final Set<String> AUTHENTICATIONS = Set.of("x-tif");
    private static final String DEFAULT_SIZE = "64KB";

    private Facades() {}

    public static void check(BundleDefinition definition, Findings findings) {
        definition.facades().forEach((name, node) -> {
            Keys keys = Keys.of(node, findings, "authentication", "content-type", "answer-type", "max-size", "assumed");
            if (keys == null) {
                return;
            }
            String authentication = keys.required("authentication");
            keys.required("content-type");
            keys.required("answer-type");
            if (authentication != null && !AUTHENTICATIONS.contains(authentication)) {
                findings.error(
                        keys.at("authentication"),
                        "facade.authentication",
                        Text.of("不支持的认证方式 %s", "The authentication %s is not supported", authentication),
                        Text.of("可用：%s；仅凭固定令牌不被接受", "Use %s; a fixed token alone is not accepted", AUTHENTICATIONS));
            }
            String size = keys.text("max-size").orElse(DEFAULT_SIZE);
            if (!size.matches("([1-9][0-9]{0,3}KB|[1-9]MB|1[0-9]MB|20MB)")) {
                findings.error(
                        keys.at("max-size"),
                        "facade.max-size",
                        Text.of("大小 %s 应带单位，最大 20MB", "The size %s needs its unit and is 20MB at most", size),
                        Text.of("例如 64KB", "For example 64KB"));
            }
        });
    }

    public static Optional<Facade> find(BundleDefinition definition, String name, Services.Active version) {
        YamlNode node = definition.facades().get(name);
        Keys keys = node == null ? null : Keys.of(node, new Findings(), "authentication");
        if (keys == null) {
            return Optional.empty();
        }
        return Optional.of(new Facade(
                definition.name(),
                name,
                keys.text("authentication").orElseThrow(),
                keys.text("content-type").orElseThrow(),
                keys.text("answer-type").orElseThrow(),
                DataSize.parse(keys.text("max-size").orElse(DEFAULT_SIZE)).toBytes(),
                version));
    }
}
