package io.xianghub.mapping;

import io.xianghub.shared.Weight;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The targets that are made of one item: one, or each of several that is meant. */
record Branches(List<Branch> all) {

    /**
     * One of them.
     *
     * @param name such as {@code targets[1]}
     * @param when null when the target is always made
     * @param at where it stands in the mapping's file
     */
    record Branch(String name, @Nullable Condition when, Fields fields, Position at) {}

    Branches {
        all = List.copyOf(all);
    }

    static Branches one(Fields fields, Position at) {
        return new Branches(List.of(new Branch("", null, fields, at)));
    }

    boolean isOne() {
        return all.size() == 1 && all.get(0).when() == null;
    }

    /** What the only target is made of. */
    Map<String, @Nullable Object> only(@Nullable Object item, Spot spot, Fields.Work work) {
        return all.get(0).fields().apply(item, spot, work);
    }

    /** The targets of one thing that is no item of a list. */
    List<Map<String, @Nullable Object>> several(@Nullable Object item, Spot spot, Fields.Work work) {
        List<Map<String, @Nullable Object>> made = new ArrayList<>();
        add(item, spot::branch, work, made);
        return made;
    }

    /** @param spots where a target stands, by its number in the list */
    void add(
            @Nullable Object item,
            IntFunction<Spot> spots,
            Fields.Work work,
            List<Map<String, @Nullable Object>> made) {
        for (Branch branch : all) {
            Condition when = branch.when();
            if (when != null && !when.holds(item, work)) {
                work.seen().skipped(branch, when, item, spots.apply(-1), work);
            } else {
                work.budget().made(all.size() == 1 ? 0 : Weight.VALUE);
                made.add(branch.fields().apply(item, spots.apply(made.size()), work));
            }
        }
    }
}
