package io.xianghub.scaffold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values for samples: what the source gives as examples where it fits, else made up from the shape, always the same; people and
 * companies are ones that cannot exist.
 */
final class SampleTrees {

    private static final int MOST_ITEMS = 3;
    private static final List<String> TEXTS = List.of(
            "test",
            "1",
            "123456",
            "A1",
            "a",
            "ABC",
            "2026-06-01",
            "01",
            "100000",
            "test-1",
            "10.5",
            "v1",
            "http://example.org/a");
    private static final Map<String, String> FORMATS = Map.of(
            "date", "2026-06-01",
            "date-time", "2026-06-01T09:30:15+08:00",
            "time", "09:30:15+08:00",
            "uuid", "00000000-0000-4000-8000-000000000001",
            "email", "test@example.org",
            "uri", "http://example.org/a",
            "ipv4", "192.0.2.1",
            "hostname", "host.example.org",
            "byte", "dGVzdA==",
            "duration", "PT1M");

    private final @Nullable Suggestions suggestions;

    SampleTrees(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    private SampleTrees() {
        this.suggestions = null;
    }

    /** Without a look at names. */
    static SampleTrees plain() {
        return new SampleTrees();
    }

    @Nullable Object of(@Nullable Shape shape, @Nullable Object example) {
        return shape == null ? null : value("", "", shape, example);
    }

    /** @return a tree by the names of the wire */
    Map<String, @Nullable Object> group(Shape.Group group, @Nullable Object example) {
        Map<?, ?> given = example instanceof Map<?, ?> map ? map : Map.of();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (Shape.Part part : group.parts()) {
            Object own = given.get(part.name());
            if (own != null || part.required() || given.isEmpty()) {
                tree.put(part.name(), value(part.plainName(), part.label(), part.shape(), own));
            }
        }
        return tree;
    }

    private @Nullable Object value(String name, String label, Shape shape, @Nullable Object example) {
        if (shape instanceof Shape.Group group) {
            return group(group, example);
        }
        if (shape instanceof Shape.Many many) {
            List<@Nullable Object> items = new ArrayList<>();
            if (example instanceof List<?> list) {
                list.stream().limit(MOST_ITEMS).forEach(item -> items.add(value(name, label, many.item(), item)));
            }
            if (items.isEmpty()) {
                items.add(value(name, label, many.item(), null));
            }
            return items;
        }
        if (shape instanceof Shape.Leaf leaf) {
            return leaf(name, label, leaf, example);
        }
        Object known = example == null && shape instanceof Shape.Tree tree ? tree.example() : example;
        return known == null || (known instanceof String text && text.isBlank()) ? Map.of() : known;
    }

    Object leaf(String name, String label, Shape.Leaf leaf, @Nullable Object example) {
        for (Object given : candidates(example, leaf.example())) {
            if (Facets.fits(leaf, given)) {
                return given;
            }
        }
        // an example that breaks only a facet tells how the values really are
        if (leaf.example() != null
                && leaf.example().toString().length() <= 2_000
                && Facets.ofKind(leaf, leaf.example())) {
            return leaf.example();
        }
        if (!leaf.codes().isEmpty()) {
            return typed(leaf.kind(), leaf.codes().get(0).value())
                    .orElse(leaf.codes().get(0).value());
        }
        return switch (leaf.kind()) {
            case BOOLEAN -> true;
            case INTEGER ->
                number(leaf, name, label).map(text -> (Object) text.longValue()).orElse(1L);
            case DECIMAL -> number(leaf, name, label).map(text -> (Object) text).orElse(new BigDecimal("1.5"));
            case TEXT -> text(leaf, name, label);
        };
    }

    private static List<Object> candidates(@Nullable Object... given) {
        List<Object> there = new ArrayList<>();
        for (Object each : given) {
            if (each != null) {
                there.add(each);
            }
        }
        return there;
    }

    private Optional<BigDecimal> number(Shape.Leaf leaf, String name, String label) {
        List<Object> numbers = new ArrayList<>();
        suggested(name, label).flatMap(text -> typed(Shape.Kind.DECIMAL, text)).ifPresent(numbers::add);
        numbers.addAll(candidates(
                1L,
                new BigDecimal("1.5"),
                leaf.facets().get("minimum"),
                leaf.facets().get("maximum"),
                10L,
                0L));
        return numbers.stream()
                .filter(number -> leaf.facets().entrySet().stream()
                        .allMatch(facet -> Facets.keeps(facet.getKey(), facet.getValue(), number)))
                .map(number -> new BigDecimal(number.toString()))
                .filter(number -> leaf.kind() == Shape.Kind.DECIMAL
                        || number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.precision() <= 18)
                .findFirst();
    }

    private String text(Shape.Leaf leaf, String name, String label) {
        List<String> texts = new ArrayList<>();
        String format = String.valueOf(leaf.facets().getOrDefault("format", ""));
        if (FORMATS.containsKey(format)) {
            texts.add(FORMATS.getOrDefault(format, ""));
        }
        suggested(name, label).ifPresent(texts::add);
        texts.addAll(TEXTS);
        int least = leaf.facets().get("minLength") instanceof Long length ? (int) Math.min(length, 500) : 0;
        int most = leaf.facets().get("maxLength") instanceof Long length ? (int) Math.min(length, 500) : 0;
        if (least > 0) {
            texts.add("a".repeat(least));
            texts.add("1".repeat(least));
        }
        if (most > 0) {
            texts.add("1".repeat(most));
        }
        return texts.stream()
                .filter(text -> Facets.fits(leaf, text))
                .findFirst()
                .orElse(texts.get(0));
    }

    private Optional<String> suggested(String name, String label) {
        if (suggestions == null || name.isEmpty()) {
            return Optional.empty();
        }
        return suggestions.of(name, label, List.of()).stream()
                .findFirst()
                .filter(suggestion -> suggestion.confidence() >= 0.5)
                .map(suggestion -> suggestion.field().sample());
    }

    private static Optional<Object> typed(Shape.Kind kind, String text) {
        try {
            return switch (kind) {
                case INTEGER -> Optional.of(Long.valueOf(text));
                case DECIMAL -> Optional.of(new BigDecimal(text));
                case BOOLEAN -> Optional.of(Boolean.valueOf(text));
                case TEXT -> Optional.of(text);
            };
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    /** The tree as a wire of texts has it. */
    static @Nullable Object texts(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                return "";
            }
            Map<String, @Nullable Object> texts = new LinkedHashMap<>();
            map.forEach((key, value) -> texts.put(String.valueOf(key), texts(value)));
            return texts;
        }
        if (tree instanceof List<?> list) {
            return list.stream().map(SampleTrees::texts).toList();
        }
        return tree instanceof BigDecimal decimal ? decimal.toPlainString() : tree == null ? null : tree.toString();
    }
}
