package io.xianghub.push;

import io.xianghub.shared.CallContext;
import java.util.List;
import java.util.Optional;

/** The front of the unified push queue. */
public interface Messages {

    /**
     * Takes messages in: when it returns outside a transaction, what was accepted is committed and will be delivered once;
     * inside the caller's transaction it commits with it. Each submission has its own outcome, in the given order.
     *
     * @throws io.xianghub.shared.problem.Problem {@code INVALID_MESSAGE} when one cannot be made; then none was taken
     */
    List<Acceptance> submit(List<Submission> submissions, CallContext context);

    /**
     * Whether these could be made, without taking any.
     *
     * @throws io.xianghub.shared.problem.Problem {@code INVALID_MESSAGE} when one cannot
     */
    void check(List<Submission> submissions);

    /** What would become of one whose event is known already, without taking it: a repeat or a change; empty when it is new. */
    Optional<Acceptance> known(Submission submission);
}
