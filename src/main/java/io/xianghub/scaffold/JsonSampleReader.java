package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON document that a department answered, as the answer of an operation. */
final class JsonSampleReader {

    private JsonSampleReader() {}

    static Optional<LegacySystem> read(SourceFile file, YamlNode answer, Order order, Notes notes) {
        JsonShapes shapes = new JsonShapes(notes);
        Optional<YamlNode> request = Optional.ofNullable(order.source().request())
                .flatMap(path -> SourceFile.read(path, notes))
                .flatMap(sent -> SourceTree.read(sent, notes));
        if (notes.hasErrors()) {
            return Optional.empty();
        }
        if (request.isEmpty()) {
            notes.warning(
                    file.at(),
                    "request-unknown",
                    Text.of(
                            "只有应答样例，请求未知，按无参数 GET 生成",
                            "There is only a sample of an answer; the call is a GET without parameters"),
                    Text.of(
                            "用 --request 给出请求样例，或在 bundle.yaml 中补全",
                            "Give a sample of the request with --request, or complete bundle.yaml"));
        }
        shapes.envelope(answer);
        String verb = request.isPresent() ? "POST" : "GET";
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("method", verb);
        keys.put("path", "/" + order.bundle());
        LegacyOperation.Input input = request.map(sent -> LegacyOperation.Input.of(shapes.of(sent), sent.plain()))
                .orElse(LegacyOperation.Input.none());
        if (input.nested()) {
            keys.put("request", "${body.body}");
        }
        LegacyOperation operation = new LegacyOperation(
                CamelCase.of(order.bundle().value()),
                new LegacyOperation.About("", "", file.at()),
                new LegacyOperation.Wire("core", keys, verb, "/" + order.bundle(), null),
                input,
                LegacyOperation.Outcome.exactly(shapes.of(answer), answer.plain()));
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("style", "http-json");
        connection.put("charset", "UTF-8");
        return Optional.of(new LegacySystem(
                order.bundle().value(),
                Map.of(
                        "core",
                        new LegacyConnection(
                                "core", LegacyConnection.Style.HTTP_JSON, connection, List.of(), Map.of())),
                List.of(operation),
                ""));
    }
}
