package io.xianghub.shared.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.shared.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem as RFC 9457 writes it, in the reader's language. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        String code,
        String faultSide,
        String remedy,
        List<Violation> violations,
        @JsonAnyGetter Map<String, Object> extras) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public record Violation(String path, String message) {}

    /** @param instance what the problem is about, such as {@code /api/v1/exchanges/<id>}; may be null */
    public static ProblemBody of(Problem problem, Locale locale, @Nullable String instance) {
        return new ProblemBody(
                "/problems/" + problem.type().slug(),
                problem.type().title(locale),
                problem.type().status(),
                problem.detail() == null ? null : problem.detail().in(locale),
                instance,
                problem.type().slug(),
                problem.type().faultSide().word(),
                problem.type().remedy(locale),
                problem.violations().stream()
                        .map(wrong ->
                                new Violation(wrong.path(), wrong.message().in(locale)))
                        .toList(),
                problem.extras());
    }
}
