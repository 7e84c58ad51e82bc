package io.xianghub.bundle.lineage;

/** That something depends on a field of what came in. */
record Trace(Origin origin, Bond bond) {

    Trace below(FieldPath more) {
        return new Trace(origin.below(more), bond);
    }

    Trace atMost(Bond most) {
        return new Trace(origin, bond.looser(most));
    }
}
