package io.xianghub.scaffold;

import io.xianghub.shared.yaml.YamlNode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request or an answer.
 *
 * @param shape null for no body
 * @param form whether it is a form
 */
record OpenApiBody(@Nullable Shape shape, @Nullable Object example, boolean form) {

    static final OpenApiBody NONE = new OpenApiBody(null, null, false);

    static boolean isJson(String media) {
        String type = media.toLowerCase(Locale.ROOT).replaceAll("[; ].*", "");
        return type.equals("application/json")
                || type.equals("*/*")
                || type.endsWith("+json")
                || type.equals("text/json")
                || type.equals("application/*");
    }

    static boolean isForm(String media) {
        return media.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** JSON when there is some, else a form; empty for anything else. */
    static Optional<OpenApiBody> of(
            YamlNode.Mapping content, SchemaReader.Direction direction, SchemaReader schemas, References references) {
        for (var media : content.entries().entrySet()) {
            if (isJson(media.getKey()) && media.getValue().value() instanceof YamlNode.Mapping declared) {
                return Optional.of(body(declared, direction, schemas, references, false));
            }
        }
        for (var media : content.entries().entrySet()) {
            if (isForm(media.getKey()) && media.getValue().value() instanceof YamlNode.Mapping declared) {
                return Optional.of(body(declared, direction, schemas, references, true));
            }
        }
        return Optional.empty();
    }

    private static OpenApiBody body(
            YamlNode.Mapping declared,
            SchemaReader.Direction direction,
            SchemaReader schemas,
            References references,
            boolean form) {
        Shape shape = declared.get("schema")
                .map(schema -> schemas.read(schema, direction))
                .orElse(Shape.Tree.UNKNOWN);
        Optional<YamlNode> example = declared.get("example");
        if (example.isEmpty() && declared.get("examples").orElse(null) instanceof YamlNode.Mapping several) {
            example = several.entries().values().stream()
                    .findFirst()
                    .flatMap(first -> references.mapping(first.value()))
                    .flatMap(first -> first.get("value"));
        }
        return new OpenApiBody(shape, example.map(YamlNode::plain).orElse(null), form);
    }
}
