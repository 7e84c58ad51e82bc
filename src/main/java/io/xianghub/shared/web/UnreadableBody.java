package io.xianghub.shared.web;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why a body could not be read, by place and never by value. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Problem problem(Throwable unreadable) {
        JacksonException json = null;
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (json == null && cause instanceof JacksonException wrong) {
                json = wrong;
            }
        }
        if (json == null) {
            return invalid("$", Text.of("缺少请求体", "The body is missing"));
        }
        if (json instanceof StreamReadException syntax) {
            return syntax(syntax);
        }
        return binding(json);
    }

    private static Problem syntax(StreamReadException wrong) {
        if (String.valueOf(wrong.getOriginalMessage()).startsWith("Invalid UTF-8")) {
            return Problem.of(ProblemType.WRONG_CHARSET, Text.of("请求体不是 UTF-8 编码", "The body is not UTF-8"));
        }
        return Problem.of(
                ProblemType.MALFORMED_JSON,
                Text.of(
                        "第 %d 行第 %d 列的 JSON 不正确",
                        "Wrong JSON at line %d, column %d",
                        wrong.getLocation().getLineNr(),
                        wrong.getLocation().getColumnNr()));
    }

    private static Problem binding(JacksonException wrong) {
        String path = path(wrong.getPath());
        if (wrong instanceof UnrecognizedPropertyException) {
            return invalid(path, Text.of("没有这个字段", "There is no such field"));
        }
        if (wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return invalid(
                    path,
                    Text.of(
                            "值不合规，应为 %s",
                            "The value does not fit; it should be %s",
                            mismatch.getTargetType().getSimpleName()));
        }
        if (wrong instanceof DatabindException) {
            return invalid(path, Text.of("值不合规", "The value does not fit"));
        }
        return Problem.of(ProblemType.MALFORMED_JSON);
    }

    private static Problem invalid(String path, Text message) {
        return Problem.of(ProblemType.INVALID_REQUEST).at(path, message);
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder("$");
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append('.').append(reference.getPropertyName());
            }
        }
        return path.length() > 200 ? path.substring(0, 200) : path.toString();
    }
}
