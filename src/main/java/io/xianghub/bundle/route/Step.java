package io.xianghub.bundle.route;

import io.xianghub.shared.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a route, as far as it decides where data goes. */
public sealed interface Step {

    Position at();

    /**
     * Hands what goes through the route to an endpoint.
     *
     * @param aside whether a copy goes there, so that nothing comes back
     */
    record To(Position at, String scheme, String rest, boolean aside) implements Step {}

    /** @param name of the header or property; empty for the body */
    record Put(Position at, Expression.Place place, String name, Expression value) implements Step {}

    /** How the steps of a part are gone through. */
    enum Manner {
        /** One of the branches, or none unless one has no condition. */
        ONE,
        /** Each branch with a copy; the last one's outcome goes on. */
        ALL,
        /** The branch with each item; what was before goes on. */
        ITEMS,
        /** The first branch, or another when that fails. */
        TRIED,
        /** The branch, perhaps several times. */
        LOOP
    }

    /** @param condition null when it is always taken, or taken when no other is */
    record Branch(@Nullable Expression condition, List<Step> steps) {
        public Branch {
            steps = List.copyOf(steps);
        }
    }

    record Parted(Position at, Manner manner, List<Branch> branches) implements Step {
        public Parted {
            branches = List.copyOf(branches);
        }
    }

    /** Ends the way of what goes through. */
    record Stop(Position at) implements Step {}
}
