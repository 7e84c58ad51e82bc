package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that the parts of a department's structures have in the contract. */
final class StandardNames {

    private static final double ENOUGH = 0.8;

    private final Suggestions suggestions;
    private final SampleTrees samples;
    private final boolean apply;
    private final IdentityHashMap<Shape.Group, List<Named>> known = new IdentityHashMap<>();

    /** @param apply whether suggestions of enough confidence are taken */
    StandardNames(Suggestions suggestions, SampleTrees samples, boolean apply) {
        this.suggestions = suggestions;
        this.samples = samples;
        this.apply = apply;
    }

    /**
     * A part under its standard name.
     *
     * @param treatment null when its values stay as they are
     */
    record Named(
            Shape.Part part,
            String name,
            List<Suggestion> suggestions,
            @Nullable Suggestion taken,
            @Nullable Treatment treatment) {

        Named {
            suggestions = List.copyOf(suggestions);
        }
    }

    List<Named> of(Shape.Group group) {
        List<Named> names = known.get(group);
        if (names == null) {
            names = named(group);
            known.put(group, names);
        }
        return names;
    }

    /** Headers keep their names. */
    static List<Named> asTheyAre(Shape.Group group) {
        return group.parts().stream()
                .map(part -> new Named(part, part.name(), List.of(), null, null))
                .toList();
    }

    private List<Named> named(Shape.Group group) {
        Set<String> taken = new HashSet<>();
        List<Named> names = new ArrayList<>();
        for (Shape.Part part : group.parts()) {
            List<Suggestion> all = suggestions(part);
            String own = part.name().startsWith("#") ? "text" : CamelCase.of(part.plainName());
            Suggestion best = all.isEmpty() ? null : all.get(0);
            boolean take = apply
                    && best != null
                    && best.confidence() >= ENOUGH
                    && !taken.contains(best.field().name());
            String name = CamelCase.unique(take && best != null ? best.field().name() : own, "", taken);
            Treatment treatment = take && best != null ? treatment(best, part).orElse(null) : null;
            names.add(new Named(
                    part,
                    name,
                    all.stream()
                            .filter(each -> !each.field().name().equals(own))
                            .toList(),
                    take ? best : null,
                    treatment));
        }
        return List.copyOf(names);
    }

    private List<Suggestion> suggestions(Shape.Part part) {
        if (!(part.shape() instanceof Shape.Leaf leaf) || part.name().startsWith("#")) {
            return List.of();
        }
        Object example = leaf.example();
        List<String> values = example == null || example instanceof Boolean
                ? List.of()
                : List.of(String.valueOf(SampleTrees.texts(example)));
        return suggestions.of(part.plainName(), part.label(), values);
    }

    private Optional<Treatment> treatment(Suggestion suggestion, Shape.Part part) {
        return part.shape() instanceof Shape.Leaf leaf && leaf.codes().isEmpty()
                ? Treatment.of(suggestion, leaf.kind(), samples.leaf(part.plainName(), part.label(), leaf, null))
                : Optional.empty();
    }

    /** A tree of the wire under the standard's names. */
    @Nullable Object standard(Shape shape, @Nullable Object tree) {
        if (shape instanceof Shape.Group group && tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> standard = new LinkedHashMap<>();
            for (Named named : of(group)) {
                if (map.containsKey(named.part().name())) {
                    Object value = map.get(named.part().name());
                    Treatment treatment = named.treatment();
                    standard.put(
                            named.name(),
                            treatment != null && value != null
                                    ? treatment.standard(value)
                                    : standard(named.part().shape(), value));
                }
            }
            return standard;
        }
        if (shape instanceof Shape.Many many && tree instanceof List<?> list) {
            return list.stream().map(item -> standard(many.item(), item)).toList();
        }
        return tree;
    }
}
