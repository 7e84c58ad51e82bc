package io.xianghub.mapping;

import io.xianghub.shared.Weight;
import io.xianghub.shared.wire.Malformed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How what stands below a field is made.
 *
 * @param inside documents inside the item, each inside the one before, of which the last is read; empty to read the item itself
 * @param required whether the document must be there
 * @param each the list whose items become a list; null for one structure
 * @param as the document that it is written as; null to leave it a structure
 */
record Nesting(List<Inside> inside, boolean required, @Nullable Path each, @Nullable Composed as) {

    Nesting {
        inside = List.copyOf(inside);
    }

    /** Null when the field is left out. */
    @Nullable Object of(Field.Group field, @Nullable Object item, Spot spot, Fields.Work work) throws Unfit {
        Object made = inside.isEmpty()
                ? made(field, item, spot.below(field.name(), null), work)
                : read(field, item, spot, work);
        return made == null || as == null ? made : as.of(made, spot.target(field.name()), work);
    }

    private @Nullable Object read(Field.Group field, @Nullable Object item, Spot spot, Fields.Work work) throws Unfit {
        Source.Read read;
        try {
            read = Inside.open(inside, item, work.scope());
        } catch (Malformed malformed) {
            throw new Unfit(malformed.text());
        }
        if (read == null) {
            if (required) {
                throw Unfit.missing();
            }
            return each == null ? null : List.of();
        }
        work.budget().made(Weight.of(read.tree(), Integer.MAX_VALUE));
        Spot below = spot.below(field.name(), new Spot.Document(inside.get(0).path(), last().source()));
        return made(field, new Item(read.tree(), item, -1), below, work.in(read.beside(work.scope())));
    }

    /** Where it begins to read; null for the item itself. */
    @Nullable Path begins() {
        return inside.isEmpty() ? each : inside.get(0).path();
    }

    private Inside last() {
        return inside.get(inside.size() - 1);
    }

    private Object made(Field.Group field, @Nullable Object item, Spot spot, Fields.Work work) throws Unfit {
        Branches branches = field.branches();
        if (each == null) {
            return branches.isOne() ? branches.only(item, spot, work) : branches.several(item, spot, work);
        }
        List<Map<String, @Nullable Object>> made = new Items(each, null, List.of()).made(item, spot, branches, work);
        return made;
    }
}
