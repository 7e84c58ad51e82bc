package io.xianghub.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock turn = new ReentrantLock();

    /** @param writer writes all rows durably, or none and throws */
    GroupCommit(Consumer<List<T>> writer) {
        this.writer = writer;
    }

    /** Returns when the row is durable, and throws what the database had against this row, whatever came of the others. */
    void write(T row) {
        Waiting<T> mine = new Waiting<>(row);
        waiting.add(mine);
        turn.lock();
        try {
            while (!mine.settled) {
                writeGroup();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure instanceof Error error) {
            throw error;
        }
        if (mine.failure instanceof RuntimeException refused) {
            throw refused;
        }
    }

    /** Rows that nobody has begun to write. */
    int waiting() {
        return waiting.size();
    }

    private void writeGroup() {
        List<Waiting<T>> group = new ArrayList<>();
        for (Waiting<T> next; group.size() < MOST && (next = waiting.poll()) != null; ) {
            group.add(next);
        }
        if (!settle(group, group.size() == 1)) {
            // One row that the database refuses takes no other with it.
            group.forEach(one -> settle(List.of(one), true));
        }
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

    /** Read and written by whoever has the turn. */
    private static final class Waiting<T> {
        private final T row;
        private boolean settled;
        private @Nullable Throwable failure;

        Waiting(T row) {
            this.row = row;
        }
    }
}
