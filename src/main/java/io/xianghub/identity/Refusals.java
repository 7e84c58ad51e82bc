package io.xianghub.identity;

import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.CurrentExchange;
import io.xianghub.shared.web.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers those who come without a good token, or with one that does not suffice, with a problem; a call of a service leaves
 * its row in the exchange log even so.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Exchanges exchanges;
    private final Clock clock;

    Refusals(Exchanges exchanges, Clock clock) {
        this.exchanges = exchanges;
        this.clock = clock;
    }

    // RFC 6750, section 3
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                failure instanceof OAuth2AuthenticationException
                        ? "Bearer realm=\"xianghub\", error=\"invalid_token\""
                        : "Bearer realm=\"xianghub\"");
        answer(ProblemType.UNAUTHENTICATED, request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        answer(ProblemType.FORBIDDEN, request, response);
    }

    private void answer(ProblemType type, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().startsWith("/services/")) {
            ExchangeId id = ExchangeId.next();
            CurrentExchange.begin(id, request, response);
            record(id, type);
        }
        ProblemAnswers.write(Problem.of(type), request, response);
    }

    private void record(ExchangeId id, ProblemType type) {
        try {
            exchanges.record(row(id, type));
        } catch (RuntimeException notWritten) {
            // A stranger is refused whether or not the log can take it.
            LOG.warn("The refused call {} could not be logged: {}", id, notWritten.getMessage());
        }
    }

    /** Nothing of the request stands in it: nobody known vouches for what a stranger writes into a path. */
    private Exchange row(ExchangeId id, ProblemType type) {
        Instant now = clock.instant();
        return new Exchange(
                id,
                Exchange.Kind.CALL,
                null,
                "unknown",
                null,
                null,
                "unknown",
                Exchange.Outcome.REJECTED,
                type.slug(),
                type.faultSide(),
                now,
                now,
                null,
                null,
                null);
    }
}
