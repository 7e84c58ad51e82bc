package io.xianghub.bundle.observation;

import java.time.Instant;

/** How many inputs a bundle took in the last minutes, and how many of them failed. */
public final class RecentCalls {

    public static final int MINUTES = 5;

    private final long[] minutes = new long[MINUTES];
    private final long[] calls = new long[MINUTES];
    private final long[] failures = new long[MINUTES];

    public record Count(long calls, long failures) {}

    synchronized void add(Instant at, boolean failed) {
        long minute = at.getEpochSecond() / 60;
        int slot = (int) (minute % MINUTES);
        if (minutes[slot] != minute) {
            minutes[slot] = minute;
            calls[slot] = 0;
            failures[slot] = 0;
        }
        calls[slot]++;
        failures[slot] += failed ? 1 : 0;
    }

    synchronized Count count(Instant now) {
        long minute = now.getEpochSecond() / 60;
        long all = 0;
        long failed = 0;
        for (int slot = 0; slot < MINUTES; slot++) {
            if (minutes[slot] > minute - MINUTES && minutes[slot] <= minute) {
                all += calls[slot];
                failed += failures[slot];
            }
        }
        return new Count(all, failed);
    }
}
