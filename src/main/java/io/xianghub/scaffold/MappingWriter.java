package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the two mappings of an operation: from the standard to the department, and back. */
final class MappingWriter {

    private static final int DEFAULT_LENGTH = 4_000;
    private static final int LABEL = 60;

    private final StandardNames names;
    private final DictionaryFiles dictionaries;

    MappingWriter(StandardNames names, DictionaryFiles dictionaries) {
        this.names = names;
        this.dictionaries = dictionaries;
    }

    /** Which way a mapping goes. */
    private enum Way {
        REQUEST,
        ANSWER
    }

    /** Empty when there is nothing to map. */
    Optional<String> request(LegacyOperation operation) {
        LegacyOperation.Input input = operation.input();
        Map<String, Object> fields = new LinkedHashMap<>();
        if (input.nested()) {
            nested("path", input.path(), names.of(input.path()), fields);
            nested("query", input.query(), names.of(input.query()), fields);
            nested("header", input.header(), StandardNames.asTheyAre(input.header()), fields);
            if (input.body() != null) {
                body(input.body(), fields);
            }
        } else if (input.body() instanceof Shape.Group group) {
            fields.putAll(fields(names.of(group), "body.", Way.REQUEST));
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(text(operation, "standard to department", null, fields));
    }

    private void nested(String place, Shape.Group group, List<StandardNames.Named> named, Map<String, Object> fields) {
        if (!group.isEmpty()) {
            fields.put(place, Map.of("fields", fields(named, place + ".", Way.REQUEST)));
        }
    }

    private void body(Shape body, Map<String, Object> fields) {
        if (body instanceof Shape.Group group) {
            if (!group.isEmpty()) {
                fields.put("body", Map.of("fields", fields(names.of(group), "body.", Way.REQUEST)));
            }
        } else if (body instanceof Shape.Many many && many.item() instanceof Shape.Group item) {
            fields.put("body", ordered("each", "body", "fields", fields(names.of(item), "", Way.REQUEST)));
        } else {
            fields.put("body", ordered("from", "body", "type", "tree"));
        }
    }

    String answer(LegacyOperation operation) {
        Shape shape = operation.outcome().shape();
        if (shape instanceof Shape.Group group && !group.isEmpty()) {
            return text(operation, "department to standard", null, fields(names.of(group), "", Way.ANSWER));
        }
        if (shape instanceof Shape.Many many && many.item() instanceof Shape.Group group && !group.isEmpty()) {
            return text(operation, "department to standard", ".", fields(names.of(group), "", Way.ANSWER));
        }
        if (shape == null || shape instanceof Shape.Group) {
            return text(operation, "the department answers nothing", null, Map.of("done", Map.of("value", true)));
        }
        if (shape instanceof Shape.Leaf leaf) {
            Map<String, Object> field = ordered("from", ".");
            type(leaf, field);
            return text(operation, "department to standard", null, Map.of("value", field));
        }
        String name = shape instanceof Shape.Many ? "items" : "value";
        return text(operation, "department to standard", null, Map.of(name, ordered("from", ".", "type", "tree")));
    }

    private static String text(
            LegacyOperation operation, String way, @Nullable String each, Map<String, Object> fields) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("source", Map.of("format", "record"));
        if (each != null) {
            mapping.put("each", each);
        }
        mapping.put("fields", fields);
        return YamlText.of(List.of(YamlText.schema("map"), operation.id() + ": " + way), mapping);
    }

    private Map<String, Object> fields(List<StandardNames.Named> named, String prefix, Way way) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (StandardNames.Named each : named) {
            String target = way == Way.ANSWER ? each.name() : each.part().name();
            String source = prefix + (way == Way.ANSWER ? each.part().pathName() : each.name());
            String comment = comment(each);
            Map<String, Object> field = field(each, source, way);
            fields.put(target, comment.isEmpty() ? field : new YamlText.Commented(field, comment));
        }
        return fields;
    }

    private Map<String, Object> field(StandardNames.Named named, String source, Way way) {
        Shape shape = named.part().shape();
        boolean required = named.part().required();
        if (shape instanceof Shape.Group group && !group.isEmpty()) {
            Map<String, Object> field = new LinkedHashMap<>();
            when(source, required, field);
            field.put("fields", fields(names.of(group), source + ".", way));
            return field;
        }
        if (shape instanceof Shape.Many many && many.item() instanceof Shape.Group group && !group.isEmpty()) {
            Map<String, Object> field = new LinkedHashMap<>();
            when(source, required, field);
            field.put("each", source);
            field.put("fields", fields(names.of(group), "", way));
            return field;
        }
        Map<String, Object> field = new LinkedHashMap<>();
        if (shape instanceof Shape.Leaf leaf) {
            field.put("from", from(named, source, way));
            leaf(named, leaf, field, way);
        } else {
            field.put("from", source);
            field.put("type", "tree");
        }
        if (required) {
            field.put("required", true);
        }
        return field;
    }

    /** The text of an element that may have attributes stands in {@code #text}, or is the element itself without them. */
    private static Object from(StandardNames.Named named, String source, Way way) {
        return way == Way.ANSWER && named.part().name().equals("#text") && source.endsWith(".#text")
                ? List.of(source, source.substring(0, source.length() - ".#text".length()))
                : source;
    }

    private void leaf(StandardNames.Named named, Shape.Leaf leaf, Map<String, Object> field, Way way) {
        Treatment treatment = named.treatment();
        if (treatment != null) {
            field.putAll(new LinkedHashMap<>(way == Way.ANSWER ? treatment.answer() : treatment.request()));
        } else {
            type(leaf, field);
            Optional<String> dictionary = leaf.kind() == Shape.Kind.BOOLEAN
                    ? Optional.empty()
                    : way == Way.ANSWER
                            ? dictionaries.answer(named.name(), leaf.codes())
                            : dictionaries.request(named.name(), leaf.codes());
            dictionary.ifPresent(name -> field.put("dictionary", name));
        }
        Suggestion taken = named.taken();
        if (taken != null && !taken.field().sensitivity().equals("personal")) {
            field.put("sensitivity", taken.field().sensitivity());
        }
    }

    private static void type(Shape.Leaf leaf, Map<String, Object> field) {
        switch (leaf.kind()) {
            case INTEGER -> field.put("type", "integer");
            case DECIMAL -> field.put("type", "decimal");
            case BOOLEAN -> field.put("type", "boolean");
            case TEXT -> {
                String format = String.valueOf(leaf.facets().getOrDefault("format", ""));
                if (format.equals("byte") || format.equals("binary")) {
                    field.put("type", "tree");
                } else if (leaf.facets().get("maxLength") instanceof Long most && most > DEFAULT_LENGTH) {
                    field.put("max", Math.min(most, 99_999_999L));
                }
            }
        }
    }

    private static void when(String source, boolean required, Map<String, Object> field) {
        if (!required) {
            field.put("when", ordered("path", source, "not-equals", ""));
        }
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String comment(StandardNames.Named named) {
        List<String> words = new ArrayList<>();
        String label = named.part().label().strip().replaceAll("\\s+", " ");
        if (!label.isEmpty()) {
            words.add(label.length() > LABEL ? label.substring(0, LABEL) + "…" : label);
        }
        Suggestion taken = named.taken();
        if (taken != null) {
            words.add("taken " + taken.line().substring("suggest: ".length()));
        }
        named.suggestions().stream()
                .filter(each -> taken == null || !each.field().equals(taken.field()))
                .forEach(each -> words.add(each.line()));
        return String.join("; ", words);
    }
}
