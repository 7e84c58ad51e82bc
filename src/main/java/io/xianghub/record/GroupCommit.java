package io.xianghub.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that many threads write at the same moment go to the database in one transaction. Whoever has the turn writes for all who
 * wait; a thread that is alone writes at once, so nobody waits for company.
 */
final class GroupCommit<T> {

    /** More rows than this hold up those whose turn is first. */
    static final int MOST = 100;

    private final Consumer<List<T>> writer;
    private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turn = new AtomicBoolean();

    /** @param writer writes all rows durably, or none and throws */
    GroupCommit(Consumer<List<T>> writer) {
        this.writer = writer;
    }

    /** Returns when the row is durable, and throws what the database had against this row, whatever came of the others. */
    void write(T row) {
        Waiting<T> mine = new Waiting<>(row, Thread.currentThread());
        waiting.add(mine);
        boolean interrupted = false;
        while (!mine.settled) {
            if (turn.compareAndSet(false, true)) {
                writeGroups(mine);
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (mine.failure instanceof Error error) {
            throw error;
        }
        if (mine.failure instanceof RuntimeException refused) {
            throw refused;
        }
    }

    /**
     * Hands the turn on before it wakes those whose rows are written: were they to take turns to learn so, each would wait for the processor before
     * the next could, and the database for all of them.
     */
    private void writeGroups(Waiting<T> mine) {
        List<Waiting<T>> settled = new ArrayList<>();
        try {
            while (!mine.settled) {
                settled.addAll(writeGroup());
            }
        } finally {
            turn.set(false);
            Waiting<T> next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.thread);
            }
            settled.forEach(one -> LockSupport.unpark(one.thread));
        }
    }

    /** Rows that nobody has begun to write. */
    int waiting() {
        return waiting.size();
    }

    private List<Waiting<T>> writeGroup() {
        List<Waiting<T>> group = new ArrayList<>();
        for (Waiting<T> next; group.size() < MOST && (next = waiting.poll()) != null; ) {
            group.add(next);
        }
        if (!settle(group, group.size() == 1)) {
            // One row that the database refuses takes no other with it.
            group.forEach(one -> settle(List.of(one), true));
        }
        return group;
    }

    /** Writes them together; false when they failed and the failure is not said to be theirs. */
    private boolean settle(List<Waiting<T>> group, boolean theirs) {
        Throwable failure = null;
        try {
            writer.accept(group.stream().map(one -> one.row).toList());
        } catch (RuntimeException | Error failed) {
            if (!theirs) {
                return false;
            }
            failure = failed;
        }
        for (Waiting<T> one : group) {
            one.failure = failure;
            one.settled = true;
        }
        return true;
    }

    /** Settled by whoever has the turn; read by the thread that waits. */
    private static final class Waiting<T> {
        private final T row;
        private final Thread thread;
        private @Nullable Throwable failure;
        private volatile boolean settled;

        Waiting(T row, Thread thread) {
            this.row = row;
            this.thread = thread;
        }
    }
}
