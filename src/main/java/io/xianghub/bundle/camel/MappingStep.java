package io.xianghub.bundle.camel;

import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code mapping:<name>}: the body becomes what the mapping makes of it. */
record MappingStep(Mapping mapping) implements Processor {

    @Override
    public void process(Exchange exchange) {
        try {
            exchange.getMessage().setBody(mapping.apply(exchange.getMessage().getBody(), HubExchange.scope(exchange)));
        } catch (MappingFailure refused) {
            throw problem(refused, Boolean.TRUE.equals(exchange.getProperty(HubExchange.ANSWERED)));
        }
    }

    private static Problem problem(MappingFailure refused, boolean departmentAnswered) {
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
