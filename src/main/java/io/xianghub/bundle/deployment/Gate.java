package io.xianghub.bundle.deployment;

import io.xianghub.bundle.ActivationCheck;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.plan.Comparison;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.bundle.plan.PlanReader;
import io.xianghub.bundle.plan.User;
import io.xianghub.bundle.signature.Signed;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything a version must pass before a line of it runs: its own parts, its department, those who rely on it. */
final class Gate {

    private static final String AGREED_BEFORE = "rolled back";

    private final Admission admission;
    private final List<ActivationCheck> activations;
    private final PlanReader plans;
    private final Replaced replaced;
    private final Clock clock;

    Gate(Admission admission, List<ActivationCheck> activations, PlanReader plans, Replaced replaced, Clock clock) {
        this.admission = admission;
        this.activations = List.copyOf(activations);
        this.plans = plans;
        this.replaced = replaced;
        this.clock = clock;
    }

    /** @param warnings what was found and does not keep the version back */
    record Passed(CheckedBundle bundle, List<Finding> warnings) {}

    /** What would happen if these files were deployed, everything found included. */
    Plan plan(BundleFiles files, @Nullable String agreed) {
        Findings findings = new Findings();
        Optional<CheckedBundle> checked = check(files, findings);
        if (checked.isEmpty()) {
            return plans.plan(files, null, null, null, findings.all());
        }
        CheckedBundle next = checked.get();
        admission.check(next, findings);
        activation(next, findings);
        CheckedBundle running = replaced.by(next, findings);
        Comparison comparison = plans.compare(running, next);
        comparison.check(agreed, findings);
        return plans.plan(files, next, running, comparison, findings.all());
    }

    /** @throws Problem {@code BUNDLE_REFUSED} with all findings */
    Passed examine(Order order, Phases phases) {
        Findings findings = new Findings();
        Optional<CheckedBundle> checked = phases.pass("check", () -> check(order.files(), findings));
        phases.pass("admit", () -> checked.ifPresent(bundle -> admit(bundle, order, findings)));
        phases.pass("compare", () -> checked.ifPresent(bundle -> compare(bundle, order, findings)));
        if (checked.isEmpty() || findings.hasErrors()) {
            throw refused(order.files(), findings.all());
        }
        return new Passed(checked.get(), findings.all());
    }

    /** What the signature of a version that answers would be found to be if it had to start again. */
    List<Finding> outlook(BundleStore.ActiveRow row) {
        return admission.outlook(row);
    }

    /** Who signed the files with which key, for the receipt; null when nobody did whose key was good when they came. */
    @Nullable String signer(BundleFiles files, Version version) {
        return admission
                .checkSignature(files, version, new Findings())
                .map(Signed::words)
                .orElse(null);
    }

    /** Whether the signature of {@code anew} is the one to keep of the same content. */
    boolean better(BundleFiles anew, BundleFiles kept, Version version) {
        return admission.better(anew, kept, version);
    }

    /**
     * @param files the candidate's, with the signature that is kept
     * @throws Problem {@code BUNDLE_REFUSED} when a candidate may not answer
     */
    List<Finding> requireActivation(CheckedBundle candidate, BundleFiles files, @Nullable String agreed) {
        Findings findings = new Findings();
        admission.checkSignature(files, candidate.definition().version(), findings);
        activation(candidate, findings);
        plans.compare(replaced.by(candidate, findings), candidate).check(agreed, findings);
        if (findings.hasErrors()) {
            throw refused(candidate.files(), findings.all());
        }
        return findings.all();
    }

    /**
     * @param reason why the major version goes although it is in use; null when it may not
     * @throws Problem {@code BUNDLE_IN_USE} naming who depends on it
     */
    void requireUnused(Services.Active leaving, @Nullable String reason) {
        List<User> users = plans.users(leaving.bundle(), leaving.version().major(), List.of());
        if (reason == null && !users.isEmpty()) {
            throw Problem.of(
                            ProblemType.BUNDLE_IN_USE,
                            Text.of(
                                    "路由包 %1$s 主版本 %2$d 仍有 %3$d 个使用方",
                                    "The bundle %1$s, major version %2$d, has %4$s",
                                    leaving.bundle(),
                                    leaving.version().major(),
                                    users.size(),
                                    Text.count(users.size(), "user", "users")))
                    .with("dependents", users);
        }
    }

    /**
     * @param findings what deserves a look although it keeps nothing back
     * @throws Problem {@code BUNDLE_REFUSED} when what was deployed once is no longer understood, or nobody vouches for it any more
     */
    CheckedBundle again(BundleFiles files, Findings findings) {
        Optional<CheckedBundle> checked = check(files, findings);
        checked.ifPresent(
                bundle -> admission.checkSignature(files, bundle.definition().version(), findings));
        if (checked.isEmpty() || findings.hasErrors()) {
            throw refused(files, findings.all());
        }
        return checked.get();
    }

    private Optional<CheckedBundle> check(BundleFiles files, Findings findings) {
        return BundleCheck.check(files, findings, clock);
    }

    private void admit(CheckedBundle bundle, Order order, Findings findings) {
        if (order.isRollBack()) {
            admission.checkSignature(bundle.files(), bundle.definition().version(), findings);
        } else {
            admission.check(bundle, findings);
        }
        if (order.wanted() != Receipt.Outcome.SHADOW) {
            activation(bundle, findings);
        }
    }

    /** A shadow answers nobody whom its contract could break. */
    private void compare(CheckedBundle next, Order order, Findings findings) {
        String agreed = order.isRollBack() || order.wanted() == Receipt.Outcome.SHADOW ? AGREED_BEFORE : order.reason();
        plans.check(replaced.by(next, findings), next, agreed, findings);
    }

    private void activation(CheckedBundle bundle, Findings findings) {
        activations.forEach(check -> check.check(bundle.identity(), bundle.files(), findings));
    }

    /** What was found wrong with a bundle that was refused; empty when the problem is another. */
    static List<Finding> findings(Problem refused) {
        return refused.extras().get("findings") instanceof List<?> found
                ? found.stream()
                        .filter(Finding.class::isInstance)
                        .map(Finding.class::cast)
                        .toList()
                : List.of();
    }

    private static Problem refused(BundleFiles files, List<Finding> findings) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        return Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of(
                                "路由包 %1$s 有 %2$d 处错误，未予采用",
                                "The bundle %1$s has %3$s and was not taken",
                                files.name(),
                                errors,
                                Text.count(errors, "error", "errors")))
                .with("findings", findings);
    }
}
