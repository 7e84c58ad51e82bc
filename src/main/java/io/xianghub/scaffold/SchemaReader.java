package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads schemas of OpenAPI 2.0, 3.0 and 3.1 as shapes. A schema is written out as deep as a number of fields allows; what lies
 * deeper, and what comes back to itself, is passed on as it is.
 */
final class SchemaReader {

    private static final int MAX_DEPTH = 8;
    private static final int MOST_VISITS = 20_000;
    /** Which way the values go: what is read-only is not sent, what is write-only is not answered. */
    enum Direction {
        REQUEST,
        ANSWER
    }

    private final References references;
    private final SchemaFacts facts;
    private final Notes notes;
    private final int mostFields;

    /** @param mostFields of one structure; 1 level is always written out */
    SchemaReader(References references, Notes notes, int mostFields) {
        this.references = references;
        this.facts = new SchemaFacts(references);
        this.notes = notes;
        this.mostFields = mostFields;
    }

    /** One try to write a schema out down to a depth. */
    private final class Writing {

        private final Direction direction;
        private final int depth;
        private final boolean told;
        private final Set<YamlNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
        private int fields;
        private int visits;

        Writing(Direction direction, int depth, boolean told) {
            this.direction = direction;
            this.depth = depth;
            this.told = told;
        }

        boolean overflown() {
            return fields > mostFields && depth > 1;
        }
    }

    Shape read(YamlNode schema, Direction direction) {
        int depth = 1;
        for (int deeper = 2; deeper <= MAX_DEPTH; deeper++) {
            Writing attempt = new Writing(direction, deeper, false);
            shape(schema, 0, attempt);
            if (attempt.overflown()) {
                break;
            }
            depth = deeper;
        }
        return shape(schema, 0, new Writing(direction, depth, true));
    }

    private Shape shape(YamlNode node, int level, Writing writing) {
        Optional<YamlNode.Mapping> found = references.mapping(node);
        if (found.isEmpty() || writing.overflown() || ++writing.visits > MOST_VISITS) {
            return Shape.Tree.UNKNOWN;
        }
        YamlNode.Mapping schema = found.get();
        if (!writing.open.add(schema)) {
            tell(
                    writing,
                    schema,
                    "recursive-schema",
                    Text.of("schema 引用自身", "The schema contains itself"),
                    Text.of(
                            "从这一层起按原样传递；需要时在映射中写出",
                            "Passed on as it is from here; write the fields in the mapping where they are needed"));
            return Shape.Tree.UNKNOWN;
        }
        try {
            return known(schema, level, writing);
        } finally {
            writing.open.remove(schema);
        }
    }

    private Shape known(YamlNode.Mapping schema, int level, Writing writing) {
        notCarried(schema, writing);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.get(choice).orElse(null) instanceof YamlNode.Sequence options
                    && schema.get("properties").isEmpty()) {
                return oneOf(schema, options.items(), level, writing);
            }
        }
        if (schema.get("allOf").orElse(null) instanceof YamlNode.Sequence parts) {
            return allOf(schema, parts.items(), level, writing);
        }
        List<String> types = SchemaFacts.types(schema);
        if (types.size() > 1) {
            tell(
                    writing,
                    schema,
                    "several-types",
                    Text.of("值有多种类型：%s", "A value of several types: %s", types),
                    Text.of("按原样传递；需要时在映射中确定类型", "Passed on as it is; decide for a type in the mapping"));
        }
        return switch (types.size() == 1 ? types.get(0) : "any") {
            case "object" -> object(schema, level, writing);
            case "array" -> array(schema, level, writing);
            case "integer" -> SchemaFacts.leaf(schema, Shape.Kind.INTEGER);
            case "number" -> SchemaFacts.leaf(schema, Shape.Kind.DECIMAL);
            case "boolean" -> SchemaFacts.leaf(schema, Shape.Kind.BOOLEAN);
            case "string" -> SchemaFacts.leaf(schema, Shape.Kind.TEXT);
            default -> new Shape.Tree(SchemaFacts.example(schema));
        };
    }

    private Shape array(YamlNode.Mapping schema, int level, Writing writing) {
        Optional<YamlNode> items = schema.get("items");
        if (items.isEmpty()) {
            return new Shape.Tree(SchemaFacts.example(schema));
        }
        return new Shape.Many(shape(items.get(), level, writing));
    }

    private Shape object(YamlNode.Mapping schema, int level, Writing writing) {
        if (!(schema.get("properties").orElse(null) instanceof YamlNode.Mapping properties)
                || properties.entries().isEmpty()) {
            return new Shape.Tree(SchemaFacts.example(schema));
        }
        if (level >= writing.depth) {
            tell(
                    writing,
                    schema,
                    "deep-schema",
                    Text.of("结构过深或过大，未逐字段展开", "The structure is too deep or too large to write out field by field"),
                    Text.of(
                            "按原样传递；需要的字段写进映射，或用 --only 减少操作",
                            "Passed on as it is; write the fields you need into the mapping, or take fewer operations"
                                    + " with --only"));
            return new Shape.Tree(SchemaFacts.example(schema));
        }
        if (schema.get("additionalProperties")
                .filter(node -> !"false".equals(node.asText().orElse("")))
                .isPresent()) {
            tell(
                    writing,
                    schema,
                    "additional-properties",
                    Text.of("未列出的字段不会传递", "Fields that are not listed are not passed on"),
                    Text.of("需要时在映射中补上", "Add those you need to the mapping"));
        }
        Set<String> required =
                Set.copyOf(SchemaFacts.texts(schema.get("required").orElse(null)));
        List<Shape.Part> parts = new ArrayList<>();
        properties.entries().forEach((name, entry) -> {
            writing.fields++;
            if (writing.overflown() || !facts.travels(entry.value(), writing.direction)) {
                return;
            }
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_:-]*")) {
                tell(
                        writing,
                        entry.value(),
                        "unreachable-name",
                        Text.of("映射的路径无法写出字段名 %s", "A mapping's path cannot spell the field %s", name),
                        Text.of(
                                "该字段未生成；整个结构可用 type: tree 传递",
                                "It was left out; the structure around it can be passed on with type: tree"));
                return;
            }
            Shape shape = shape(entry.value(), level + 1, writing);
            parts.add(new Shape.Part(
                    name,
                    shape,
                    required.contains(name) && !facts.nullable(entry.value()),
                    facts.label(entry.value())));
        });
        return parts.isEmpty() ? new Shape.Tree(SchemaFacts.example(schema)) : new Shape.Group(parts);
    }

    private Shape allOf(YamlNode.Mapping schema, List<YamlNode> parts, int level, Writing writing) {
        List<Shape> shapes = new ArrayList<>();
        parts.forEach(part -> shapes.add(shape(part, level, writing)));
        if (schema.get("properties").isPresent()) {
            shapes.add(object(schema, level, writing));
        }
        return Overlay.all(
                shapes, Set.copyOf(SchemaFacts.texts(schema.get("required").orElse(null))));
    }

    private Shape oneOf(YamlNode.Mapping schema, List<YamlNode> options, int level, Writing writing) {
        List<YamlNode> present =
                options.stream().filter(option -> !facts.isNull(option)).toList();
        if (present.size() == 1) {
            return shape(present.get(0), level, writing);
        }
        List<Shape> shapes =
                present.stream().map(option -> shape(option, level, writing)).toList();
        Optional<Shape> either = Overlay.either(shapes, SchemaFacts.example(schema));
        if (either.isEmpty()) {
            tell(
                    writing,
                    schema,
                    "mixed-choice",
                    Text.of("oneOf/anyOf 的类型各不相同", "oneOf/anyOf of different types"),
                    Text.of("按原样传递；需要时在映射中确定类型", "Passed on as it is; decide for a type in the mapping"));
        } else if (either.get() instanceof Shape.Group) {
            tell(
                    writing,
                    schema,
                    "choice",
                    Text.of(
                            "oneOf/anyOf 的 %d 种结构合并为一种，字段都可缺省",
                            "%d structures of oneOf/anyOf became one, every field optional", shapes.size()),
                    Text.of("按实际取值在映射中用 when 区分", "Tell them apart with when in the mapping"));
        }
        return either.orElseGet(() -> new Shape.Tree(SchemaFacts.example(schema)));
    }

    private void notCarried(YamlNode.Mapping schema, Writing writing) {
        List<String> rules = SchemaFacts.notCarried(schema);
        if (!rules.isEmpty()) {
            tell(
                    writing,
                    schema,
                    "rule-not-carried",
                    Text.of("约束 %s 没有带入契约", "The rules %s were not carried into the contract", rules),
                    Text.of("需要时在 openapi.yaml 中补上", "Add them to openapi.yaml where they matter"));
        }
    }

    String label(YamlNode node) {
        return facts.label(node);
    }

    private void tell(Writing writing, YamlNode at, String code, Text message, Text remedy) {
        if (writing.told) {
            notes.warning(at.at(), code, message, remedy);
        }
    }
}
