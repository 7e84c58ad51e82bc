package io.xianghub.bundle.camel;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;

/** What an exception that ended a route means to whoever waits for its answer. */
final class Failures {

    private Failures() {}

    static Problem problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        return Problem.of(ProblemType.INTERNAL).causedBy(failure);
    }
}
