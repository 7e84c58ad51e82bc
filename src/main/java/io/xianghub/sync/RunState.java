package io.xianghub.sync;

/** How far a run has come. */
public enum RunState {
    RUNNING,
    /** Published. */
    DONE,
    /** Ended by a problem; nothing was published. */
    FAILED,
    /** Its node stopped in the middle; nothing was published. */
    INTERRUPTED
}
