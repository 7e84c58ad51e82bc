package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import org.jspecify.annotations.Nullable;

/** One target field: a value of its own, or a group of fields. */
sealed interface Field {

    String name();

    /** Null when the field is always there. */
    @Nullable Condition when();

    /** Where its name stands in the mapping's file. */
    Position at();

    /** Fields below this one. */
    record Group(String name, @Nullable Condition when, Nesting nesting, Branches branches, Position at)
            implements Field {}

    /** A value made of those that the items of a list have. */
    record Folded(String name, @Nullable Condition when, Fold fold, ValueRule rule, Position at) implements Field {}

    /** A value that is always the same. */
    record Constant(String name, @Nullable Condition when, @Nullable Object value, Position at) implements Field {}

    /** A value that must be the one that is expected; nothing is written. */
    record Check(String name, @Nullable Condition when, String expected, ValueRule rule, Position at)
            implements Field {}

    /** A value read from the source. */
    record Value(String name, @Nullable Condition when, ValueRule rule, Position at) implements Field {}
}
