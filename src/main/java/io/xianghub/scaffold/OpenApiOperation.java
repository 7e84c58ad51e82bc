package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one operation of an OpenAPI document. */
final class OpenApiOperation {

    static final String JSON = "core";
    static final String FORM = "form";
    private static final List<String> RIGHT = List.of("200", "201", "202", "203", "204", "2XX", "2xx", "default");

    private final OpenApiForm form;
    private final SchemaReader schemas;
    private final References references;
    private final OpenApiSecurity security;
    private final Notes notes;

    OpenApiOperation(
            OpenApiForm form, SchemaReader schemas, References references, OpenApiSecurity security, Notes notes) {
        this.form = form;
        this.schemas = schemas;
        this.references = references;
        this.security = security;
        this.notes = notes;
    }

    /** Empty, and a finding, when the hub has no style for it. */
    Optional<LegacyOperation> read(
            String id, String path, String method, YamlNode.Mapping item, YamlNode.Mapping operation) {
        Position at = operation.at();
        OpenApiParameters parameters = new OpenApiParameters(form, schemas, references, notes);
        parameters.read(item, operation, path);
        Optional<OpenApiBody> body = body(operation, parameters);
        Optional<OpenApiBody> answer = answer(operation, at);
        if (body.isEmpty() || answer.isEmpty()) {
            return Optional.empty();
        }
        String constant = form.basePath() + (path.startsWith("/") ? path : "/" + path);
        if (!constant.replaceAll("\\{[^{}]*}", "").matches("[A-Za-z0-9/._~:@!$&'()*+,;=%-]*")) {
            notes.warning(
                    at,
                    "path",
                    Text.of("路径 %s 含有地址不允许的字符", "The path %s has characters that an address cannot have", path),
                    Text.of("未生成该操作；请更正路径", "The operation was left out; correct its path"));
            return Optional.empty();
        }
        LegacyOperation.Input input = new LegacyOperation.Input(
                parameters.group("path"),
                parameters.group("query"),
                parameters.group("header"),
                body.get().shape(),
                body.get().example());
        boolean asForm = body.get().form();
        String verb = method.toUpperCase(Locale.ROOT);
        Map<String, Object> keys = keys(verb, constant, input, parameters, operation);
        if (answer.get().shape() == null) {
            keys.put("answer", "none");
        }
        return Optional.of(new LegacyOperation(
                id,
                new LegacyOperation.About(text(operation, "summary"), text(operation, "description"), at),
                new LegacyOperation.Wire(asForm ? FORM : JSON, keys, verb, path, null),
                input,
                new LegacyOperation.Outcome(answer.get().shape(), answer.get().example(), refusal(operation), false)));
    }

    private Map<String, Object> keys(
            String verb,
            String path,
            LegacyOperation.Input input,
            OpenApiParameters parameters,
            YamlNode.Mapping operation) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("method", verb);
        keys.put("path", parameters.template(path));
        Map<String, Object> query = new LinkedHashMap<>();
        input.query().parts().forEach(part -> query.put(part.name(), "${body.query." + part.name() + "}"));
        if (!query.isEmpty()) {
            keys.put("query", query);
        }
        Map<String, Object> headers = new LinkedHashMap<>(security.headers(operation));
        input.header().parts().forEach(part -> headers.put(part.name(), "${body.header." + part.name() + "}"));
        if (!headers.isEmpty()) {
            keys.put("headers", headers);
        }
        if (input.body() == null) {
            // A request that is null sends no body.
            if (!verb.equals("GET")) {
                keys.put("request", "${body.body}");
            }
        } else if (input.nested()) {
            keys.put("request", "${body.body}");
        }
        if (verb.equals("GET")) {
            keys.put("idempotent", true);
        }
        return keys;
    }

    private Optional<OpenApiBody> body(YamlNode.Mapping operation, OpenApiParameters parameters) {
        if (form.old()) {
            return parameters.oldBody(form.media(operation, "consumes"));
        }
        Optional<YamlNode> declared = operation.get("requestBody");
        Optional<YamlNode.Mapping> found = declared.flatMap(references::mapping);
        if (found.isEmpty() || !(found.get().get("content").orElse(null) instanceof YamlNode.Mapping content)) {
            return Optional.of(OpenApiBody.NONE);
        }
        if (operation.get("requestBody").isPresent() && content.entries().isEmpty()) {
            return Optional.of(OpenApiBody.NONE);
        }
        Optional<OpenApiBody> body = OpenApiBody.of(content, SchemaReader.Direction.REQUEST, schemas, references);
        if (body.isEmpty()) {
            leftOut(content, content.entries().keySet().toString());
        }
        return body;
    }

    private Optional<OpenApiBody> answer(YamlNode.Mapping operation, Position at) {
        if (!(operation.get("responses").orElse(null) instanceof YamlNode.Mapping responses)) {
            return Optional.of(OpenApiBody.NONE);
        }
        for (String status : RIGHT) {
            Optional<YamlNode.Mapping> response = responses.get(status).flatMap(references::mapping);
            if (response.isEmpty()) {
                continue;
            }
            if (form.old()) {
                return oldAnswer(operation, response.get());
            }
            if (!(response.get().get("content").orElse(null) instanceof YamlNode.Mapping content)
                    || content.entries().isEmpty()) {
                return Optional.of(OpenApiBody.NONE);
            }
            Optional<OpenApiBody> read = OpenApiBody.of(content, SchemaReader.Direction.ANSWER, schemas, references)
                    .filter(body -> !body.form());
            if (read.isEmpty()) {
                leftOut(content, content.entries().keySet().toString());
            }
            return read;
        }
        notes.warning(
                at,
                "no-answer",
                Text.of("没有描述成功的应答", "No right answer is described"),
                Text.of(
                        "按没有应答内容处理；需要时补全映射和契约",
                        "Taken as one without a body; complete mapping and contract where it has one"));
        return Optional.of(OpenApiBody.NONE);
    }

    private Optional<OpenApiBody> oldAnswer(YamlNode.Mapping operation, YamlNode.Mapping response) {
        Optional<YamlNode> schema = response.get("schema");
        if (schema.isEmpty()) {
            return Optional.of(OpenApiBody.NONE);
        }
        List<String> produces = form.media(operation, "produces");
        boolean file = references
                .mapping(schema.get())
                .flatMap(found -> found.get("type"))
                .flatMap(YamlNode::asText)
                .filter("file"::equals)
                .isPresent();
        if (file || (!produces.isEmpty() && produces.stream().noneMatch(OpenApiBody::isJson))) {
            leftOut(response, file ? "file" : produces.toString());
            return Optional.empty();
        }
        Object example = response.get("examples")
                .flatMap(node -> node instanceof YamlNode.Mapping all ? all.get("application/json") : Optional.empty())
                .map(YamlNode::plain)
                .orElse(null);
        return Optional.of(new OpenApiBody(schemas.read(schema.get(), SchemaReader.Direction.ANSWER), example, false));
    }

    private void leftOut(YamlNode at, String media) {
        notes.warning(
                at.at(),
                "media-type",
                Text.of("未生成：内容类型 %s", "Left out: content of type %s", media),
                Text.of(
                        "枢纽读写 JSON 和表单；文件、XML 请另写连接",
                        "The hub reads and writes JSON and forms here; write a connection of its own for files and"
                                + " XML"));
    }

    /** The first described error, with a body if there is one. */
    private LegacyOperation.@Nullable Refusal refusal(YamlNode.Mapping operation) {
        if (!(operation.get("responses").orElse(null) instanceof YamlNode.Mapping responses)) {
            return null;
        }
        for (Map.Entry<String, YamlNode.Mapping.Entry> each :
                responses.entries().entrySet()) {
            if (each.getKey().matches("4[0-9]{2}")) {
                Object body = references
                        .mapping(each.getValue().value())
                        .map(this::errorBody)
                        .orElse(null);
                String text = body == null ? "" : Json.write(body);
                String head = "HTTP/1.1 " + each.getKey() + " Refused\r\n"
                        + (text.isEmpty() ? "" : "Content-Type: application/json\r\n") + "\r\n";
                return new LegacyOperation.Refusal("refused-" + each.getKey(), "http", head + text);
            }
        }
        return null;
    }

    private @Nullable Object errorBody(YamlNode.Mapping response) {
        if (response.get("content").orElse(null) instanceof YamlNode.Mapping content) {
            return OpenApiBody.of(content, SchemaReader.Direction.ANSWER, schemas, references)
                    .filter(body -> !body.form() && body.shape() != null)
                    .map(body -> SampleTrees.plain().of(body.shape(), body.example()))
                    .orElse(null);
        }
        return response.get("schema")
                .map(schema -> SampleTrees.plain().of(schemas.read(schema, SchemaReader.Direction.ANSWER), null))
                .orElse(null);
    }

    private static String text(YamlNode.Mapping operation, String key) {
        return operation.get(key).flatMap(YamlNode::asText).orElse("").strip();
    }
}
