package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadowed;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of a bundle on its way, like a transaction: whatever fails before the commit leaves everything as it was, and
 * nothing behind the commit can fail the change.
 */
final class Deployment {

    private final Works works;
    private final Phases phases;
    private final Order order;
    private final String id = Ids.next();
    private final Instant at;
    private final List<Finding> warnings = new ArrayList<>();
    private Receipt.@Nullable Samples samples;
    private Receipt.@Nullable Previous previous;
    private @Nullable Shadowed shadow;
    private @Nullable BundleFiles kept;
    private Retired left = Retired.NOBODY;

    Deployment(Works works, Turns.Turn turn, Order order) {
        this.works = works;
        this.phases = new Phases(turn, works.observer());
        this.order = order;
        this.at = works.clock().instant();
    }

    /** Brings the order's files in: checked, started beside what runs, proven, committed, swapped, drained. */
    Receipt bringIn() {
        Gate.Passed passed = works.gate().examine(order, phases);
        CheckedBundle bundle = passed.bundle();
        warnings.addAll(passed.warnings());
        Optional<ActiveBundles.Slot> slot = slot(bundle.identity());
        previous = previous(bundle.identity());
        requireExpected(bundle);
        if (slot.filter(now -> now.active().version().equals(bundle.identity())).isPresent()) {
            return signAnew(bundle).orElseGet(() -> receipt(bundle, Receipt.Outcome.UNCHANGED));
        }
        Candidate beside = slot.flatMap(ActiveBundles.Slot::beside)
                .filter(candidate -> candidate.running().version().equals(bundle.identity()))
                .orElse(null);
        if (beside != null) {
            return order.stand() == null ? promote(beside) : standOtherwise(beside, order.stand());
        }
        RunningBundle next = phases.pass("start", () -> works.starter().start(bundle));
        return order.stand() == null ? takeOver(next, order.wanted()) : standBeside(next, order.stand());
    }

    /** Keeps the signature that stands beside this content from now on; empty when the one that is kept is as good. */
    Optional<Receipt> signAnew(CheckedBundle bundle) {
        boolean better = works.store()
                .find(bundle.definition().name(), bundle.files().digest())
                .filter(before -> works.gate()
                        .better(order.files(), before, bundle.definition().version()))
                .isPresent();
        if (!better) {
            return Optional.empty();
        }
        previous = previous(bundle.identity());
        phases.pass("commit", () -> works.store()
                .signAnew(
                        order.files(), bundle.definition().department(), receipt(bundle, Receipt.Outcome.SIGNED_ANEW)));
        Receipt receipt = receipt(bundle, Receipt.Outcome.SIGNED_ANEW);
        works.receipts().complete(receipt);
        return Optional.of(receipt);
    }

    /** The candidate that stands beside takes over. */
    Receipt promote(Candidate candidate) {
        CheckedBundle bundle = candidate.running().bundle();
        phases.pass("admit", () -> {
            warnings.addAll(works.gate().requireActivation(bundle, kept(bundle), order.reason()));
        });
        previous = previous(bundle.identity());
        shadow = works.shadows().found(candidate);
        Receipt receipt = takeOver(candidate.running(), Receipt.Outcome.PROMOTED);
        candidate.stopComparing();
        return receipt;
    }

    private Receipt takeOver(RunningBundle next, Receipt.Outcome outcome) {
        CheckedBundle bundle = next.bundle();
        RunningBundle old = slot(next.version()).map(ActiveBundles.Slot::active).orElse(null);
        commit(next, outcome, old, () -> {
            if (old != null) {
                old.stopPolling();
            }
            works.store().activate(kept(bundle), bundle.definition().department(), receipt(bundle, outcome));
        });
        phases.pass("swap", () -> {
            works.active().swap(next);
            works.publish(next.version().bundle());
            startPolling(next);
        });
        return leave(old, bundle, outcome);
    }

    private Receipt standBeside(RunningBundle next, Candidate.Stand stand) {
        CheckedBundle bundle = next.bundle();
        if (slot(next.version()).isEmpty()) {
            next.retire(Duration.ZERO);
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "路由包 %s 没有运行中的主版本 %d，候选版本无从并行",
                            "No major version %2$d of the bundle %1$s runs that a candidate could stand beside",
                            bundle.definition().name(),
                            bundle.definition().version().major()));
        }
        shadow = slot(next.version())
                .flatMap(ActiveBundles.Slot::beside)
                .map(works.shadows()::found)
                .orElse(null);
        commit(next, order.wanted(), null, () -> works.store()
                .standBeside(kept(bundle), bundle.definition().department(), stand, receipt(bundle, order.wanted())));
        Optional<Candidate> before = phases.pass(
                "swap", () -> works.active().beside(next.version(), Candidate.of(next, stand, at, works.shadows())));
        before.ifPresent(Candidate::stopComparing);
        return leave(before.map(Candidate::running).orElse(null), bundle, order.wanted());
    }

    /** The candidate stays as it runs and takes part in another way, or in another share of the calls. */
    private Receipt standOtherwise(Candidate candidate, Candidate.Stand stand) {
        RunningBundle running = candidate.running();
        CheckedBundle bundle = running.bundle();
        phases.pass("commit", () -> works.store()
                .standBeside(kept(bundle), bundle.definition().department(), stand, receipt(bundle, order.wanted())));
        phases.pass("swap", () -> {
            works.active().beside(running.version(), Candidate.of(running, stand, at, works.shadows()));
            candidate.stopComparing();
        });
        return leave(null, bundle, order.wanted());
    }

    private void commit(RunningBundle next, Receipt.Outcome outcome, @Nullable RunningBundle old, Runnable write) {
        try {
            if (outcome != Receipt.Outcome.PROMOTED) {
                phases.pass("samples", () -> {
                    samples = works.proof().of(next, warnings);
                });
            }
            phases.pass("commit", write);
        } catch (RuntimeException failed) {
            if (outcome != Receipt.Outcome.PROMOTED) {
                next.retire(Duration.ZERO);
            }
            if (old != null) {
                old.startPolling();
            }
            throw failed instanceof Problem problem
                    ? problem
                    : Starter.failed(next.version().bundle(), failed);
        }
    }

    /** After the commit: what is polled must be known under a digest that the database knows. */
    private void startPolling(RunningBundle next) {
        try {
            next.startPolling();
        } catch (IllegalStateException still) {
            warnings.add(new Finding(
                    Finding.Severity.WARNING,
                    "routes/" + next.version().bundle(),
                    0,
                    0,
                    "deployment.not-polling",
                    Text.of("已生效，但未能开始轮询：%s", "It answers but does not poll: %s", String.valueOf(still.getMessage())),
                    Text.of("排除原因后重新部署", "Remove the cause and deploy again")));
        }
    }

    private Receipt leave(@Nullable RunningBundle old, CheckedBundle bundle, Receipt.Outcome outcome) {
        if (old != null) {
            left = phases.pass("drain", () -> old.retire(works.patience()));
        }
        Receipt receipt = receipt(bundle, outcome);
        works.receipts().complete(receipt);
        return receipt;
    }

    private void requireExpected(CheckedBundle bundle) {
        String expected = order.expected();
        String actual = previous == null ? "" : previous.digest();
        if (expected != null && !actual.equals(expected)) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "路由包 %s 现在运行的是 %s，不是您所依据的 %s",
                            "The bundle %s now runs %s, not %s that you go by",
                            bundle.definition().name(),
                            actual.isEmpty() ? "-" : actual.substring(0, 8),
                            expected.length() > 8 ? expected.substring(0, 8) : expected));
        }
    }

    /** What answers now, or would if it had started with the hub. */
    private Receipt.@Nullable Previous previous(Services.Active version) {
        return slot(version)
                .map(now -> now.active().version())
                .or(() -> works.active()
                        .unstarted()
                        .find(version.bundle(), version.version().major())
                        .map(Unstarted.Missing::version))
                .map(Receipt.Previous::of)
                .orElse(null);
    }

    /** The files with the better of two signatures: that which came with the order, or that which is kept. */
    private BundleFiles kept(CheckedBundle bundle) {
        BundleFiles found = kept;
        if (found == null) {
            Version version = bundle.definition().version();
            found = works.store()
                    .find(bundle.definition().name(), bundle.files().digest())
                    .filter(before -> !works.gate().better(order.files(), before, version))
                    .orElse(order.files());
            kept = found;
        }
        return found;
    }

    private Optional<ActiveBundles.Slot> slot(Services.Active version) {
        return works.active().slot(version.bundle(), version.version().major());
    }

    private Receipt receipt(CheckedBundle bundle, Receipt.Outcome outcome) {
        return new Receipt(
                id,
                bundle.definition().name(),
                bundle.definition().version(),
                bundle.files().digest(),
                previous,
                outcome,
                order.stand(),
                order.by(),
                at,
                left.drained(),
                phases.past(),
                samples,
                left.residue(),
                warnings,
                works.gate()
                        .signer(
                                outcome == Receipt.Outcome.SIGNED_ANEW ? order.files() : kept(bundle),
                                bundle.definition().version()),
                shadow,
                order.reason(),
                null);
    }
}
