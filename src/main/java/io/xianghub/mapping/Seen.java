package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a witness what one application of a mapping comes across. */
record Seen(String mapping, Map<Path, String> names, Witness witness) {

    void read(Path path) {
        if (witness.follows()) {
            witness.read(mapping, name(path));
        }
    }

    void repeated(int count) {
        witness.repeated(mapping, count);
    }

    void unmapped(String field, String dictionary, @Nullable String code) {
        witness.unmapped(mapping, field, dictionary, code);
    }

    void made(Field.Value field, @Nullable Object value, @Nullable Object item, Spot spot, Fields.Work work) {
        if (witness.wants()) {
            made(field, field.rule(), value, spot, taken(field.rule().reading(), item, spot, work));
        }
    }

    void folded(Field.Folded field, @Nullable Object value, List<Item> items, Spot spot, Fields.Work work) {
        if (!witness.wants()) {
            return;
        }
        List<Derivation.Taken> from = new ArrayList<>();
        for (Item item : items) {
            Spot at = spot.below("", null).at(field.fold().each(), item, -1);
            from.addAll(taken(field.rule().reading(), item, at, work));
        }
        made(field, field.rule(), value, spot, from);
    }

    private List<Derivation.Taken> taken(Reading reading, @Nullable Object item, Spot spot, Fields.Work work) {
        List<Derivation.Taken> taken = taken(reading.from(), item, spot, work);
        Match match = reading.match();
        if (match != null) {
            taken.add(new Derivation.Taken(
                    name(match.take()), spot.place(match.in(), match.take()), reading.looked(item, work)));
        }
        return taken;
    }

    private List<Derivation.Taken> taken(List<Path> paths, @Nullable Object item, Spot spot, Fields.Work work) {
        List<Derivation.Taken> taken = new ArrayList<>();
        paths.forEach(
                path -> taken.add(new Derivation.Taken(name(path), spot.place(path), path.find(item, work.scope()))));
        return taken;
    }

    private String name(Path path) {
        return names.getOrDefault(path, path.toString());
    }

    private void made(Field field, ValueRule rule, @Nullable Object value, Spot spot, List<Derivation.Taken> from) {
        witness.made(new Derivation(
                new Derivation.Into(
                        spot.target(field.name()),
                        rule.showing().sensitivity(),
                        rule.showing().mask() != null,
                        field.at()),
                from,
                value));
    }

    void constant(Field.Constant field, Spot spot) {
        if (witness.wants()) {
            witness.made(new Derivation(
                    new Derivation.Into(spot.target(field.name()), Sensitivity.PUBLIC, false, field.at()),
                    List.of(),
                    field.value()));
        }
    }

    /** A field whose condition does not hold. */
    void skipped(Field field, Condition when, @Nullable Object item, Spot spot, Fields.Work work) {
        if (witness.wants()) {
            skipped(spot.target(field.name()), field.at(), taken(when.paths(), item, spot, work));
        }
    }

    /** A target, one of several, whose condition does not hold. */
    void skipped(Branches.Branch branch, Condition when, @Nullable Object item, Spot spot, Fields.Work work) {
        if (witness.wants()) {
            skipped(spot.target(branch.name()), branch.at(), taken(when.paths(), item, spot, work));
        }
    }

    private void skipped(String target, Position at, List<Derivation.Taken> from) {
        witness.skipped(new Derivation(new Derivation.Into(target, Sensitivity.PERSONAL, false, at), from, null));
    }

    void coded(String dictionary, String code) {
        witness.coded(dictionary, code);
    }
}
