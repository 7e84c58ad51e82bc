package io.xianghub.bundle.observation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The newest of what happened, numbered; the oldest gives way. */
public final class Ring<T> {

    /** Tells the numbers of this process from those of the one before. */
    private static final String PROCESS = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private final int most;
    private final Deque<T> items = new ArrayDeque<>();
    // A lock, because whoever waits in a virtual thread must not hold a real one.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long added;

    Ring(int most) {
        this.most = most;
    }

    /** @param next what to ask for to get what comes after these */
    public record Slice<T>(List<T> items, String next) {}

    void add(T item) {
        lock.lock();
        try {
            items.addLast(item);
            added++;
            if (items.size() > most) {
                items.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came after the cursor, oldest first; everything when it is null or of another process. */
    Slice<T> after(@Nullable String cursor) {
        lock.lock();
        try {
            long missed = added - number(cursor);
            int wanted = (int) Math.min(items.size(), missed < 0 ? items.size() : missed);
            List<T> all = new ArrayList<>(items);
            return new Slice<>(List.copyOf(all.subList(all.size() - wanted, all.size())), PROCESS + "-" + added);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #after(String)}, but waits for a while when there is nothing. */
    Slice<T> await(@Nullable String cursor, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (after(cursor).items().isEmpty() && left > 0) {
                left = more.awaitNanos(left);
            }
            return after(cursor);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return after(cursor);
        } finally {
            lock.unlock();
        }
    }

    Optional<T> find(Predicate<T> which) {
        lock.lock();
        try {
            return items.stream().filter(which).findFirst();
        } finally {
            lock.unlock();
        }
    }

    private static long number(@Nullable String cursor) {
        if (cursor == null || !cursor.matches(PROCESS + "-[0-9]{1,18}")) {
            return 0;
        }
        return Long.parseLong(cursor.substring(PROCESS.length() + 1));
    }
}
