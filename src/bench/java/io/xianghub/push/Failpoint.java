package io.xianghub.push;

/** A moment at which the machine may stop. */
enum Failpoint {
    /** The 202 has left, nothing else has happened. */
    A,
    /** A batch is bound, the broker has nothing. */
    R0,
    /** The broker has the batch, the database does not know. */
    R1,
    /** A delivery is claimed, the gateway has not been called. */
    C0,
    /** The gateway took the message, the database does not know. */
    C1,
    /** The result is in the database, the queue still has the message. */
    C2,
    /** The queue has let go. */
    C3,
    /** Never. */
    NONE;

    private static final Failpoint ARMED = valueOf(System.getProperty("bench.halt-at", "NONE"));
    private static int left = Integer.getInteger("bench.halt-after", 1);

    /** Stops this process on the spot when it is armed for this point and has passed it often enough. */
    void pass() {
        if (this == ARMED) {
            synchronized (Failpoint.class) {
                if (--left <= 0) {
                    Runtime.getRuntime().halt(77);
                }
            }
        }
    }
}
