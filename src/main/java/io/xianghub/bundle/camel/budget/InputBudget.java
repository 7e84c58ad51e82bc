package io.xianghub.bundle.camel.budget;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Steps, time and data of one input; its splits and taps use the same. Once used up it stays so: a route that catches the
 * problem meets it again at its next step.
 */
final class InputBudget {

    private final BundleInputs inputs;
    private final BundleLimits limits;
    private final CallContext call;
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong allowed;
    private final AtomicLong held = new AtomicLong();
    private volatile @Nullable Problem spent;

    InputBudget(BundleInputs inputs, CallContext call) {
        this.inputs = inputs;
        this.limits = inputs.bulkhead().limits();
        this.call = call;
        this.allowed = new AtomicLong(limits.steps());
    }

    /** Why nothing more may be done; null while there is something left. */
    @Nullable Problem spent() {
        return spent;
    }

    /** More has come in, and handling it takes more steps. */
    void allow(long more) {
        allowed.addAndGet(more);
    }

    /** Counts one step. */
    void step(String place) {
        if (steps.incrementAndGet() > allowed.get()) {
            throw spend(
                    ProblemType.BUNDLE_STEP_BUDGET,
                    place,
                    Text.of(
                            "路由包 %s %s 处理一个输入用了 %d 步以上",
                            "The bundle %s %s took more than %d steps for one input and was ended",
                            inputs.version().bundle(),
                            inputs.version().version(),
                            allowed.get()));
        }
        inTime(place);
    }

    void inTime(String place) {
        Problem before = spent;
        if (before != null) {
            throw before;
        }
        if (inputs.clock().instant().isAfter(call.deadline())) {
            throw spend(
                    ProblemType.BUNDLE_TOO_SLOW,
                    place,
                    Text.of(
                            "路由包 %s %s 未在时限内完成",
                            "The bundle %s %s did not finish in time and was ended",
                            inputs.version().bundle(),
                            inputs.version().version()));
        }
        if (inputs.stopped()) {
            throw spend(
                    ProblemType.BUNDLE_TOO_SLOW,
                    place,
                    Text.of(
                            "路由包 %s %s 已停用，该输入已终止",
                            "The bundle %s %s was stopped and this input ended",
                            inputs.version().bundle(),
                            inputs.version().version()));
        }
    }

    void nested(int depth, String place) {
        if (depth > limits.depth()) {
            throw spend(
                    ProblemType.BUNDLE_STEP_BUDGET,
                    place,
                    Text.of(
                            "路由包 %s %s 的步骤嵌套超过 %d 层；检查相互调用的 direct:",
                            "The steps of the bundle %s %s stand more than %d deep in one another; look for direct: routes that call each other",
                            inputs.version().bundle(),
                            inputs.version().version(),
                            limits.depth()));
        }
    }

    /** Holds more data until it is released. */
    void hold(long more, String place) {
        if (held.addAndGet(more) > limits.perInput().toBytes()) {
            held.addAndGet(-more);
            throw tooMuch(place);
        }
        try {
            lend(more, place);
        } catch (Problem busy) {
            held.addAndGet(-more);
            throw busy;
        }
    }

    /** Holds data for the bundle alone: the input may be answered before it is given back. */
    void lend(long more, String place) {
        if (!inputs.bulkhead().hold(more)) {
            Problem busy = inputs.busy(Text.of(
                            "路由包 %s 的所有输入已占用 %s 数据",
                            "All inputs of the bundle %s hold %s of data",
                            inputs.version().bundle(),
                            size(limits.inFlight())))
                    .atStep(place);
            spent = busy;
            throw busy;
        }
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
        giveBack(bytes);
    }

    /** After {@link #lend}. */
    void giveBack(long bytes) {
        inputs.bulkhead().release(bytes);
    }

    /** Refuses a step that would write a value several times over into more than one input may hold. */
    void multiplied(long largest, int times, String place) {
        if (times > 1 && largest * times > limits.perInput().toBytes()) {
            throw tooMuch(place);
        }
    }

    long weigh(@Nullable Object tree) {
        return inputs.weigh(tree);
    }

    private Problem tooMuch(String place) {
        return spend(
                ProblemType.BUNDLE_DATA_BUDGET,
                place,
                Text.of(
                        "路由包 %s %s 处理一个输入的数据超过 %s",
                        "The bundle %s %s let the data of one input grow beyond %s; that input was ended",
                        inputs.version().bundle(),
                        inputs.version().version(),
                        size(limits.perInput())));
    }

    private static String size(DataSize limit) {
        return limit.toMegabytes() > 0 ? limit.toMegabytes() + " MB" : limit.toBytes() + " B";
    }

    private Problem spend(ProblemType type, String place, Text detail) {
        Problem problem = Problem.of(type, detail).atStep(place);
        spent = problem;
        return problem;
    }
}
