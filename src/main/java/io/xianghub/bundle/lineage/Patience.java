package io.xianghub.bundle.lineage;

/**
 * How long one follows the routes of a bundle. No bundle that somebody wrote by hand is too much; what a hostile one would
 * make of it must end.
 */
final class Patience {

    private static final int MOST_STEPS = 50_000;
    private static final long MOST_COMPARISONS = 50_000_000;

    private int steps;
    private long comparisons;

    /** Whether one may take one more step. */
    boolean step() {
        return ++steps <= MOST_STEPS && comparisons <= MOST_COMPARISONS;
    }

    /** @param lines of a mapping that each look through a tree of so many parts */
    void compared(int lines, int parts) {
        comparisons += (lines + 1L) * (parts + 1L);
    }
}
