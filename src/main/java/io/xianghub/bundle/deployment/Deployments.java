package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes bundles, one change at a time for each bundle; refused ones leave a receipt that says why. */
public final class Deployments {

    private final Works works;
    private final Turns turns;
    private final Chronicle chronicle;
    private final Refusals refusals;
    private final Resumption resumption;
    private final CatchUp catchUp;

    Deployments(Works works) {
        this.works = works;
        this.turns = new Turns(works.clock());
        this.chronicle = new Chronicle(works.observations().log());
        this.refusals = new Refusals(works, chronicle);
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
        // Whoever comes while another changes it leaves no receipt: nothing was looked at, and it may come again.
        try (Turns.Turn turn = turns.take(order.files().name(), order.by())) {
            return coming(order, () -> new Deployment(works, turn, order).bringIn());
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
                    .map(candidate -> coming(order, () -> new Deployment(works, turn, order).promote(candidate)));
        }
    }

    /** Takes the candidate away; empty when there is none. */
    public Optional<Receipt> abandon(BundleName bundle, int major, String by, @Nullable String reason) {
        Asked asked = new Asked(by, reason);
        try (Turns.Turn turn = turns.take(bundle, by)) {
            return works.active()
                    .slot(bundle, major)
                    .flatMap(ActiveBundles.Slot::beside)
                    .map(candidate -> abandon(candidate, turn, asked));
        }
    }

    private Receipt abandon(Candidate candidate, Turns.Turn turn, Asked asked) {
        Services.Active version = candidate.running().version();
        return leaving(version, asked, () -> new Departure(works, turn, version, asked).abandon(candidate));
    }

    /**
     * Stops the major version; its versions and receipts are kept, so that it can be activated again.
     *
     * @throws Problem {@code BUNDLE_IN_USE} when somebody depends on it and no reason is given
     */
    public Optional<Receipt> uninstall(BundleName bundle, int major, String by, @Nullable String reason) {
        Asked asked = new Asked(by, reason);
        try (Turns.Turn turn = turns.take(bundle, by)) {
            return works.active()
                    .slot(bundle, major)
                    .map(slot -> uninstall(slot, turn, asked))
                    .or(() -> works.active()
                            .unstarted()
                            .find(bundle, major)
                            .map(missing -> uninstall(missing, turn, asked)));
        }
    }

    private Receipt uninstall(ActiveBundles.Slot slot, Turns.Turn turn, Asked asked) {
        Services.Active version = slot.active().version();
        return leaving(version, asked, () -> new Departure(works, turn, version, asked).uninstall(slot));
    }

    private Receipt uninstall(Unstarted.Missing missing, Turns.Turn turn, Asked asked) {
        Services.Active version = missing.version();
        return leaving(version, asked, () -> new Departure(works, turn, version, asked).uninstallUnstarted());
    }

    private Receipt coming(Order order, Supplier<Receipt> change) {
        try {
            return chronicle.tell(change.get());
        } catch (Problem refused) {
            throw refusals.of(order, refused);
        }
    }

    private Receipt leaving(Services.Active version, Asked asked, Supplier<Receipt> change) {
        try {
            return chronicle.tell(change.get());
        } catch (Problem refused) {
            throw refusals.of(version, asked, refused);
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
}
