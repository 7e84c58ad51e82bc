package io.xianghub.bundle.declaration;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.signing.Authentication;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads the façades that a bundle declares. */
public final class Facades {

    private static final String DEFAULT_SIZE = "64KB";

    private Facades() {}

    public static void check(BundleDefinition definition, Findings findings) {
        definition.facades().forEach((name, node) -> {
            Keys keys = Keys.of(node, findings, "authentication", "content-type", "answer-type", "max-size", "assumed");
            if (keys == null) {
                return;
            }
            authentication(node, keys, findings);
            keys.required("content-type");
            keys.required("answer-type");
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

    private static void authentication(YamlNode facade, Keys keys, Findings findings) {
        YamlNode declared = authentication(facade);
        if (declared == null) {
            keys.required("authentication");
            return;
        }
        Authentication.read(declared, findings)
                .flatMap(Authentication::weakness)
                .ifPresent(weakness -> findings.error(
                        declared.at(),
                        "facade.authentication",
                        weakness,
                        Text.of(
                                "签名须覆盖时间戳，并写明调用方；仅凭固定令牌不被接受",
                                "A signature must cover its time and name its caller; a fixed token alone is"
                                        + " not accepted")));
    }

    private static @Nullable YamlNode authentication(YamlNode facade) {
        return facade instanceof YamlNode.Mapping mapping
                ? mapping.get("authentication").orElse(null)
                : null;
    }

    public static Optional<Facade> find(BundleDefinition definition, String name, Services.Active version) {
        YamlNode node = definition.facades().get(name);
        if (node == null) {
            return Optional.empty();
        }
        Keys keys = Keys.of(node, new Findings(), "authentication");
        if (keys == null) {
            return Optional.empty();
        }
        return Optional.of(new Facade(
                definition.name(),
                name,
                Optional.ofNullable(authentication(node))
                        .flatMap(declared -> Authentication.read(declared, new Findings()))
                        .orElseThrow(),
                keys.text("content-type").orElseThrow(),
                keys.text("answer-type").orElseThrow(),
                DataSize.parse(keys.text("max-size").orElse(DEFAULT_SIZE)).toBytes(),
                version));
    }
}
