package io.xianghub.scaffold;

import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one schema says of itself, without a look into those below it. */
final class SchemaFacts {

    private static final Set<String> FACETS =
            Set.of("format", "minLength", "maxLength", "pattern", "minimum", "maximum");
    private static final Set<String> NOT_CARRIED = Set.of(
            "multipleOf",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "uniqueItems",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "not",
            "if",
            "patternProperties",
            "prefixItems",
            "dependentRequired",
            "dependentSchemas",
            "unevaluatedProperties",
            "contains");

    private final References references;

    SchemaFacts(References references) {
        this.references = references;
    }

    /** The types that a value may have, null apart; none when the schema does not say. */
    static List<String> types(YamlNode.Mapping schema) {
        YamlNode declared = schema.get("type").orElse(null);
        if (declared instanceof YamlNode.Sequence) {
            return texts(declared).stream().filter(type -> !type.equals("null")).toList();
        }
        if (declared != null) {
            return declared.asText().stream().toList();
        }
        if (schema.get("properties").isPresent()) {
            return List.of("object");
        }
        if (schema.get("items").isPresent()) {
            return List.of("array");
        }
        return schema
                .get("const")
                .or(() -> schema.get("enum").flatMap(SchemaFacts::first))
                .map(YamlNode::plain)
                .flatMap(SchemaFacts::typeOf)
                .stream()
                .toList();
    }

    private static Optional<YamlNode> first(YamlNode list) {
        return list instanceof YamlNode.Sequence values
                ? values.items().stream().findFirst()
                : Optional.empty();
    }

    private static Optional<String> typeOf(Object value) {
        if (value instanceof String) {
            return Optional.of("string");
        }
        if (value instanceof Long) {
            return Optional.of("integer");
        }
        return value instanceof Boolean ? Optional.of("boolean") : Optional.empty();
    }

    static Shape leaf(YamlNode.Mapping schema, Shape.Kind kind) {
        Map<String, Object> facets = new LinkedHashMap<>();
        schema.entries().forEach((key, entry) -> {
            Object value = entry.value().plain();
            if (FACETS.contains(key) && value != null) {
                facets.put(key, value);
            }
        });
        return new Shape.Leaf(kind, Codes.of(schema), facets, example(schema));
    }

    static @Nullable Object example(YamlNode.Mapping schema) {
        Optional<YamlNode> example = schema.get("example").or(() -> schema.get("x-example"));
        if (example.isEmpty() && schema.get("examples").orElse(null) instanceof YamlNode.Sequence several) {
            example = several.items().stream().findFirst();
        }
        return example.or(() -> schema.get("default")).map(YamlNode::plain).orElse(null);
    }

    boolean travels(YamlNode node, SchemaReader.Direction direction) {
        String flag = direction == SchemaReader.Direction.REQUEST ? "readOnly" : "writeOnly";
        return references
                .mapping(node)
                .flatMap(schema -> schema.get(flag))
                .flatMap(YamlNode::asText)
                .filter("true"::equals)
                .isEmpty();
    }

    boolean nullable(YamlNode node) {
        Optional<YamlNode.Mapping> schema = references.mapping(node);
        return schema.flatMap(found -> found.get("nullable").or(() -> found.get("x-nullable")))
                        .flatMap(YamlNode::asText)
                        .filter("true"::equals)
                        .isPresent()
                || schema.flatMap(found -> found.get("type"))
                        .filter(type -> texts(type).contains("null"))
                        .isPresent()
                || schema.flatMap(found -> found.get("oneOf").or(() -> found.get("anyOf")))
                        .filter(options -> options instanceof YamlNode.Sequence list
                                && list.items().stream().anyMatch(this::isNull))
                        .isPresent();
    }

    boolean isNull(YamlNode node) {
        return references
                .mapping(node)
                .flatMap(schema -> schema.get("type"))
                .flatMap(YamlNode::asText)
                .filter("null"::equals)
                .isPresent();
    }

    String label(YamlNode node) {
        Optional<String> own = node instanceof YamlNode.Mapping mapping
                ? mapping.get("description").or(() -> mapping.get("title")).flatMap(YamlNode::asText)
                : Optional.empty();
        return own.or(() -> references
                        .mapping(node)
                        .flatMap(schema -> schema.get("description").or(() -> schema.get("title")))
                        .flatMap(YamlNode::asText))
                .orElse("");
    }

    /** Rules of the schema that the scaffolded contract does not repeat. */
    static List<String> notCarried(YamlNode.Mapping schema) {
        return schema.entries().keySet().stream()
                .filter(NOT_CARRIED::contains)
                .sorted()
                .toList();
    }

    static List<String> texts(@Nullable YamlNode node) {
        return node instanceof YamlNode.Sequence list
                ? list.items().stream().flatMap(item -> item.asText().stream()).toList()
                : List.of();
    }
}
