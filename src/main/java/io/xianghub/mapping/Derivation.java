package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one value of a mapping's target came about.
 *
 * @param from empty when the value is a constant of the mapping
 * @param value null when the field was left out, or refused
 */
public record Derivation(Into into, List<Taken> from, @Nullable Object value) {

    /**
     * The field that a value became.
     *
     * @param path such as {@code insurances[0].type}
     * @param masked whether its value is what a mask has left
     * @param at where the field stands in the mapping's file
     */
    public record Into(String path, Sensitivity sensitivity, boolean masked, Position at) {}

    /**
     * What stood at one of the places that the field reads.
     *
     * @param source as {@link Mapping#sources()} names it, whichever item of a list it is of
     * @param place such as {@code insuinfo[0].insutype} or {@code line 3, column FSE}
     * @param value null when nothing stood there
     */
    public record Taken(String source, String place, @Nullable Object value) {}

    public Derivation {
        from = List.copyOf(from);
    }

    public String target() {
        return into.path();
    }

    public Position at() {
        return into.at();
    }
}
