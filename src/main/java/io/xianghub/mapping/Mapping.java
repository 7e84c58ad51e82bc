package io.xianghub.mapping;

import io.xianghub.shared.Budget;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled mapping: immutable, usable by many threads. */
public interface Mapping {

    String name();

    /**
     * Maps one input.
     *
     * @param source {@code byte[]} for a wire format; a tree ({@code Map}, {@code List}, {@code String}, {@code Long},
     *     {@code BigDecimal}, {@code Boolean}, null) for the format {@code record}
     * @param scope further trees that paths reach as {@code $name.path}
     * @return a tree, or {@code byte[]} when the target is a wire format
     * @throws MappingFailure naming every field that was wrong; nothing is mapped by half
     */
    default @Nullable Object apply(@Nullable Object source, Map<String, ? extends @Nullable Object> scope) {
        return apply(source, scope, Witness.NONE, Budget.UNLIMITED);
    }

    /**
     * The same, seen by a witness, and ended by the budget's problem when the mapping makes more, or takes longer, than the
     * input may.
     *
     * @param witness sees what of the input was there
     * @param budget told of every field and item that is made
     */
    @Nullable Object apply(
            @Nullable Object source, Map<String, ? extends @Nullable Object> scope, Witness witness, Budget budget);

    /** Whether the source is a wire format's bytes and not a tree. */
    boolean takesBytes();

    /** Whether it makes a wire format's bytes and not a tree. */
    boolean writesBytes();

    /**
     * Paths of all source fields that the mapping reads, those of nested lists below the path of their list; those that
     * only decide whether something is there, or what it means, are among them.
     */
    Set<String> sources();

    /** What it makes of what, whatever the input. */
    Outline outline();
}
