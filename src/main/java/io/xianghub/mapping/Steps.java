package io.xianghub.mapping;

import com.sun.management.ThreadMXBean;
import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Counts the steps of one run of a script, which may neither take longer than its input may nor make the memory full. */
final class Steps {

    /** What a script may allocate for one input, garbage and all. */
    private static final long MOST_BYTES = 512L * 1024 * 1024;

    /** What the counting of a step itself may take of that, so that it is not counted. */
    private static final long OF_A_STEP = 8 * 1024;

    private static final @Nullable ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                            && threads.isThreadAllocatedMemorySupported()
                    ? threads
                    : null;

    private final Seen seen;
    private final Clock clock;
    private final Budget budget;
    private final long allocatedBefore = allocated();
    private long steps;

    Steps(Seen seen, Clock clock, Budget budget) {
        this.seen = seen;
        this.clock = clock;
        this.budget = budget;
    }

    /** The script has taken one more step. */
    void step() {
        steps++;
        made(Weight.VALUE);
    }

    /** It has written so many characters. */
    void made(long characters) {
        budget.made(characters);
        if (allocated() - allocatedBefore > MOST_BYTES + steps * OF_A_STEP) {
            throw new OutOfRoom();
        }
    }

    Seen seen() {
        return seen;
    }

    Clock clock() {
        return clock;
    }

    private static long allocated() {
        return THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
    }

    /** A script has made more than any input needs. */
    static final class OutOfRoom extends RuntimeException {

        static final Text TEXT = Text.of("脚本为此输入占用过多内存", "The script takes too much memory for this input");

        private static final long serialVersionUID = 1L;

        OutOfRoom() {
            super("The script makes more than an input may", null, false, false);
        }
    }
}
