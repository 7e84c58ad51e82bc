package io.xianghub.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a witness what one application of a mapping comes across. */
record Seen(String mapping, Map<Path, String> names, Witness witness) {

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

    void skipped(Field field, Condition when, @Nullable Object item, Spot spot, Fields.Work work) {
        if (witness.wants()) {
            witness.skipped(new Derivation(
                    new Derivation.Into(spot.target(field.name()), Sensitivity.PERSONAL, false, field.at()),
                    spot.place(),
                    when.paths().stream()
                            .map(path -> new Derivation.Taken(path.toString(), path.find(item, work.scope())))
                            .toList(),
                    null));
        }
    }

    void coded(String dictionary, String code) {
        witness.coded(dictionary, code);
    }
}
