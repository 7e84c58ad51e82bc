package io.xianghub.shared.web;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever ends a request into a problem. */
@RestControllerAdvice
class ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<byte[]> problem(Problem problem, HttpServletRequest request) {
        Throwable cause = problem.getCause();
        if (problem.type() == ProblemType.INTERNAL && cause != null) {
            return ProblemAnswers.entity(ProblemAnswers.internal(cause, request), request);
        }
        return ProblemAnswers.entity(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        return ProblemAnswers.entity(UnreadableBody.problem(unreadable), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> method(HttpRequestMethodNotSupportedException wrong, HttpServletRequest request) {
        HttpHeaders allow = new HttpHeaders();
        if (wrong.getSupportedHttpMethods() != null) {
            allow.setAllow(wrong.getSupportedHttpMethods());
        }
        Problem problem = Problem.of(
                ProblemType.METHOD_NOT_ALLOWED,
                Text.of("允许的方法：%s", "Allowed: %s", allow.getOrEmpty(HttpHeaders.ALLOW)));
        return ProblemAnswers.entity(problem, request, allow);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mediaType(HttpMediaTypeNotSupportedException wrong, HttpServletRequest request) {
        Problem problem = Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                Text.of("应为 %s", "It should be %s", MediaType.toString(wrong.getSupportedMediaTypes())));
        return ProblemAnswers.entity(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> accept(HttpMediaTypeNotAcceptableException wrong, HttpServletRequest request) {
        return ProblemAnswers.entity(Problem.of(ProblemType.NOT_ACCEPTABLE), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> missing(MissingRequestValueException missing, HttpServletRequest request) {
        String path = missing instanceof MissingServletRequestParameterException parameter
                ? "query." + parameter.getParameterName()
                : "$";
        Problem problem =
                Problem.of(ProblemType.INVALID_REQUEST).at(path, Text.of("缺少必需的参数", "A required parameter is missing"));
        return ProblemAnswers.entity(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mismatch(TypeMismatchException wrong, HttpServletRequest request) {
        String name = wrong instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : wrong.getPropertyName();
        Class<?> wanted = wrong.getRequiredType();
        Problem problem = Problem.of(ProblemType.INVALID_REQUEST)
                .at(
                        name == null ? "$" : name,
                        Text.of(
                                "值不合规，应为 %s",
                                "The value does not fit; it should be %s",
                                wanted == null ? "?" : wanted.getSimpleName()));
        return ProblemAnswers.entity(problem, request);
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<byte[]> nothingThere(HttpServletRequest request) {
        return ProblemAnswers.entity(Problem.of(ProblemType.NOT_FOUND), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLarge(MaxUploadSizeExceededException wrong, HttpServletRequest request) {
        return ProblemAnswers.entity(Problem.of(ProblemType.BODY_TOO_LARGE), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> denied(AccessDeniedException denied, HttpServletRequest request) {
        return ProblemAnswers.entity(Problem.of(ProblemType.FORBIDDEN), request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unauthenticated(AuthenticationException unknown, HttpServletRequest request) {
        return ProblemAnswers.entity(Problem.of(ProblemType.UNAUTHENTICATED), request);
    }

    /** The caller has gone: there is nobody to answer. */
    @ExceptionHandler
    @Nullable ResponseEntity<byte[]> gone(AsyncRequestNotUsableException gone) {
        return null;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> anythingElse(Exception failure, HttpServletRequest request) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem(problem, request);
            }
        }
        if (failure instanceof ErrorResponse standard
                && standard.getStatusCode().is4xxClientError()) {
            return ProblemAnswers.entity(
                    Statuses.problem(standard.getStatusCode().value()), request);
        }
        return ProblemAnswers.entity(ProblemAnswers.internal(failure, request), request);
    }
}
