package io.xianghub.bundle.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Makes schemas, and for each all ways to change one thing in it, with what a reader should be told. */
final class GeneratedSchemas {

    /** @param path the field below the schema's root, such as {@code .a[].b} */
    record Mutation(String path, Aspect aspect, Kind kind, Map<String, Object> schema) {}

    private final Random random;

    GeneratedSchemas(long seed) {
        this.random = new Random(seed);
    }

    Map<String, Object> object(int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String name = "f" + i;
            properties.put(name, value(depth));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> value(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> map("type", "string", "minLength", 2L, "maxLength", 9L, "pattern", "^[a-z]+$");
            case 1 -> map("type", "integer", "minimum", 0L, "maximum", 100L);
            case 2 -> map("type", "string", "enum", new ArrayList<>(List.of("x", "y")));
            case 3 -> map("type", "array", "items", value(depth - 1), "maxItems", 5L);
            default -> object(depth - 1);
        };
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    /** Every single change of this kind of schemas. */
    List<Mutation> mutations(Map<String, Object> schema) {
        List<Mutation> all = new ArrayList<>();
        collect(schema, schema, new ArrayList<>(), "", all);
        return all;
    }

    private void collect(
            Map<String, Object> root, Map<String, Object> here, List<String> pointer, String path, List<Mutation> all) {
        Change change = new Change(root, pointer, path, all);
        change.to(Aspect.NULL, Kind.WIDENED, at -> at.put("type", List.of(at.get("type"), "null")));
        change.to(Aspect.DEFAULT, Kind.CHANGED, at -> at.put("default", "d"));
        change.to(Aspect.RULE, Kind.UNDECIDED, at -> at.put("not", Map.of("const", "n")));
        if (here.containsKey("minLength")) {
            change.to(Aspect.TYPE, Kind.CHANGED, at -> at.put("type", "integer"));
            change.to(Aspect.LENGTH, Kind.NARROWED, at -> at.put("minLength", 3L));
            change.to(Aspect.LENGTH, Kind.WIDENED, at -> at.put("minLength", 0L));
            change.to(Aspect.LENGTH, Kind.WIDENED, at -> at.remove("maxLength"));
            change.to(Aspect.PATTERN, Kind.CHANGED, at -> at.put("pattern", "^[A-Z]+$"));
            change.to(Aspect.PATTERN, Kind.WIDENED, at -> at.remove("pattern"));
            change.to(Aspect.FORMAT, Kind.NARROWED, at -> at.put("format", "date"));
            change.to(Aspect.VALUES, Kind.NARROWED, at -> at.put("const", "abc"));
        }
        if (here.containsKey("minimum")) {
            change.to(Aspect.TYPE, Kind.WIDENED, at -> at.put("type", "number"));
            change.to(Aspect.RANGE, Kind.NARROWED, at -> at.put("exclusiveMinimum", 0L));
            change.to(Aspect.RANGE, Kind.WIDENED, at -> at.put("maximum", 101L));
            change.to(Aspect.STEP, Kind.NARROWED, at -> at.put("multipleOf", 5L));
        }
        if (here.containsKey("enum")) {
            change.to(Aspect.VALUES, Kind.WIDENED, at -> at.put("enum", List.of("x", "y", "z")));
            change.to(Aspect.VALUES, Kind.NARROWED, at -> at.put("enum", List.of("y")));
            change.to(Aspect.VALUES, Kind.CHANGED, at -> at.put("enum", List.of("y", "z")));
            change.to(Aspect.VALUES, Kind.WIDENED, at -> at.remove("enum"));
        }
        if (here.get("items") instanceof Map<?, ?> items) {
            change.to(Aspect.COUNT, Kind.NARROWED, at -> at.put("maxItems", 4L));
            change.to(Aspect.UNIQUENESS, Kind.NARROWED, at -> at.put("uniqueItems", true));
            collect(root, cast(items), deeper(pointer, "items"), path + "[]", all);
        }
        if (here.get("properties") instanceof Map<?, ?> properties) {
            change.to(Aspect.OTHER_FIELDS, Kind.WIDENED, at -> at.put("additionalProperties", true));
            new Change(root, pointer, path + ".n", all).to(Aspect.FIELD, Kind.ADDED, at -> cast(at.get("properties"))
                    .put("n", map("type", "string")));
            properties.forEach((name, value) -> field(root, here, pointer, path, String.valueOf(name), all));
        }
    }

    private void field(
            Map<String, Object> root,
            Map<String, Object> here,
            List<String> pointer,
            String path,
            String name,
            List<Mutation> all) {
        Change change = new Change(root, pointer, path + "." + name, all);
        boolean required = ((List<?>) here.get("required")).contains(name);
        change.to(Aspect.FIELD, Kind.REMOVED, at -> {
            cast(at.get("properties")).remove(name);
            list(at.get("required")).remove(name);
        });
        change.to(Aspect.PRESENCE, required ? Kind.OPTIONAL : Kind.REQUIRED, at -> {
            if (!list(at.get("required")).remove(name)) {
                list(at.get("required")).add(name);
            }
        });
        collect(
                root,
                cast(cast(here.get("properties")).get(name)),
                deeper(deeper(pointer, "properties"), name),
                path + "." + name,
                all);
    }

    /** Changes copies of a schema at one place. */
    private record Change(Map<String, Object> root, List<String> pointer, String path, List<Mutation> all) {

        void to(Aspect aspect, Kind kind, Consumer<Map<String, Object>> mutation) {
            Map<String, Object> copy = cast(copy(root));
            Map<String, Object> at = copy;
            for (String key : pointer) {
                at = cast(at.get(key));
            }
            mutation.accept(at);
            all.add(new Mutation(path, aspect, kind, copy));
        }
    }

    private static List<String> deeper(List<String> pointer, String key) {
        List<String> deeper = new ArrayList<>(pointer);
        deeper.add(key);
        return deeper;
    }

    private static Object copy(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
            return copy;
        }
        return tree instanceof List<?> list
                ? new ArrayList<>(list.stream().map(GeneratedSchemas::copy).toList())
                : tree;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object tree) {
        return (Map<String, Object>) tree;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object tree) {
        return (List<Object>) tree;
    }
}
