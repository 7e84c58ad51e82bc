package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadowed;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version on its way out without another in its place; its commit divides it as that of a {@link Deployment} does. */
final class Departure {

    private final Works works;
    private final Phases phases;
    private final Services.Active version;
    private final Asked asked;
    private final String id = Ids.next();
    private final Instant at;
    private final List<Finding> warnings = new ArrayList<>();
    private final List<String> residue = new ArrayList<>();
    private boolean drained = true;
    private @Nullable Shadowed shadow;

    Departure(Works works, Turns.Turn turn, Services.Active version, Asked asked) {
        this.works = works;
        this.phases = new Phases(turn, works.observer());
        this.version = version;
        this.asked = asked;
        this.at = works.clock().instant();
    }

    /** The candidate stands beside no more. */
    Receipt abandon(Candidate candidate) {
        shadow = works.shadows().found(candidate);
        phases.pass("commit", () -> works.store().abandon(receipt(Receipt.Outcome.ABANDONED)));
        phases.pass("swap", () -> {
            works.active().beside(version, null);
            candidate.stopComparing();
        });
        phases.pass("drain", () -> retire(candidate.running()));
        return complete(Receipt.Outcome.ABANDONED);
    }

    /**
     * The version that answers does so no more, nor does what stands beside it.
     *
     * @throws io.xianghub.shared.problem.Problem {@code BUNDLE_IN_USE} when somebody depends on it and no reason is given
     */
    Receipt uninstall(ActiveBundles.Slot slot) {
        RunningBundle leaving = slot.active();
        requireUnused();
        shadow = slot.beside().map(works.shadows()::found).orElse(null);
        try {
            leaving.stopPolling();
            phases.pass("commit", () -> works.store().uninstall(receipt(Receipt.Outcome.UNINSTALLED)));
        } catch (RuntimeException | Error failed) {
            Aftermath.poll(leaving);
            throw failed;
        }
        phases.pass("swap", () -> works.active()
                .remove(version.bundle(), version.version().major()));
        phases.pass("drain", () -> {
            slot.beside().ifPresent(candidate -> {
                candidate.stopComparing();
                retire(candidate.running());
            });
            retire(leaving);
        });
        Aftermath.publish(works, version.bundle()).ifPresent(warnings::add);
        Receipt receipt = complete(Receipt.Outcome.UNINSTALLED);
        // Not before: calls that still ended have left their ways.
        if (works.active().running(version.bundle()).isEmpty()) {
            works.observations().traces().forget(version.bundle());
        }
        return receipt;
    }

    /** Likewise for a version that should answer and never started. */
    Receipt uninstallUnstarted() {
        requireUnused();
        Receipt receipt = receipt(Receipt.Outcome.UNINSTALLED);
        phases.pass("commit", () -> works.store().uninstall(receipt));
        works.active().remove(version.bundle(), version.version().major());
        return receipt;
    }

    private void requireUnused() {
        phases.pass("compare", () -> works.gate().requireUnused(version, asked.reason()));
    }

    private void retire(RunningBundle leaving) {
        Retired retired = Aftermath.retire(leaving, works.patience());
        drained &= retired.drained();
        residue.addAll(retired.residue());
    }

    private Receipt complete(Receipt.Outcome outcome) {
        Receipt receipt = receipt(outcome);
        return Aftermath.complete(works, receipt)
                .map(incomplete -> {
                    warnings.add(incomplete);
                    return receipt(outcome);
                })
                .orElse(receipt);
    }

    private Receipt receipt(Receipt.Outcome outcome) {
        return new Receipt(
                id,
                version.bundle(),
                version.version(),
                version.digest(),
                Receipt.Previous.of(version),
                outcome,
                null,
                asked.by(),
                at,
                drained,
                phases.past(),
                null,
                residue,
                warnings,
                null,
                shadow,
                asked.reason(),
                null);
    }
}
