package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one value of a mapping's target came about.
 *
 * @param target such as {@code insurances[0].type}
 * @param place where the item that it was made of stands in the input, such as {@code line 3}; empty for the whole input
 * @param value null when the field was left out, or refused
 * @param at where the field stands in the mapping's file
 */
public record Derivation(
        String target, String place, List<Taken> from, @Nullable Object value, Sensitivity sensitivity, Position at) {

    /** What stood at one of the paths that the field reads; null when nothing did. */
    public record Taken(String path, @Nullable Object value) {}

    public Derivation {
        from = List.copyOf(from);
    }
}
