package io.xianghub.bundle.camel.endpoint;

import io.xianghub.mapping.MappingFailure;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;

/** What a mapping that refuses its input means, and whose fault it is. */
public final class MappingProblems {

    private MappingProblems() {}

    /** @param departmentAnswered whether the mapping read what the department answered, and not what the caller sent */
    public static Problem of(MappingFailure refused, boolean departmentAnswered) {
        Text detail = Text.of("映射 %s 无法处理输入", "The mapping %s cannot take its input", refused.mapping());
        return Problem.of(departmentAnswered ? departmentsFault(refused) : callersFault(refused), detail)
                .at(refused.violations())
                .causedBy(refused);
    }

    private static ProblemType departmentsFault(MappingFailure refused) {
        return refused.kind() == MappingFailure.Kind.INVALID
                ? ProblemType.DEPARTMENT_CONTRACT
                : ProblemType.DEPARTMENT_UNREADABLE;
    }

    private static ProblemType callersFault(MappingFailure refused) {
        return switch (refused.kind()) {
            case MALFORMED ->
                switch (refused.format()) {
                    case "json" -> ProblemType.MALFORMED_JSON;
                    case "xml" -> ProblemType.MALFORMED_XML;
                    case "form" -> ProblemType.MALFORMED_FORM;
                    default -> ProblemType.INVALID_MESSAGE;
                };
            case WRONG_CHARSET -> ProblemType.WRONG_CHARSET;
            case TOO_LARGE -> ProblemType.BODY_TOO_LARGE;
            case INVALID -> ProblemType.INVALID_MESSAGE;
        };
    }
}
