package io.xianghub.bundle.sample;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the hub may hand to a bundle's routes, by the name of its folder below {@code cases/}.
 *
 * @param uri where the input's route begins
 * @param charset of the bytes that the route answers
 */
record Input(String folder, Kind kind, String uri, Charset charset) {

    enum Kind {
        /** A standard call; folder {@code <operationId>}. */
        OPERATION,
        /** A legacy-shaped call; folder {@code facade.<name>}. */
        FACADE,
        /** A row that a department submits; folder {@code message.<name>}. */
        MESSAGE,
        /** A file that arrives; folder {@code file.<connection>.<source>}. */
        FILE,
        /** Rows of a batch; folder {@code sync.<sync>.<stream>}. */
        SYNC;

        boolean takesBytes() {
            return this == FACADE || this == FILE;
        }
    }

    /** All inputs of a bundle, by folder. */
    static Map<String, Input> of(BundleDefinition definition, Collection<String> operationIds) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        operationIds.forEach(id -> put(inputs, id, Kind.OPERATION, "direct:" + id));
        definition
                .facades()
                .forEach((name, node) -> inputs.put(
                        "facade." + name,
                        new Input("facade." + name, Kind.FACADE, "facade:" + name, answerCharset(node))));
        definition.messages().keySet().forEach(name -> put(inputs, "message." + name, Kind.MESSAGE, "direct:" + name));
        definition.connections().forEach((connection, declared) -> {
            if (declared.declared().get("style").flatMap(YamlNode::asText).equals(java.util.Optional.of("sftp"))) {
                declared.sourceNames()
                        .forEach(source -> put(
                                inputs,
                                "file." + connection + "." + source,
                                Kind.FILE,
                                "legacy:" + connection + "/" + source));
            }
        });
        definition.syncs().forEach((sync, node) -> {
            if (node instanceof YamlNode.Mapping mapping
                    && mapping.get("streams").orElse(null) instanceof YamlNode.Mapping streams) {
                streams.entries()
                        .keySet()
                        .forEach(stream ->
                                put(inputs, "sync." + sync + "." + stream, Kind.SYNC, "sync:" + sync + "/" + stream));
            }
        });
        return inputs;
    }

    private static void put(Map<String, Input> inputs, String folder, Kind kind, String uri) {
        inputs.put(folder, new Input(folder, kind, uri, StandardCharsets.UTF_8));
    }

    private static Charset answerCharset(YamlNode facade) {
        return facade instanceof YamlNode.Mapping mapping
                ? mapping.get("answer-type")
                        .flatMap(YamlNode::asText)
                        .flatMap(MediaTypes::charset)
                        .orElse(StandardCharsets.UTF_8)
                : StandardCharsets.UTF_8;
    }
}
