package io.xianghub.shared.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document with the place where it stands; numbers and booleans are kept as they are written. */
public sealed interface YamlNode {

    Position at();

    /** The value as plain {@code Map}, {@code List}, {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean} or null. */
    @Nullable Object plain();

    /** @param value the scalar resolved by YAML's core schema; {@code text} is how it was written */
    record Scalar(Position at, String text, @Nullable Object value) implements YamlNode {
        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        @Override
        public Object plain() {
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.plain()));
            return values;
        }
    }

    /** @param entries in the order of the document; keys are unique */
    record Mapping(Position at, Map<String, Entry> entries) implements YamlNode {

        public record Entry(Position keyAt, YamlNode value) {}

        public Optional<YamlNode> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public Object plain() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value().plain()));
            return values;
        }
    }

    /** The text of a scalar; empty for anything else. */
    default Optional<String> asText() {
        return this instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
