package io.xianghub.bundle.declaration;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code openapi.yaml} (3.1): operations, their schemas, and the {@code x-hub-*} extensions. */
public final class ContractReader {

    /** What a route could show to a department as if it were the caller. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Findings findings;
    private final Map<String, ContractOperation> operations = new LinkedHashMap<>();
    private final Map<String, Position> taken = new HashMap<>();
    private @Nullable Object components;

    private ContractReader(Findings findings) {
        this.findings = findings;
    }

    /** The operations by id; none when the bundle has no contract, as one that only forwards or syncs. */
    public static Map<String, ContractOperation> read(BundleFiles files, Findings findings) {
        String path = "routes/" + files.name() + "/openapi.yaml";
        ContractReader reader = new ContractReader(findings);
        files.file(path).flatMap(bytes -> Yaml.read(path, bytes, findings)).ifPresent(reader::document);
        return Map.copyOf(reader.operations);
    }

    private void document(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping document)) {
            wrong(root.at(), "contract.shape", "契约应为 OpenAPI 文档", "The contract should be an OpenAPI document");
            return;
        }
        String version = document.get("openapi").flatMap(YamlNode::asText).orElse("");
        if (!version.startsWith("3.1.")) {
            wrong(
                    document.get("openapi").map(YamlNode::at).orElse(document.at()),
                    "contract.version",
                    "契约须为 OpenAPI 3.1",
                    "The contract must be OpenAPI 3.1");
        }
        new ContractReferences(document, findings).check();
        components = document.get("components").map(YamlNode::plain).orElse(null);
        document.get("paths").ifPresent(this::paths);
    }

    private void paths(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping paths)) {
            wrong(node.at(), "contract.paths", "paths 应为键值结构", "paths should have keys and values");
            return;
        }
        paths.entries().forEach((path, entry) -> {
            if (!(entry.value() instanceof YamlNode.Mapping item)) {
                return;
            }
            item.entries().forEach((method, operation) -> {
                if (METHODS.contains(method) && operation.value() instanceof YamlNode.Mapping declared) {
                    operation(path, method, declared, operation.keyAt());
                }
            });
        });
    }

    private void operation(String path, String method, YamlNode.Mapping declared, Position at) {
        Optional<String> id = declared.get("operationId").flatMap(YamlNode::asText);
        if (id.isEmpty() || !id.get().matches("[a-z][A-Za-z0-9]{1,60}")) {
            wrong(
                    at,
                    "contract.operation-id",
                    "操作需要 operationId（小写字母开头）",
                    "The operation needs an operationId in camelCase");
            return;
        }
        Optional<YamlNode> answer = at(declared, "responses", "200", "content", "application/json", "schema");
        if (answer.isEmpty()) {
            wrong(
                    at,
                    "contract.no-answer",
                    "操作 " + id.get() + " 缺少 200 应答的 application/json schema",
                    "The operation " + id.get() + " lacks the application/json schema of its 200 answer");
            return;
        }
        Optional<YamlNode> body = at(declared, "requestBody", "content", "application/json", "schema");
        Map<String, YamlNode> subject = parts(declared, "x-hub-subject");
        String type = text(subject, "type").orElse("none");
        if (!Set.of("none", "person", "enterprise").contains(type)) {
            wrong(
                    at,
                    "contract.subject",
                    "x-hub-subject.type 应为 none、person 或 enterprise",
                    "x-hub-subject.type should be none, person or enterprise");
        }
        ContractOperation operation = new ContractOperation(
                at,
                id.get(),
                method.toUpperCase(Locale.ROOT),
                path,
                parameters(declared),
                body.map(this::schema).orElse(null),
                schema(answer.get()),
                type,
                text(subject, "path").orElse(null),
                timeout(declared));
        unique(operation, at);
        operations.put(operation.operationId(), operation);
    }

    /** Ids that differ in case alone are mistaken for each other; templates that differ in a parameter's name are the same. */
    private void unique(ContractOperation operation, Position at) {
        String id = operation.operationId();
        if (taken.putIfAbsent(id.toLowerCase(Locale.ROOT), at) != null) {
            wrong(
                    at,
                    "contract.duplicate-operation",
                    "operationId " + id + " 重复",
                    "The operationId " + id + " stands twice");
        }
        String address = operation.method() + " " + operation.path().replaceAll("\\{[^/}]*}", "{}");
        Position earlier = taken.putIfAbsent(address, at);
        if (earlier != null) {
            wrong(
                    at,
                    "contract.duplicate-path",
                    "路径 " + operation.path() + " 与 " + earlier + " 的路径无法区分",
                    "The path " + operation.path() + " cannot be told from the one at " + earlier);
        }
    }

    private long timeout(YamlNode.Mapping declared) {
        Optional<YamlNode> node = declared.get("x-hub-timeout");
        String text = node.flatMap(YamlNode::asText).orElse("10s");
        if (text.matches("[1-9][0-9]{0,2}s")) {
            return Long.parseLong(text.substring(0, text.length() - 1)) * 1000;
        }
        if (text.matches("[1-9][0-9]{0,5}ms")) {
            return Long.parseLong(text.substring(0, text.length() - 2));
        }
        wrong(
                node.map(YamlNode::at).orElse(declared.at()),
                "contract.timeout",
                "x-hub-timeout 应带单位，例如 3s 或 800ms",
                "x-hub-timeout needs its unit, such as 3s or 800ms");
        return 10_000;
    }

    /** One schema for each place a parameter can stand in; what is not declared is not accepted, but for headers. */
    private Map<String, String> parameters(YamlNode.Mapping declared) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        Map<String, List<String>> required = new LinkedHashMap<>();
        for (String place : List.of("path", "query", "header")) {
            properties.put(place, new LinkedHashMap<>());
            required.put(place, new ArrayList<>());
        }
        if (declared.get("parameters").orElse(null) instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                parameter(item, properties, required);
            }
        }
        Map<String, String> schemas = new LinkedHashMap<>();
        properties.forEach((place, values) -> {
            Map<String, @Nullable Object> schema = new LinkedHashMap<>();
            schema.put("$schema", DIALECT);
            schema.put("type", "object");
            schema.put("properties", values);
            schema.put("required", required.getOrDefault(place, List.of()));
            if (!place.equals("header")) {
                schema.put("additionalProperties", false);
            }
            schema.put("components", components == null ? Map.of() : components);
            schemas.put(place, Json.write(schema));
        });
        return Map.copyOf(schemas);
    }

    private void parameter(
            YamlNode item, Map<String, Map<String, Object>> properties, Map<String, List<String>> required) {
        if (!(item instanceof YamlNode.Mapping parameter)) {
            return;
        }
        Optional<String> name = parameter.get("name").flatMap(YamlNode::asText);
        Optional<String> place = parameter.get("in").flatMap(YamlNode::asText);
        Optional<Object> schema = parameter.get("schema").map(YamlNode::plain);
        if (name.isEmpty() || schema.isEmpty() || !properties.containsKey(place.orElse(""))) {
            wrong(
                    item.at(),
                    "contract.parameter",
                    "参数需要 name、in（path、query 或 header）和 schema，且不能用 $ref",
                    "A parameter needs name, in (path, query or header) and schema, and no $ref");
            return;
        }
        if (place.get().equals("header") && CREDENTIALS.contains(name.get().toLowerCase(Locale.ROOT))) {
            findings.error(
                    item.at(),
                    "contract.credential-header",
                    Text.of(
                            "请求头 %s 是调用方给枢纽的凭据，路由不能读取",
                            "The header %s is the caller's credential for the hub; no route may read it", name.get()),
                    Text.of("从契约中删除该参数", "Remove the parameter from the contract"));
            return;
        }
        properties.getOrDefault(place.get(), Map.of()).put(name.get(), schema.get());
        if (parameter
                .get("required")
                .flatMap(YamlNode::asText)
                .filter("true"::equals)
                .isPresent()) {
            required.getOrDefault(place.get(), List.of()).add(name.get());
        }
    }

    private String schema(YamlNode node) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        if (node.plain() instanceof Map<?, ?> declared) {
            declared.forEach((key, value) -> schema.put(String.valueOf(key), value));
        }
        schema.put("components", components == null ? Map.of() : components);
        return Json.write(schema);
    }

    private static Optional<YamlNode> at(YamlNode node, String... path) {
        Optional<YamlNode> here = Optional.of(node);
        for (String key : path) {
            here = here.flatMap(
                    value -> value instanceof YamlNode.Mapping mapping ? mapping.get(key) : Optional.empty());
        }
        return here;
    }

    private static Map<String, YamlNode> parts(YamlNode.Mapping declared, String key) {
        Map<String, YamlNode> parts = new LinkedHashMap<>();
        if (declared.get(key).orElse(null) instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> parts.put(name, entry.value()));
        }
        return parts;
    }

    private static Optional<String> text(Map<String, YamlNode> parts, String key) {
        return Optional.ofNullable(parts.get(key)).flatMap(YamlNode::asText);
    }

    private void wrong(Position at, String code, String zh, String en) {
        findings.error(
                at, code, new Text(zh, en), Text.of("按 OpenAPI 3.1 更正契约", "Correct the contract by OpenAPI 3.1"));
    }
}
