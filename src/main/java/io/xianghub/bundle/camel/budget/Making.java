package io.xianghub.bundle.camel.budget;

import io.xianghub.shared.Budget;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What one mapping makes while it is at work, held against the budget of its input until the step is over. */
public final class Making implements Budget, AutoCloseable {

    /** Asking for the time at every field would take longer than most fields do. */
    private static final int PIECES_BETWEEN_LOOKS = 64;

    private static final long BYTES_BETWEEN_LOOKS = 64 * 1024;

    private final @Nullable Frame frame;
    private long held;
    private long unheld;
    private int pieces;

    private Making(@Nullable Frame frame) {
        this.frame = frame;
    }

    /** The budget for the step that the exchange is in; unlimited for one that did not come in through the door. */
    public static Making at(Exchange exchange) {
        return new Making(Frame.of(exchange));
    }

    @Override
    public void made(long bytes) {
        if (frame == null) {
            return;
        }
        unheld += bytes;
        pieces++;
        if (pieces >= PIECES_BETWEEN_LOOKS) {
            pieces = 0;
            frame.budget().inTime(frame.place());
        }
        if (unheld >= BYTES_BETWEEN_LOOKS) {
            frame.budget().hold(unheld, frame.place());
            held += unheld;
            unheld = 0;
        }
    }

    @Override
    public void close() {
        if (frame != null) {
            frame.budget().release(held);
        }
    }
}
