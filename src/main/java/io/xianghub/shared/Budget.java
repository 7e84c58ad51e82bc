package io.xianghub.shared;

/** What may still be used up on one input; asked wherever the data decides how long something lasts or how big it gets. */
@FunctionalInterface
public interface Budget {

    /** For who has no limit to keep, such as a command that maps one sample. */
    Budget UNLIMITED = bytes -> {};

    /**
     * Counts one more piece of data, of about so many bytes.
     *
     * @throws io.xianghub.shared.problem.Problem when the budget is used up or the time is over
     */
    void made(long bytes);
}
