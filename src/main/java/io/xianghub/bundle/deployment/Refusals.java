package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps a receipt of every change that was refused; that it cannot be kept hides no refusal. */
final class Refusals {

    private final Works works;
    private final Chronicle chronicle;

    Refusals(Works works, Chronicle chronicle) {
        this.works = works;
        this.chronicle = chronicle;
    }

    /** A version that was to come; returns the problem for the caller to throw. */
    Problem of(Order order, Problem refused) {
        return noting(
                refused, () -> BundleYaml.read(order.files(), new Findings()).ifPresent(definition -> {
                    Services.Active version = new Services.Active(
                            definition.name(),
                            definition.version(),
                            order.files().digest(),
                            definition.department());
                    keep(version, order.stand(), new Asked(order.by(), order.reason()), refused);
                }));
    }

    /** A version that was to leave; likewise. */
    Problem of(Services.Active leaving, Asked asked, Problem refused) {
        return noting(refused, () -> keep(leaving, null, asked, refused));
    }

    private static Problem noting(Problem refused, Runnable keep) {
        try {
            keep.run();
        } catch (RuntimeException lost) {
            refused.addSuppressed(lost);
        }
        return refused;
    }

    private void keep(Services.Active version, Candidate.@Nullable Stand stand, Asked asked, Problem refused) {
        Receipt receipt = new Receipt(
                Ids.next(),
                version.bundle(),
                version.version(),
                version.digest(),
                works.answering(version).map(Receipt.Previous::of).orElse(null),
                Receipt.Outcome.REFUSED,
                stand,
                asked.by(),
                works.clock().instant(),
                true,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                asked.reason(),
                new Receipt.Refusal(refused.type().slug(), refused.detail(), Gate.findings(refused)));
        works.receipts().keep(receipt);
        chronicle.tell(receipt);
    }
}
