package io.xianghub.bundle.contract;

import io.xianghub.shared.Text;
import java.util.Set;
import java.util.TreeSet;

/** The types that a schema lets through. */
final class Types {

    private Types() {}

    /** What is declared; for a schema that only lists values, their types where the other one declares its own. */
    static Set<String> of(Schema schema, Schema other) {
        Set<String> values = schema.values();
        if (schema.typed() || values == null || !other.typed()) {
            return schema.types();
        }
        Set<String> types = new TreeSet<>();
        values.forEach(value -> types.addAll(of(value)));
        return types;
    }

    private static Set<String> of(String json) {
        return switch (json.charAt(0)) {
            case '"' -> Set.of("string");
            case '{' -> Set.of("object");
            case '[' -> Set.of("array");
            case 't', 'f' -> Set.of("boolean");
            case 'n' -> Set.of("null");
            default -> json.matches("-?[0-9]+") ? Set.of("integer") : Set.of("integer", "number");
        };
    }

    static boolean differOnlyInNull(Set<String> before, Set<String> after) {
        return notNull(before).equals(notNull(after));
    }

    private static Set<String> notNull(Set<String> types) {
        Set<String> rest = new TreeSet<>(types);
        rest.remove("null");
        return rest;
    }

    static Text words(Set<String> types) {
        if (types.containsAll(Schema.ALL_TYPES)) {
            return new Text("任意", "any");
        }
        if (types.isEmpty()) {
            return new Text("不允许任何值", "nothing");
        }
        Set<String> shown = new TreeSet<>(types);
        if (shown.contains("number")) {
            shown.remove("integer");
        }
        return Words.plain(String.join(" | ", shown));
    }
}
