package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadowed;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.Beside;
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
    private @Nullable Beside before;
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
        previous = works.answering(bundle.identity()).map(Receipt.Previous::of).orElse(null);
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
        if (order.stand() != null && slot.isEmpty()) {
            throw nothingToStandBeside(bundle.identity());
        }
        before = beside(bundle.identity());
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
        previous = works.answering(bundle.identity()).map(Receipt.Previous::of).orElse(null);
        phases.pass("commit", () -> works.store()
                .signAnew(
                        order.files(), bundle.definition().department(), receipt(bundle, Receipt.Outcome.SIGNED_ANEW)));
        return Optional.of(complete(bundle, Receipt.Outcome.SIGNED_ANEW));
    }

    /** The candidate that stands beside takes over. */
    Receipt promote(Candidate candidate) {
        CheckedBundle bundle = candidate.running().bundle();
        phases.pass("admit", () -> {
            warnings.addAll(works.gate().requireActivation(bundle, kept(bundle), order.reason()));
        });
        previous = works.answering(bundle.identity()).map(Receipt.Previous::of).orElse(null);
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
            Aftermath.publish(works, next.version().bundle()).ifPresent(warnings::add);
            Aftermath.poll(next).ifPresent(warnings::add);
        });
        return leave(old, bundle, outcome);
    }

    private Receipt standBeside(RunningBundle next, Candidate.Stand stand) {
        CheckedBundle bundle = next.bundle();
        commit(next, order.wanted(), null, () -> {
            shadow = slot(next.version())
                    .flatMap(ActiveBundles.Slot::beside)
                    .map(works.shadows()::found)
                    .orElse(null);
            keepBeside(bundle, stand);
        });
        Optional<Candidate> replaced = phases.pass(
                "swap", () -> works.active().beside(next.version(), Candidate.of(next, stand, at, works.shadows())));
        replaced.ifPresent(Candidate::stopComparing);
        return leave(replaced.map(Candidate::running).orElse(null), bundle, order.wanted());
    }

    /** The candidate stays as it runs and takes part in another way, or in another share of the calls. */
    private Receipt standOtherwise(Candidate candidate, Candidate.Stand stand) {
        RunningBundle running = candidate.running();
        CheckedBundle bundle = running.bundle();
        before = Beside.of(candidate);
        phases.pass("commit", () -> keepBeside(bundle, stand));
        phases.pass("swap", () -> {
            works.active().beside(running.version(), Candidate.of(running, stand, at, works.shadows()));
            candidate.stopComparing();
        });
        return leave(null, bundle, order.wanted());
    }

    private void keepBeside(CheckedBundle bundle, Candidate.Stand stand) {
        works.store()
                .standBeside(
                        kept(bundle), bundle.definition().department(), stand, before, receipt(bundle, order.wanted()));
    }

    private void commit(RunningBundle next, Receipt.Outcome outcome, @Nullable RunningBundle old, Runnable write) {
        try {
            if (outcome != Receipt.Outcome.PROMOTED) {
                phases.pass("samples", () -> {
                    samples = works.proof().of(next, warnings);
                });
            }
            phases.pass("commit", write);
        } catch (RuntimeException | Error failed) {
            if (outcome != Receipt.Outcome.PROMOTED) {
                Aftermath.retire(next, Duration.ZERO);
            }
            if (old != null) {
                Aftermath.poll(old);
            }
            if (failed instanceof RuntimeException && !(failed instanceof Problem)) {
                throw Starter.failed(next.version().bundle(), failed);
            }
            throw failed;
        }
    }

    private Receipt leave(@Nullable RunningBundle old, CheckedBundle bundle, Receipt.Outcome outcome) {
        if (old != null) {
            left = phases.pass("drain", () -> Aftermath.retire(old, works.patience()));
        }
        return complete(bundle, outcome);
    }

    private Receipt complete(CheckedBundle bundle, Receipt.Outcome outcome) {
        Receipt receipt = receipt(bundle, outcome);
        return Aftermath.complete(works, receipt)
                .map(incomplete -> {
                    warnings.add(incomplete);
                    return receipt(bundle, outcome);
                })
                .orElse(receipt);
    }

    /** Before anything of the candidate is started or kept. */
    private Problem nothingToStandBeside(Services.Active candidate) {
        int major = candidate.version().major();
        return Problem.of(
                ProblemType.CONFLICT,
                works.active()
                        .unstarted()
                        .find(candidate.bundle(), major)
                        .map(missing -> Text.of(
                                "路由包 %s 的版本 %s 未能随枢纽启动，候选版本无从并行；请先重新部署、回退或换上别的版本",
                                "The bundle %s %s did not start with the hub, so no candidate can stand beside it; deploy it"
                                        + " again, roll back or deploy another version first",
                                candidate.bundle(),
                                missing.version().version()))
                        .orElseGet(() -> Text.of(
                                "路由包 %s 没有运行中的主版本 %d，候选版本无从并行",
                                "The bundle %s runs no major version %d that a candidate could stand beside",
                                candidate.bundle(),
                                major)));
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

    /** The candidate that this change goes by: the one that runs here or, where none does, the one that the database has. */
    private @Nullable Beside beside(Services.Active version) {
        if (order.stand() == null) {
            return null;
        }
        return slot(version)
                .flatMap(ActiveBundles.Slot::beside)
                .map(Beside::of)
                .or(() -> works.store().beside(version))
                .orElse(null);
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
