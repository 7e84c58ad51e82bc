package io.xianghub.shared.web;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request with a problem, from an endpoint as from a filter. */
// RFC 9457
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final MediaType MEDIA_TYPE = MediaType.parseMediaType(ProblemBody.MEDIA_TYPE);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemAnswers() {}

    /** For exception handlers. */
    public static ResponseEntity<byte[]> entity(Problem problem, HttpServletRequest request) {
        return entity(problem, request, new HttpHeaders());
    }

    static ResponseEntity<byte[]> entity(Problem problem, HttpServletRequest request, HttpHeaders more) {
        HttpHeaders headers = headers(problem, request);
        headers.putAll(more);
        return ResponseEntity.status(problem.type().status()).headers(headers).body(body(problem, request));
    }

    /** For filters and security's entry points; does nothing when the answer has already begun. */
    public static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.type().status());
        headers(problem, request).forEach((name, values) -> response.setHeader(name, values.get(0)));
        response.getOutputStream().write(body(problem, request));
    }

    /** Logs what must not be told, and gives the number under which it stands in the log. */
    static Problem internal(Throwable failure, HttpServletRequest request) {
        ExchangeId exchange = CurrentExchange.of(request);
        String incident = exchange == null ? Ids.next() : exchange.value();
        LOG.error("Incident {} at {} {}", incident, request.getMethod(), place(request), failure);
        Problem problem = Problem.of(ProblemType.INTERNAL).causedBy(failure);
        return exchange == null ? problem.with("incident", incident) : problem;
    }

    /** Chinese unless the caller prefers English. */
    static Locale language(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        return Collections.list(request.getLocales()).stream()
                .filter(locale -> locale.getLanguage().equals("zh")
                        || locale.getLanguage().equals("en"))
                .findFirst()
                .filter(locale -> locale.getLanguage().equals("en"))
                .map(english -> Locale.ENGLISH)
                .orElse(Locale.SIMPLIFIED_CHINESE);
    }

    private static HttpHeaders headers(Problem problem, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MEDIA_TYPE);
        headers.setContentLanguage(language(request));
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration wait = problem.retryAfter();
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
        }
        return headers;
    }

    private static byte[] body(Problem problem, HttpServletRequest request) {
        ExchangeId exchange = CurrentExchange.of(request);
        String instance = exchange == null ? null : "/api/v1/exchanges/" + exchange;
        return JSON.writeValueAsBytes(ProblemBody.of(problem, language(request), instance));
    }

    /** The first two segments only: deeper ones may hold somebody's number. */
    private static String place(HttpServletRequest request) {
        String[] segments =
                String.valueOf((@Nullable String) request.getRequestURI()).split("/", 4);
        String place = segments.length < 3 ? segments[segments.length - 1] : segments[1] + "/" + segments[2];
        return place.replaceAll("[^A-Za-z0-9/._-]", "_");
    }
}
