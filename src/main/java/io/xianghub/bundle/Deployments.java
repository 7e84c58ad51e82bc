package io.xianghub.bundle;

import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes bundles, one change at a time for each bundle; refused ones leave a receipt that says why. */
final class Deployments {

    private final Works works;
    private final Turns turns;
    private final Chronicle chronicle;

    Deployments(Works works) {
        this.works = works;
        this.turns = new Turns(works.clock());
        this.chronicle = new Chronicle(works.observations().log());
    }

    /**
     * What deploying the files would change; nothing is.
     *
     * @param agreed why subscribers may be broken; null when nobody said so
     */
    Plan plan(BundleFiles files, @Nullable String agreed) {
        return works.gate().plan(files, agreed);
    }

    /** The change of a bundle that is under way. */
    Optional<Turns.UnderWay> underWay(BundleName bundle) {
        return turns.underWay(bundle);
    }

    /**
     * Deploys the files and waits until the version they replace has finished.
     *
     * @throws Problem {@code BUNDLE_REFUSED} with all findings, {@code DEPLOYMENT_FAILED}, {@code DEPLOYMENT_IN_PROGRESS} or
     *     {@code CONFLICT}; nothing has changed
     */
    Receipt deploy(Order order) {
        try (Turns.Turn turn = turns.take(order.files().name(), order.by())) {
            return chronicle.tell(new Deployment(works, turn, order).bringIn());
        } catch (Problem refused) {
            keepRefusal(order, refused);
            throw refused;
        }
    }

    /** Lets the candidate with this digest take over without starting it again; empty when there is none. */
    Optional<Receipt> promote(BundleName bundle, String digest, Order order) {
        try (Turns.Turn turn = turns.take(bundle, order.by())) {
            return works.active().slots(bundle).stream()
                    .flatMap(slot -> slot.beside().stream())
                    .filter(beside -> beside.running().version().digest().equals(digest))
                    .findAny()
                    .map(candidate -> chronicle.tell(new Deployment(works, turn, order).promote(candidate)));
        }
    }

    /** Takes the candidate away; empty when there is none. */
    Optional<Receipt> abandon(BundleName bundle, int major, String by, @Nullable String reason) {
        try (Turns.Turn turn = turns.take(bundle, by)) {
            ActiveBundles.Slot slot = works.active().slot(bundle, major).orElse(null);
            Candidate candidate = slot == null ? null : slot.candidate();
            if (slot == null || candidate == null) {
                return Optional.empty();
            }
            Phases phases = new Phases(turn, works.observer());
            RunningBundle leaving = candidate.running();
            Left left = new Left(leaving, Receipt.Outcome.ABANDONED, by, reason);
            left.shadow = works.shadows().found(candidate);
            phases.pass("commit", () -> works.store().abandon(left.receipt(phases, Retired.NOBODY)));
            phases.pass("swap", () -> {
                works.active().beside(leaving.version(), null);
                candidate.stopComparing();
            });
            return Optional.of(left.finish(phases));
        }
    }

    /**
     * Stops the major version; its versions and receipts are kept, so that it can be activated again.
     *
     * @throws Problem {@code BUNDLE_IN_USE} when somebody depends on it and no reason is given
     */
    Optional<Receipt> uninstall(BundleName bundle, int major, String by, @Nullable String reason) {
        try (Turns.Turn turn = turns.take(bundle, by)) {
            ActiveBundles.Slot slot = works.active().slot(bundle, major).orElse(null);
            if (slot == null) {
                return Optional.empty();
            }
            Phases phases = new Phases(turn, works.observer());
            RunningBundle leaving = slot.active();
            phases.pass("compare", () -> works.gate().requireUnused(leaving.version(), reason));
            Left left = new Left(leaving, Receipt.Outcome.UNINSTALLED, by, reason);
            left.shadow = slot.beside().map(works.shadows()::found).orElse(null);
            leaving.stopPolling();
            try {
                phases.pass("commit", () -> works.store().uninstall(left.receipt(phases, Retired.NOBODY)));
            } catch (RuntimeException failed) {
                leaving.startPolling();
                throw failed;
            }
            phases.pass("swap", () -> works.active().remove(bundle, major));
            if (works.active().running(bundle).isEmpty()) {
                works.observations().traces().forget(bundle);
            }
            slot.beside().ifPresent(candidate -> candidate.retire(works.patience()));
            return Optional.of(left.finish(phases));
        }
    }

    /** Starts what the database says is active; used at start-up, when nothing runs yet. */
    void resume(BundleFiles files) {
        RunningBundle running = works.starter().start(works.gate().again(files));
        works.starter().publish(running);
        works.active().swap(running);
        running.startPolling();
    }

    /** Starts what the database says stands beside the active version. */
    void resume(BundleFiles files, BundleStore.CandidateRow row) {
        RunningBundle running = works.starter().start(works.gate().again(files));
        works.active().beside(running.version(), Candidate.of(running, row.stand(), row.since(), works.shadows()));
    }

    private void keepRefusal(Order order, Problem refused) {
        BundleYaml.read(order.files(), new Findings()).ifPresent(definition -> {
            Receipt receipt = new Receipt(
                    Ids.next(),
                    definition.name(),
                    definition.version(),
                    order.files().digest(),
                    works.active()
                            .slot(definition.name(), definition.version().major())
                            .map(slot -> Receipt.Previous.of(slot.active().version()))
                            .orElse(null),
                    Receipt.Outcome.REFUSED,
                    order.stand(),
                    order.by(),
                    works.clock().instant(),
                    true,
                    List.of(),
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    order.reason(),
                    new Receipt.Refusal(refused.type().slug(), refused.detail(), findings(refused)));
            works.receipts().keep(receipt);
            chronicle.tell(receipt);
        });
    }

    private static List<Finding> findings(Problem refused) {
        return refused.extras().get("findings") instanceof List<?> found
                ? found.stream()
                        .filter(Finding.class::isInstance)
                        .map(Finding.class::cast)
                        .toList()
                : List.of();
    }

    /** A version that leaves without another in its place. */
    private final class Left {

        private final String id = Ids.next();
        private final RunningBundle leaving;
        private final Receipt.Outcome outcome;
        private final String by;
        private final @Nullable String reason;
        private Receipt.@Nullable Shadowed shadow;

        Left(RunningBundle leaving, Receipt.Outcome outcome, String by, @Nullable String reason) {
            this.leaving = leaving;
            this.outcome = outcome;
            this.by = by;
            this.reason = reason;
        }

        Receipt finish(Phases phases) {
            Retired retired = phases.pass("drain", () -> leaving.retire(works.patience()));
            Receipt receipt = receipt(phases, retired);
            works.receipts().complete(receipt);
            return chronicle.tell(receipt);
        }

        Receipt receipt(Phases phases, Retired retired) {
            Services.Active version = leaving.version();
            return new Receipt(
                    id,
                    version.bundle(),
                    version.version(),
                    version.digest(),
                    Receipt.Previous.of(version),
                    outcome,
                    null,
                    by,
                    works.clock().instant(),
                    retired.drained(),
                    phases.past(),
                    null,
                    retired.residue(),
                    List.of(),
                    null,
                    shadow,
                    reason,
                    null);
        }
    }
}
