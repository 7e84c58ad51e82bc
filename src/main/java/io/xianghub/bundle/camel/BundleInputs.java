package io.xianghub.bundle.camel;

import io.xianghub.bundle.Services;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The door of one bundle version: lets an input in while the bundle has room, and gives it a budget for its way. */
final class BundleInputs {

    private final CamelContext context;
    private final Services.Active version;
    private final Bulkhead bulkhead;
    private final Clock clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    BundleInputs(CamelContext context, Services.Active version, Bulkhead bulkhead, Clock clock) {
        this.context = context;
        this.version = version;
        this.bulkhead = bulkhead;
        this.clock = clock;
    }

    /** The door that {@link BundleContexts} gave this context. */
    static BundleInputs of(CamelContext context) {
        return Objects.requireNonNull(context.getCamelContextExtension().getContextPlugin(BundleInputs.class));
    }

    /** The same bounds with room of its own: what is only played must turn no live caller away. */
    BundleInputs apart() {
        return new BundleInputs(context, version, new Bulkhead(bulkhead.limits(), () -> {}), clock);
    }

    /** The steps that one input takes, and what may end them. */
    @FunctionalInterface
    interface Way {
        void go() throws Exception;
    }

    /**
     * Lets the exchange go its way. When its budget is used up the exchange ends in that problem, whatever the route has
     * made of it.
     *
     * @throws Problem {@code BUNDLE_BUSY} when the bundle has no room
     */
    void run(Exchange exchange, CallContext call, Way way) throws Exception {
        if (!bulkhead.enter()) {
            throw busy(Text.of(
                    "路由包 %s 已有 %d 个输入在处理",
                    "The bundle %s has %d inputs in hand",
                    version.bundle(),
                    bulkhead.limits().inputs()));
        }
        InputBudget budget = new InputBudget(this, call);
        Frame frame = null;
        try {
            frame = Frame.first(exchange, budget);
            way.go();
            Problem spent = budget.spent();
            if (spent != null) {
                exchange.setException(spent);
            }
        } finally {
            if (frame != null) {
                frame.leave();
            }
            bulkhead.leave();
        }
    }

    /** The version is gone; nobody comes in any more. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            bulkhead.goes();
        }
    }

    Problem busy(Text detail) {
        return Problem.of(ProblemType.BUNDLE_BUSY, detail)
                .retryAfter(bulkhead.limits().retryAfter());
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    Services.Active version() {
        return version;
    }

    Clock clock() {
        return clock;
    }

    /** Whether the context was stopped while something was still on its way. */
    boolean stopped() {
        return context.isStopped();
    }

    /** About the bytes of a tree, as far as one input may hold them. */
    long weigh(@Nullable Object tree) {
        return Weight.of(tree, bulkhead.limits().perInput().toBytes());
    }
}
