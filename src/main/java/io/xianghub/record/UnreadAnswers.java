package io.xianghub.record;

/** Keeps what could not be read, so that the department can be shown what it sent. */
@FunctionalInterface
public interface UnreadAnswers {

    /** Keeps nothing. */
    UnreadAnswers NONE = answer -> {};

    /** Keeps it, as far as there is room; never throws, as the call has failed already. */
    void keep(UnreadAnswer answer);
}
