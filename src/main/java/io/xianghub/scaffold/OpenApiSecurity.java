package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which headers carry the credential; the credential itself is the binding's secret. */
final class OpenApiSecurity {

    private final YamlNode.Mapping root;
    private final References references;
    private final Notes notes;

    OpenApiSecurity(YamlNode.Mapping root, References references, Notes notes) {
        this.root = root;
        this.references = references;
        this.notes = notes;
    }

    /** Headers of the first of an operation's alternatives. */
    Map<String, Object> headers(YamlNode.Mapping operation) {
        Map<String, Object> headers = new LinkedHashMap<>();
        Optional<YamlNode> declared = operation.get("security").or(() -> root.get("security"));
        if (declared.orElse(null) instanceof YamlNode.Sequence alternatives
                && !alternatives.items().isEmpty()
                && alternatives.items().get(0) instanceof YamlNode.Mapping first) {
            first.entries().forEach((name, entry) -> scheme(name).ifPresent(scheme -> header(name, scheme, headers)));
        }
        return headers;
    }

    private Optional<YamlNode.Mapping> scheme(String name) {
        Optional<YamlNode> schemes = root.get("securityDefinitions").or(() -> root.get("components")
                .flatMap(node -> node instanceof YamlNode.Mapping components
                        ? components.get("securitySchemes")
                        : Optional.empty()));
        return schemes.flatMap(node -> node instanceof YamlNode.Mapping all ? all.get(name) : Optional.empty())
                .flatMap(references::mapping);
    }

    private void header(String name, YamlNode.Mapping scheme, Map<String, Object> headers) {
        String type = scheme.get("type").flatMap(YamlNode::asText).orElse("");
        String place = scheme.get("in").flatMap(YamlNode::asText).orElse("");
        String http = scheme.get("scheme").flatMap(YamlNode::asText).orElse("").toLowerCase(java.util.Locale.ROOT);
        switch (type) {
            case "basic" -> headers.put("authorization", "Basic ${secret}");
            case "http" -> headers.put("authorization", (http.equals("basic") ? "Basic" : "Bearer") + " ${secret}");
            case "oauth2", "openIdConnect" -> {
                headers.put("authorization", "Bearer ${secret}");
                notes.warning(
                        scheme.at(),
                        "token",
                        Text.of(
                                "安全方案 %s 需要换取令牌，枢纽不代办",
                                "The scheme %s needs a token that the hub does not fetch", name),
                        Text.of("把长期令牌作为绑定的 secret", "Give the binding a long-lived token as its secret"));
            }
            case "apiKey" -> {
                if (place.equals("header")) {
                    headers.put(scheme.get("name").flatMap(YamlNode::asText).orElse("x-api-key"), "${secret}");
                } else {
                    notes.warning(
                            scheme.at(),
                            "secret-place",
                            Text.of("安全方案 %s 把密钥放在 %s 中", "The scheme %s carries its key in the %s", name, place),
                            Text.of(
                                    "枢纽只在请求头中使用密钥；请部门改用请求头",
                                    "The hub uses secrets in headers only; ask the department for a header"));
                }
            }
            default ->
                notes.warning(
                        scheme.at(),
                        "security",
                        Text.of("安全方案 %s（%s）未生成", "The scheme %s (%s) was left out", name, type),
                        Text.of("mutualTLS 在绑定中配置", "Mutual TLS belongs to the binding"));
        }
    }
}
