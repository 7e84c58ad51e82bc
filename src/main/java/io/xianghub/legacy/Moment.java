package io.xianghub.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The time and the running numbers that one call is made with. A replay gets those of the recorded call, so that what always
 * differs ({@code ${now}}, {@code ${sequence}}) does not look like a difference between two versions.
 */
public final class Moment {

    private final Instant now;
    private final LongSupplier numbers;
    private final List<Long> drawn = new ArrayList<>();

    Moment(Instant now, LongSupplier numbers) {
        this.now = now;
        this.numbers = numbers;
    }

    Instant now() {
        return now;
    }

    synchronized long next() {
        long number = numbers.getAsLong();
        drawn.add(number);
        return number;
    }

    /** The same moment once more: its numbers in their order, then zeros. */
    public synchronized Moment again() {
        var again = List.copyOf(drawn).iterator();
        return new Moment(now, () -> again.hasNext() ? again.next() : 0L);
    }
}
