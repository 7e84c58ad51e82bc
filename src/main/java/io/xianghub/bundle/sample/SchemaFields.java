package io.xianghub.bundle.sample;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties that a contract's schemas declare, and those that a tree has, by their paths. */
final class SchemaFields {

    private static final int DEEPEST = 12;

    private final Map<?, ?> root;
    private final Set<String> found;

    private SchemaFields(Map<?, ?> root, Set<String> found) {
        this.root = root;
        this.found = found;
    }

    /** Such as {@code request.body.identityNumber} and {@code answer.insurances[].type}. */
    static Set<String> of(ContractOperation operation) {
        Set<String> fields = new LinkedHashSet<>();
        operation.parameters().forEach((place, schema) -> read("request." + place, schema, fields));
        if (operation.request() != null) {
            read("request.body", operation.request(), fields);
        }
        read("answer", operation.answer(), fields);
        return fields;
    }

    private static void read(String path, String schema, Set<String> fields) {
        try {
            if (Json.parse(schema) instanceof Map<?, ?> root) {
                new SchemaFields(root, fields).walk(path, root, 0);
            }
        } catch (Malformed impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void walk(String path, @Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> declared) || depth > DEEPEST) {
            return;
        }
        if (declared.get("$ref") instanceof String reference) {
            walk(path, resolve(reference), depth + 1);
        }
        if (declared.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                found.add(path + "." + name);
                walk(path + "." + name, property, depth + 1);
            });
        }
        walk(path + "[]", declared.get("items"), depth + 1);
        for (String choice : List.of("allOf", "oneOf", "anyOf")) {
            if (declared.get(choice) instanceof List<?> parts) {
                parts.forEach(part -> walk(path, part, depth + 1));
            }
        }
    }

    private @Nullable Object resolve(String reference) {
        Object here = root;
        for (String step : reference.replaceFirst("^#/", "").split("/", -1)) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return here;
    }

    /** Adds the paths of everything that the tree has. */
    static void ofTree(String path, @Nullable Object tree, Set<String> paths) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                paths.add(path + "." + name);
                ofTree(path + "." + name, value, paths);
            });
        } else if (tree instanceof List<?> list) {
            list.forEach(item -> ofTree(path + "[]", item, paths));
        }
    }
}
