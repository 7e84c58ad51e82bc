package io.xianghub.bundle.camel.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One step under way, inside those that it stands in: what its exchange holds beside what they hold already. Steps inside
 * one another, such as a split's, keep their data at the same time.
 */
final class Frame {

    private static final String FRAME = "hub.frame";

    private final @Nullable Frame outer;
    private final InputBudget budget;
    private final String place;
    private final int depth;
    private final List<Held> own = new ArrayList<>(4);
    private final AtomicBoolean left = new AtomicBoolean();
    private long bytes;
    private long largest;

    private record Held(Object value, long bytes) {}

    private Frame(@Nullable Frame outer, InputBudget budget, String place, int depth) {
        this.outer = outer;
        this.budget = budget;
        this.place = place;
        this.depth = depth;
    }

    /** What the exchange carries when its input arrives; each byte of it is good for a step. */
    static Frame first(Exchange exchange, InputBudget budget) {
        Frame frame = new Frame(null, budget, "from", 0);
        frame.weigh(exchange);
        budget.allow(frame.bytes);
        budget.hold(frame.bytes, frame.place);
        exchange.setProperty(FRAME, frame);
        return frame;
    }

    /** The step that the exchange is in; null when it did not come in through the door. */
    static @Nullable Frame of(Exchange exchange) {
        return exchange.getProperty(FRAME, Frame.class);
    }

    /**
     * Begins a step.
     *
     * @param references how many values its expression puts together
     * @throws io.xianghub.shared.problem.Problem when the budget does not allow it
     */
    Frame enter(String step, int references, Exchange exchange) {
        budget.step(step);
        Frame inner = new Frame(this, budget, step, depth + 1);
        budget.nested(inner.depth, step);
        inner.weigh(exchange);
        budget.multiplied(inner.largest, references, step);
        budget.hold(inner.bytes, step);
        exchange.setProperty(FRAME, inner);
        return inner;
    }

    /** What a tapped copy carries, held apart from the input, which may be answered before it. */
    Frame tapped(Exchange copy) {
        Frame tapped = new Frame(null, budget, place, depth);
        tapped.weigh(copy);
        budget.lend(tapped.bytes, place);
        copy.setProperty(FRAME, tapped);
        return tapped;
    }

    /** Ends a tap, when its input is long over. */
    void untap() {
        if (left.compareAndSet(false, true)) {
            budget.giveBack(bytes);
        }
    }

    /** Ends the step. */
    void end(Exchange exchange) {
        leave();
        exchange.setProperty(FRAME, outer);
    }

    void leave() {
        if (left.compareAndSet(false, true)) {
            budget.release(bytes);
        }
    }

    InputBudget budget() {
        return budget;
    }

    String place() {
        return place;
    }

    private void weigh(Exchange exchange) {
        add(exchange.getMessage().getBody());
        if (exchange.getMessage().hasHeaders()) {
            exchange.getMessage().getHeaders().values().forEach(this::add);
        }
        for (Map.Entry<String, Object> property : exchange.getProperties().entrySet()) {
            if (!property.getKey().startsWith("hub.")) {
                add(property.getValue());
            }
        }
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            return;
        }
        for (Frame frame = this; frame != null; frame = frame.outer) {
            for (Held held : frame.own) {
                if (held.value() == value) {
                    largest = Math.max(largest, held.bytes());
                    return;
                }
            }
        }
        long weight = budget.weigh(value);
        own.add(new Held(value, weight));
        bytes += weight;
        largest = Math.max(largest, weight);
    }
}
