package io.xianghub.bundle;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Everything a version must pass before a line of it runs: its own parts, its department, those who rely on it. */
final class Gate {

    private final Admission admission;
    private final List<ActivationCheck> activations;
    private final Clock clock;

    Gate(Admission admission, List<ActivationCheck> activations, Clock clock) {
        this.admission = admission;
        this.activations = List.copyOf(activations);
        this.clock = clock;
    }

    /** @param warnings what was found and does not keep the version back */
    record Passed(CheckedBundle bundle, List<Finding> warnings) {}

    /** Everything that would be found when these files were deployed. */
    List<Finding> findings(BundleFiles files) {
        Findings findings = new Findings();
        check(files, findings).ifPresent(bundle -> {
            admission.check(bundle, findings);
            activation(bundle, findings);
        });
        return findings.all();
    }

    /** @throws Problem {@code BUNDLE_REFUSED} with all findings */
    Passed examine(Order order, Phases phases) {
        Findings findings = new Findings();
        Optional<CheckedBundle> checked = phases.pass("check", () -> check(order.files(), findings));
        phases.pass("admit", () -> checked.ifPresent(bundle -> admit(bundle, order, findings)));
        if (checked.isEmpty() || findings.hasErrors()) {
            throw refused(order.files(), findings.all());
        }
        return new Passed(checked.get(), findings.all());
    }

    /** @throws Problem {@code BUNDLE_REFUSED} when a candidate may not answer */
    void requireActivation(CheckedBundle bundle) {
        Findings findings = new Findings();
        activation(bundle, findings);
        if (findings.hasErrors()) {
            throw refused(bundle.files(), findings.all());
        }
    }

    /** @throws Problem {@code BUNDLE_REFUSED} when what was deployed once is no longer understood */
    CheckedBundle again(BundleFiles files) {
        Findings findings = new Findings();
        return check(files, findings).orElseThrow(() -> refused(files, findings.all()));
    }

    private Optional<CheckedBundle> check(BundleFiles files, Findings findings) {
        return BundleCheck.check(files, findings, clock);
    }

    private void admit(CheckedBundle bundle, Order order, Findings findings) {
        if (!order.isRollBack()) {
            admission.check(bundle, findings);
        }
        if (order.wanted() != Receipt.Outcome.SHADOW) {
            activation(bundle, findings);
        }
    }

    private void activation(CheckedBundle bundle, Findings findings) {
        activations.forEach(check -> check.check(bundle.identity(), bundle.files(), findings));
    }

    private static Problem refused(BundleFiles files, List<Finding> findings) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        return Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of(
                                "路由包 %s 有 %d 处错误，未部署",
                                "The bundle %s has %d errors and was not deployed", files.name(), errors))
                .with("findings", findings);
    }
}
