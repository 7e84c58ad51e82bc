package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadowed;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes bundles, one change at a time for each bundle; refused ones leave a receipt that says why. */
public final class Deployments {

    private final Works works;
    private final Turns turns;
    private final Chronicle chronicle;
    private final Resumption resumption;
    private final CatchUp catchUp;

    Deployments(Works works) {
        this.works = works;
        this.turns = new Turns(works.clock());
        this.chronicle = new Chronicle(works.observations().log());
        this.resumption = new Resumption(works);
        this.catchUp = new CatchUp(works, turns, resumption);
    }

    /**
     * What deploying the files would change; nothing is.
     *
     * @param agreed why subscribers may be broken; null when nobody said so
     */
    public Plan plan(BundleFiles files, @Nullable String agreed) {
        return works.gate().plan(files, agreed);
    }

    /** What the signature of a version that answers would be found to be if it had to start again. */
    public List<Finding> outlook(BundleStore.ActiveRow row) {
        return works.gate().outlook(row);
    }

    /** The change of a bundle that is under way. */
    public Optional<Turns.UnderWay> underWay(BundleName bundle) {
        return turns.underWay(bundle);
    }

    /**
     * Deploys the files and waits until the version they replace has finished.
     *
     * @throws Problem {@code BUNDLE_REFUSED} with all findings, {@code DEPLOYMENT_FAILED}, {@code DEPLOYMENT_IN_PROGRESS} or
     *     {@code CONFLICT}; nothing has changed
     */
    public Receipt deploy(Order order) {
        try (Turns.Turn turn = turns.take(order.files().name(), order.by())) {
            return chronicle.tell(new Deployment(works, turn, order).bringIn());
        } catch (Problem refused) {
            // Whoever comes while another changes it may come again: nothing was looked at.
            if (refused.type() != ProblemType.DEPLOYMENT_IN_PROGRESS) {
                keepRefusal(order, refused);
            }
            throw refused;
        }
    }

    /**
     * Takes the signature of content that was deployed before, and starts it if nothing but its old signature kept it from
     * starting with the hub; empty when the signature that is kept is as good.
     */
    Optional<Receipt> signAnew(Order order) {
        BundleFiles files = order.files();
        boolean waits = works.active().unstarted().all().stream()
                .anyMatch(missing -> missing.version().bundle().equals(files.name())
                        && missing.version().digest().equals(files.digest()));
        if (waits) {
            return Optional.of(deploy(order));
        }
        try (Turns.Turn turn = turns.take(files.name(), order.by())) {
            CheckedBundle bundle = works.gate().again(files, new Findings());
            return new Deployment(works, turn, order).signAnew(bundle).map(chronicle::tell);
        }
    }

    /** Lets the candidate with this digest take over without starting it again; empty when there is none. */
    public Optional<Receipt> promote(BundleName bundle, String digest, Order order) {
        try (Turns.Turn turn = turns.take(bundle, order.by())) {
            return works.active().slots(bundle).stream()
                    .flatMap(slot -> slot.beside().stream())
                    .filter(beside -> beside.running().version().digest().equals(digest))
                    .findAny()
                    .map(candidate -> chronicle.tell(new Deployment(works, turn, order).promote(candidate)));
        }
    }

    /** Takes the candidate away; empty when there is none. */
    public Optional<Receipt> abandon(BundleName bundle, int major, String by, @Nullable String reason) {
        try (Turns.Turn turn = turns.take(bundle, by)) {
            ActiveBundles.Slot slot = works.active().slot(bundle, major).orElse(null);
            Candidate candidate = slot == null ? null : slot.candidate();
            if (slot == null || candidate == null) {
                return Optional.empty();
            }
            Phases phases = new Phases(turn, works.observer());
            RunningBundle leaving = candidate.running();
            Left left = new Left(leaving.version(), Receipt.Outcome.ABANDONED, by, reason);
            left.shadow = works.shadows().found(candidate);
            phases.pass("commit", () -> works.store().abandon(left.receipt(phases, Retired.NOBODY)));
            phases.pass("swap", () -> {
                works.active().beside(leaving.version(), null);
                candidate.stopComparing();
            });
            return Optional.of(left.finish(phases, leaving));
        }
    }

    /**
     * Stops the major version; its versions and receipts are kept, so that it can be activated again.
     *
     * @throws Problem {@code BUNDLE_IN_USE} when somebody depends on it and no reason is given
     */
    public Optional<Receipt> uninstall(BundleName bundle, int major, String by, @Nullable String reason) {
        try (Turns.Turn turn = turns.take(bundle, by)) {
            ActiveBundles.Slot slot = works.active().slot(bundle, major).orElse(null);
            if (slot == null) {
                return works.active()
                        .unstarted()
                        .find(bundle, major)
                        .map(missing -> uninstall(missing.version(), new Phases(turn, works.observer()), by, reason));
            }
            Phases phases = new Phases(turn, works.observer());
            RunningBundle leaving = slot.active();
            phases.pass("compare", () -> works.gate().requireUnused(leaving.version(), reason));
            Left left = new Left(leaving.version(), Receipt.Outcome.UNINSTALLED, by, reason);
            left.shadow = slot.beside().map(works.shadows()::found).orElse(null);
            leaving.stopPolling();
            try {
                phases.pass("commit", () -> works.store().uninstall(left.receipt(phases, Retired.NOBODY)));
            } catch (RuntimeException failed) {
                leaving.startPolling();
                throw failed;
            }
            phases.pass("swap", () -> works.active().remove(bundle, major));
            slot.beside().ifPresent(candidate -> candidate.retire(works.patience()));
            Receipt receipt = left.finish(phases, leaving);
            // Not before: calls that still ended have left their ways.
            if (works.active().running(bundle).isEmpty()) {
                works.observations().traces().forget(bundle);
            }
            return Optional.of(receipt);
        }
    }

    /** Starts with the hub what the database says should run. */
    void resume() {
        resumption.all();
    }

    /** What brings this node to where others are. */
    public CatchUp catchUp() {
        return catchUp;
    }

    /** Likewise for a version that should answer and never started. */
    private Receipt uninstall(Services.Active missing, Phases phases, String by, @Nullable String reason) {
        phases.pass("compare", () -> works.gate().requireUnused(missing, reason));
        Left left = new Left(missing, Receipt.Outcome.UNINSTALLED, by, reason);
        Receipt receipt = left.receipt(phases, Retired.NOBODY);
        phases.pass("commit", () -> works.store().uninstall(receipt));
        works.active().remove(missing.bundle(), missing.version().major());
        return chronicle.tell(receipt);
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
                    new Receipt.Refusal(refused.type().slug(), refused.detail(), Gate.findings(refused)));
            works.receipts().keep(receipt);
            chronicle.tell(receipt);
        });
    }

    /** A version that leaves without another in its place. */
    private final class Left {

        private final String id = Ids.next();
        private final Services.Active version;
        private final Receipt.Outcome outcome;
        private final String by;
        private final @Nullable String reason;
        private @Nullable Shadowed shadow;

        Left(Services.Active version, Receipt.Outcome outcome, String by, @Nullable String reason) {
            this.version = version;
            this.outcome = outcome;
            this.by = by;
            this.reason = reason;
        }

        Receipt finish(Phases phases, RunningBundle leaving) {
            Retired retired = phases.pass("drain", () -> leaving.retire(works.patience()));
            works.publish(version.bundle());
            Receipt receipt = receipt(phases, retired);
            works.receipts().complete(receipt);
            return chronicle.tell(receipt);
        }

        Receipt receipt(Phases phases, Retired retired) {
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
