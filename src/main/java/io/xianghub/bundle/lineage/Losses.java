package io.xianghub.bundle.lineage;

import io.xianghub.bundle.contract.Aspect;
import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.Impact;
import io.xianghub.bundle.contract.Kind;
import io.xianghub.bundle.contract.Party;
import java.util.ArrayList;
import java.util.List;

/** Losses as differences of the contract, so that one finds whom they reach as one does with any other. */
public final class Losses {

    private Losses() {}

    /** What those who call operations would notice. */
    public static List<Change> changes(List<Breakage> breakages) {
        List<Change> changes = new ArrayList<>();
        for (Breakage breakage : breakages) {
            boolean whole = breakage.end().isEmpty();
            if (whole || breakage.end().equals(Walked.ANSWER)) {
                changes.add(new Change(
                        breakage.input(),
                        breakage.field().isEmpty() ? Walked.ANSWER : Walked.ANSWER + "." + breakage.field(),
                        Aspect.FIELD,
                        Kind.REMOVED,
                        breakage.effect().certain() ? Impact.BREAKING : Impact.POSSIBLE,
                        Party.READER,
                        breakage.effect().label(),
                        breakage.at(),
                        null));
            }
        }
        return changes;
    }
}
