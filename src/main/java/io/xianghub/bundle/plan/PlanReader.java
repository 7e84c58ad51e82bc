package io.xianghub.bundle.plan;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.ContractChanges;
import io.xianghub.bundle.contract.Impact;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.catalogue.Subscriptions;
import io.xianghub.record.Uses;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what a deployment would change. */
public final class PlanReader {

    private static final Duration RECENT = Duration.ofDays(30);

    private final Subscriptions subscriptions;
    private final Uses uses;
    private final Clock clock;

    public PlanReader(Subscriptions subscriptions, Uses uses, Clock clock) {
        this.subscriptions = subscriptions;
        this.uses = uses;
        this.clock = clock;
    }

    /** @param running the version of the same major that answers now, or should; null when none does */
    public Comparison compare(@Nullable CheckedBundle running, CheckedBundle next) {
        return comparison(changes(running, next), next);
    }

    /**
     * Judges the differences as {@link Comparison#check} does. Who uses the bundle is read only when a difference may reach somebody:
     * a month of calls takes long to count.
     *
     * @param running the version of the same major that answers now, or should; null when none does
     * @param agreed why subscribers may be broken; null when nobody said so
     */
    public void check(@Nullable CheckedBundle running, CheckedBundle next, @Nullable String agreed, Findings findings) {
        List<Change> changes = changes(running, next);
        if (changes.stream().anyMatch(change -> change.impact() != Impact.NONE)) {
            comparison(changes, next).check(agreed, findings);
        }
    }

    private static List<Change> changes(@Nullable CheckedBundle running, CheckedBundle next) {
        return running == null ? List.of() : ContractChanges.between(running, next);
    }

    private Comparison comparison(List<Change> changes, CheckedBundle next) {
        Version version = next.definition().version();
        return new Comparison(changes, users(next.definition().name(), version.major(), changes));
    }

    /** Who uses that major version, and which of the changes reach them. */
    public List<User> users(BundleName bundle, int major, List<Change> changes) {
        return Users.of(
                changes,
                subscriptions.of(bundle, major),
                uses.of(bundle.value(), major, clock.instant().minus(RECENT)));
    }

    /**
     * The whole answer of a dry run.
     *
     * @param next the files that would be deployed, checked or not
     * @param checked null when they were found wrong
     * @param running the version of the same major that answers now, or should; null when none does
     * @param comparison of both; null when there is none
     * @param findings all that was found, {@link Comparison#check} included
     */
    public Plan plan(
            BundleFiles next,
            @Nullable CheckedBundle checked,
            @Nullable CheckedBundle running,
            @Nullable Comparison comparison,
            List<Finding> findings) {
        boolean deployable = findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        return new Plan(
                next.name(),
                checked == null ? null : checked.definition().version(),
                next.digest(),
                running == null
                        ? null
                        : new Plan.Replaces(
                                running.definition().version(), running.files().digest()),
                deployable,
                findings,
                comparison == null ? List.of() : comparison.changes(),
                comparison == null ? List.of() : comparison.users(),
                Parts.between(running == null ? null : running.files(), next),
                running == null || checked == null ? null : new AnswerChanges(clock).between(running, checked));
    }
}
