package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shapes of one value, laid over each other. */
final class Overlay {

    private Overlay() {}

    /**
     * The value has every shape at once. What a later structure says of a field holds.
     *
     * @param required fields that must be there whatever the shapes say
     */
    static Shape all(List<Shape> shapes, Set<String> required) {
        List<Shape.Group> groups = groups(shapes);
        if (groups.isEmpty()) {
            return shapes.stream()
                    .filter(shape -> !(shape instanceof Shape.Tree))
                    .findFirst()
                    .orElse(Shape.Tree.UNKNOWN);
        }
        Map<String, Shape.Part> merged = new LinkedHashMap<>();
        groups.forEach(group -> group.parts()
                .forEach(part -> merged.put(
                        part.name(),
                        new Shape.Part(
                                part.name(),
                                part.shape(),
                                part.required() || required.contains(part.name()),
                                part.label()))));
        return new Shape.Group(List.copyOf(merged.values()));
    }

    /**
     * The value has one of the shapes. Structures become one with every field optional; leaves of one kind become that leaf.
     *
     * @return empty when they have nothing in common
     */
    static Optional<Shape> either(List<Shape> shapes, @Nullable Object example) {
        List<Shape.Group> groups = groups(shapes);
        if (groups.size() == shapes.size() && !groups.isEmpty()) {
            Map<String, Shape.Part> merged = new LinkedHashMap<>();
            groups.forEach(group -> group.parts()
                    .forEach(part -> merged.putIfAbsent(
                            part.name(), new Shape.Part(part.name(), part.shape(), false, part.label()))));
            return Optional.of(new Shape.Group(List.copyOf(merged.values())));
        }
        Set<Shape.Kind> kinds = shapes.stream()
                .filter(Shape.Leaf.class::isInstance)
                .map(shape -> ((Shape.Leaf) shape).kind())
                .collect(Collectors.toSet());
        if (kinds.size() == 1 && shapes.stream().allMatch(Shape.Leaf.class::isInstance)) {
            return Optional.of(new Shape.Leaf(kinds.iterator().next(), List.of(), Map.of(), example));
        }
        return Optional.empty();
    }

    private static List<Shape.Group> groups(List<Shape> shapes) {
        List<Shape.Group> groups = new ArrayList<>();
        shapes.forEach(shape -> {
            if (shape instanceof Shape.Group group) {
                groups.add(group);
            }
        });
        return groups;
    }
}
