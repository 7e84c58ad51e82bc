package io.xianghub.shared;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Identifiers that sort in the order in which this process made them: 26 characters, 48 bits of milliseconds and 80 further bits
 * (a monotonic ULID).
 *
 * <p>Lists are read "newest first" by their id alone, so two ids of one millisecond must sort too. Within one millisecond, and while the
 * clock has been set back, the 80 bits grow by a random step: an id does not tell its neighbour.
 */
public final class Ids {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids SEQUENCE = new Ids(System::currentTimeMillis);

    private static final int BITS = 40;
    private static final long HALF = 1L << BITS;

    private final LongSupplier clock;
    private long millis = -1;
    private long high;
    private long low;

    /** A sequence of its own; {@code clock} gives milliseconds since 1970. */
    Ids(LongSupplier clock) {
        this.clock = clock;
    }

    public static String next() {
        return SEQUENCE.following();
    }

    /** No id that was made at that instant or later sorts before it. */
    public static String first(Instant instant) {
        return text(instant.toEpochMilli(), 0, 0);
    }

    /** Draws before it takes its turn: whoever asks the system for random bits while others wait is interrupted at their cost. */
    String following() {
        return following(clock.getAsLong(), RANDOM.nextLong(HALF), RANDOM.nextLong(HALF - 1));
    }

    private synchronized String following(long now, long drawn, long further) {
        if (now > millis) {
            millis = now;
            high = drawn;
            low = further;
        } else {
            step(further);
        }
        return text(millis, high, low);
    }

    private void step(long further) {
        low += 1 + further;
        if (low >= HALF) {
            low -= HALF;
            high++;
        }
        if (high >= HALF) {
            high = 0;
            millis++;
        }
    }

    private static String text(long millis, long high, long low) {
        char[] text = new char[26];
        write(text, 0, 10, millis);
        write(text, 10, 8, high);
        write(text, 18, 8, low);
        return new String(text);
    }

    private static void write(char[] text, int from, int digits, long value) {
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = ALPHABET[(int) (value & 31)];
            value >>>= 5;
        }
    }
}
