package io.xianghub.bundle.camel.budget;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.Services;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The door of one bundle version: lets an input in while the bundle has room, and gives it a budget for its way. */
public final class BundleInputs {

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

    /** Gives the context of a bundle version its door. */
    public static void open(CamelContext context, Services.Active version, Bulkheads bulkheads, Clock clock) {
        Bulkhead bulkhead = bulkheads.join(version.bundle());
        context.getCamelContextExtension()
                .addContextPlugin(BundleInputs.class, new BundleInputs(context, version, bulkhead, clock));
    }

    /** Stops the context and closes its door, if it has one: what is inside counts as long as it runs. */
    public static void stop(CamelContext context) {
        BundleInputs door = context.getCamelContextExtension().getContextPlugin(BundleInputs.class);
        context.stop();
        if (door != null) {
            door.close();
        }
    }

    /** The door of this context. */
    public static BundleInputs of(CamelContext context) {
        return Objects.requireNonNull(context.getCamelContextExtension().getContextPlugin(BundleInputs.class));
    }

    /** The same bounds with room of its own: what is only played must turn no live caller away. */
    public BundleInputs apart() {
        return new BundleInputs(context, version, new Bulkhead(bulkhead.limits(), new LongAdder(), () -> {}), clock);
    }

    /** The steps that one input takes, and what may end them. */
    @FunctionalInterface
    public interface Passage {
        void go() throws Exception;
    }

    /**
     * Lets the exchange in and through. When its budget is used up the exchange ends in that problem, whatever the route has
     * made of it.
     *
     * @throws Problem {@code BUNDLE_BUSY} when the bundle has no room
     */
    public void run(Exchange exchange, CallContext call, Passage passage) throws Exception {
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
            passage.go();
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

    /** More has come in to this exchange, and handling it takes more steps. */
    public static void received(Exchange exchange, @Nullable Object more) {
        Frame frame = Frame.of(exchange);
        if (frame != null) {
            frame.budget().allow(frame.budget().weigh(more));
        }
    }

    /** Within which one input must stay. */
    public BundleLimits limits() {
        return bulkhead.limits();
    }

    /** The version is gone; nobody comes in any more. */
    private void close() {
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
