package io.xianghub.bundle.sample;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;

/** What one sample of a mapping may use: as much data as an input, and no time once nobody waits for it any more. */
final class SampleBudget implements Budget {

    private final long most;
    private long made;

    SampleBudget(BundleLimits limits) {
        this.most = limits.perInput().toBytes();
    }

    @Override
    public void made(long bytes) {
        made += bytes;
        if (made > most) {
            throw Problem.of(
                    ProblemType.BUNDLE_DATA_BUDGET,
                    Text.of("样例的结果超过 %d 字节", "What the sample makes has more than %d bytes", most));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw Problem.of(ProblemType.BUNDLE_TOO_SLOW, Text.of("样例未在时限内完成", "The sample did not finish in time"));
        }
    }
}
