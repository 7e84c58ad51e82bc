package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a connection test, in their order. */
final class TrialSteps {

    private final List<Step> taken = new ArrayList<>();
    private @Nullable Step suspended;

    /**
     * One step and what came of it, with the remedy where it failed.
     *
     * @param step {@code dns}, {@code tcp}, {@code tls}, {@code certificate}, {@code http}, {@code credentials},
     *     {@code charset}, {@code envelope}, {@code host-key}, {@code folder}, {@code table} or
     *     {@code listen}
     */
    record Step(String step, boolean ok, Text message) {}

    boolean passed(String step, Text message) {
        settle();
        taken.add(new Step(step, true, message));
        return true;
    }

    boolean failed(String step, Text message) {
        if (suspended != null && !suspended.step().equals(step)) {
            settle();
        }
        suspended = null;
        taken.add(new Step(step, false, message));
        return false;
    }

    /** Passed, as far as can be told before the next step: the other end judges the hub's certificate late. */
    boolean suspend(String step, Text message) {
        suspended = new Step(step, true, message);
        return true;
    }

    private void settle() {
        if (suspended != null) {
            taken.add(suspended);
            suspended = null;
        }
    }

    List<Step> all() {
        settle();
        return List.copyOf(taken);
    }
}
