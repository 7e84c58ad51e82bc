package io.xianghub.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells a witness what one application of a mapping comes across. */
record Seen(String mapping, Map<Path, String> names, Witness witness) {

    /** The names of all paths that read a value, those of nested lists below the path of their list. */
    static Map<Path, String> names(@Nullable Path each, Fields fields) {
        Map<Path, String> names = new HashMap<>();
        name(each == null ? "" : below("", each), fields, names);
        return names;
    }

    private static void name(String prefix, Fields fields, Map<Path, String> names) {
        for (Field field : fields.all()) {
            if (field instanceof Field.Value value) {
                value.rule().reading().from().forEach(path -> names.put(path, below(prefix, path)));
            } else if (field instanceof Field.Group group) {
                Path each = group.each();
                name(each == null ? prefix : below(prefix, each), group.fields(), names);
            }
        }
    }

    private static String below(String prefix, Path path) {
        String text = path.toString();
        return prefix.isEmpty() || text.startsWith("$")
                ? (text.equals(".") ? "" : text)
                : text.equals(".") ? prefix : prefix + "." + text;
    }

    static Set<String> all(Map<Path, String> names) {
        Set<String> all = new TreeSet<>(names.values());
        all.remove("");
        return all;
    }

    void read(Path path) {
        if (witness != Witness.NONE) {
            witness.read(mapping, names.getOrDefault(path, path.toString()));
        }
    }

    void unmapped(String field, String dictionary, @Nullable String code) {
        witness.unmapped(mapping, field, dictionary, code);
    }

    void made(
            Field.Value field,
            @Nullable Object value,
            @Nullable Object item,
            Spot spot,
            Map<String, ? extends @Nullable Object> scope) {
        if (!witness.wants()) {
            return;
        }
        ValueRule rule = field.rule();
        List<Derivation.Taken> from = rule.reading().from().stream()
                .map(path -> new Derivation.Taken(path.toString(), path.find(item, scope)))
                .toList();
        witness.made(new Derivation(
                spot.target(field.name()),
                spot.place(),
                from,
                value,
                rule.showing().sensitivity(),
                field.at()));
    }

    void coded(String dictionary, String code) {
        witness.coded(dictionary, code);
    }
}
