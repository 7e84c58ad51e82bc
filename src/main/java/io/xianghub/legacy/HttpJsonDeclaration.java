package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP in a department's own envelope. */
record HttpJsonDeclaration(Charset charset, Map<String, Operation> operations) implements Declaration {

    private static final Set<String> CONNECTION_KEYS =
            Set.of("style", "charset", "request", "headers", "success", "failure", "output", "operations");
    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "DELETE");

    /**
     * One operation, with what it inherits from its connection.
     *
     * @param keys what {@code ${operation.…}} reaches
     * @param request the body around every call; null sends none
     */
    record Operation(
            String method,
            Template path,
            Map<String, Template> query,
            Map<String, Template> headers,
            @Nullable Template request,
            AnswerRule answer,
            Map<String, Object> keys,
            boolean idempotent) {}

    @Override
    public Style style() {
        return Style.HTTP_JSON;
    }

    static HttpJsonDeclaration read(Fields fields) {
        fields.only(CONNECTION_KEYS);
        if (fields.mapping("operations").isEmpty()) {
            fields.required("operations");
        }
        return new HttpJsonDeclaration(
                fields.charset(), fields.each("operations", declared -> operation(declared, fields)));
    }

    /** Further keys of an operation are free: templates reach them as {@code ${operation.<key>}}. */
    private static Operation operation(Fields fields, Fields connection) {
        String method = fields.oneOf("method", METHODS);
        Map<String, Object> keys = new LinkedHashMap<>();
        fields.node().entries().forEach((key, entry) -> {
            if (entry.value() instanceof YamlNode.Scalar scalar && scalar.value() != null) {
                keys.put(key, scalar.value());
            }
        });
        Optional<String> path = fields.required("path");
        if (path.isPresent() && !path.get().startsWith("/")) {
            fields.wrong("path", Text.of("path 应以 / 开头", "path must begin with /"));
        }
        Template pathTemplate = fields.node()
                .get("path")
                .map(node -> Template.of(node, Hole.Kinds.REQUEST, fields.findings()))
                .orElse(new Template.Constant("/"));
        return new Operation(
                method,
                pathTemplate,
                templates("query", Hole.Kinds.REQUEST, connection, fields),
                templates("headers", Hole.Kinds.HEADER, connection, fields),
                method.equals("GET") ? null : request(connection, fields, keys),
                AnswerRule.read(connection, fields),
                keys,
                fields.flag("idempotent"));
    }

    private static Template request(Fields connection, Fields operation, Map<String, Object> keys) {
        Fields owner = operation.has("request") ? operation : connection;
        Optional<YamlNode> declared = owner.node().get("request");
        if (declared.isEmpty()) {
            return new Template.Lone(new Hole.Body(TreePath.of("")));
        }
        Template template = Template.of(declared.get(), Hole.Kinds.REQUEST, operation.findings());
        for (String needed : OperationKeys.of(template)) {
            if (!keys.containsKey(needed)) {
                operation
                        .findings()
                        .error(
                                operation.node().at(),
                                "connection.missing-key",
                                Text.of(
                                        "请求模板用到 operation.%s，而此操作没有 %s",
                                        "The request template needs operation.%s, and this operation has no %s",
                                        needed,
                                        needed),
                                Text.of("在此处补上 %s", "Add %s here", needed));
            }
        }
        return template;
    }

    private static Map<String, Template> templates(String key, Hole.Kinds kinds, Fields connection, Fields operation) {
        Map<String, Template> templates = new LinkedHashMap<>();
        for (Fields owner : List.of(connection, operation)) {
            owner.mapping(key)
                    .node()
                    .entries()
                    .forEach((name, entry) -> templates.put(
                            key.equals("headers") ? name.toLowerCase(Locale.ROOT) : name,
                            Template.of(entry.value(), kinds, operation.findings())));
        }
        return templates;
    }
}
