package io.xianghub.bundle.sample;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the hub may hand to a bundle's routes, by the name of its folder below {@code cases/}.
 *
 * @param uri where the input's route begins
 * @param charset of the bytes that the route answers, or that a department is told
 */
record Input(String folder, Kind kind, String uri, Charset charset) {

    enum Kind {
        /** A standard call; folder {@code <operationId>}. */
        OPERATION,
        /** A legacy-shaped call; folder {@code facade.<name>}. */
        FACADE,
        /** A row that a department submits; folder {@code message.<name>}. */
        MESSAGE,
        /** A frame that the department sends; folder {@code frame.<connection>.<source>}. */
        FRAME,
        /** A file that arrives; folder {@code file.<connection>.<source>}. */
        FILE,
        /** Rows that wait in a department's table; folder {@code rows.<connection>.<source>}. */
        ROWS,
        /** Rows of a batch; folder {@code sync.<sync>.<stream>}. */
        SYNC;

        boolean takesBytes() {
            return this == FACADE || this == FILE || this == FRAME;
        }

        /** Whether somebody waits for an answer. */
        boolean isAnswered() {
            return this == OPERATION || this == FACADE || this == FRAME;
        }

        boolean takesRows() {
            return this == ROWS || this == SYNC;
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
        Set<String> read = readBySyncs(definition);
        definition.connections().forEach((connection, declared) -> sources(connection, declared, read, inputs));
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

    /** The tables that a sync reads, {@code <connection>/<source>}: no route begins with them. */
    private static Set<String> readBySyncs(BundleDefinition definition) {
        Set<String> read = new HashSet<>();
        for (YamlNode sync : definition.syncs().values()) {
            for (YamlNode stream : members(sync, "streams")) {
                read.add(text(stream, "connection") + "/" + text(stream, "source"));
            }
        }
        return read;
    }

    private static Collection<YamlNode> members(YamlNode node, String section) {
        return node instanceof YamlNode.Mapping mapping
                        && mapping.get(section).orElse(null) instanceof YamlNode.Mapping members
                ? members.entries().values().stream()
                        .map(YamlNode.Mapping.Entry::value)
                        .toList()
                : List.of();
    }

    private static String text(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.get(key).flatMap(YamlNode::asText).orElse("")
                : "";
    }

    private static void sources(
            String connection, ConnectionDefinition declared, Set<String> read, Map<String, Input> inputs) {
        String style = text("style", declared).orElse("");
        for (String source : declared.sourceNames()) {
            String place = connection + "." + source;
            String uri = "legacy:" + connection + "/" + source;
            if (style.equals("sftp")) {
                inputs.put("file." + place, new Input("file." + place, Kind.FILE, uri, charset(declared)));
            } else if (style.equals("frame")) {
                inputs.put("frame." + place, new Input("frame." + place, Kind.FRAME, uri, charset(declared)));
            } else if (style.equals("sql") && !read.contains(connection + "/" + source)) {
                put(inputs, "rows." + place, Kind.ROWS, uri);
            }
        }
    }

    private static Charset charset(ConnectionDefinition declared) {
        try {
            return text("charset", declared).map(Charsets::of).orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static Optional<String> text(String key, ConnectionDefinition declared) {
        return declared.declared().get(key).flatMap(YamlNode::asText);
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
