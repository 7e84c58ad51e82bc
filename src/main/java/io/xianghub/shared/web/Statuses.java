package io.xianghub.shared.web;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;

/** The problem that a bare status of the container or the firewall stands for. */
final class Statuses {

    private Statuses() {}

    static Problem problem(int status) {
        return Problem.of(
                switch (status) {
                    case 401 -> ProblemType.UNAUTHENTICATED;
                    case 403 -> ProblemType.FORBIDDEN;
                    case 404 -> ProblemType.NOT_FOUND;
                    case 405 -> ProblemType.METHOD_NOT_ALLOWED;
                    case 406 -> ProblemType.NOT_ACCEPTABLE;
                    case 409 -> ProblemType.CONFLICT;
                    case 413 -> ProblemType.BODY_TOO_LARGE;
                    case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
                    default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
                });
    }
}
