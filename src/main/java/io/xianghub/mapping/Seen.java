package io.xianghub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells a witness what one application of a mapping comes across. */
record Seen(String mapping, Map<Path, String> names, Witness witness) {

    /** The names of all paths that read a value, those of nested lists below the path of their list. */
    static Map<Path, String> names(Source source, @Nullable Path each, Fields fields) {
        Map<Path, String> names = new HashMap<>();
        String prefix = "";
        for (Inside document : source.inside()) {
            prefix = below(prefix, document.path());
        }
        name(each == null ? prefix : below(prefix, each), fields, names);
        return names;
    }

    private static void name(String prefix, Fields fields, Map<Path, String> names) {
        for (Field field : fields.all()) {
            if (field instanceof Field.Value value) {
                value.rule().reading().from().forEach(path -> names.put(path, below(prefix, path)));
            } else if (field instanceof Field.Folded folded) {
                String items = below(prefix, folded.fold().each());
                folded.rule().reading().from().forEach(path -> names.put(path, below(items, path)));
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
        if (witness.follows()) {
            witness.read(mapping, names.getOrDefault(path, path.toString()));
        }
    }

    void repeated(int count) {
        witness.repeated(mapping, count);
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
        if (witness.wants()) {
            made(field, field.rule(), value, spot, taken("", field.rule(), item, scope));
        }
    }

    void folded(
            Field.Folded field,
            @Nullable Object value,
            List<?> items,
            Spot spot,
            Map<String, ? extends @Nullable Object> scope) {
        if (!witness.wants()) {
            return;
        }
        List<Derivation.Taken> from = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            from.addAll(taken(field.fold().each() + "[" + i + "].", field.rule(), items.get(i), scope));
        }
        made(field, field.rule(), value, spot, from);
    }

    private static List<Derivation.Taken> taken(
            String prefix, ValueRule rule, @Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
        return rule.reading().from().stream()
                .map(path -> new Derivation.Taken(prefix + path, path.find(item, scope)))
                .toList();
    }

    private void made(Field field, ValueRule rule, @Nullable Object value, Spot spot, List<Derivation.Taken> from) {
        witness.made(new Derivation(
                new Derivation.Into(
                        spot.target(field.name()),
                        rule.showing().sensitivity(),
                        rule.showing().mask() != null,
                        field.at()),
                spot.place(),
                from,
                value));
    }

    void constant(Field.Constant field, Spot spot) {
        if (witness.wants()) {
            witness.made(new Derivation(
                    new Derivation.Into(spot.target(field.name()), Sensitivity.PUBLIC, false, field.at()),
                    spot.place(),
                    List.of(),
                    field.value()));
        }
    }

    void coded(String dictionary, String code) {
        witness.coded(dictionary, code);
    }
}
