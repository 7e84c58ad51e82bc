package io.xianghub.push;

/** The hub as it is, and hubs broken on purpose, which the oracle must catch. */
enum Variant {
    RIGHT,
    /** Answers 202 before the commit. */
    ANSWERS_FIRST,
    /** Sends again without asking the gateway. */
    NEVER_ASKS;

    static Variant current() {
        return valueOf(System.getProperty("bench.variant", "RIGHT"));
    }
}
