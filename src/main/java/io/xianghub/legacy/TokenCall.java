package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One call that bears the connection's token; a token that the department no longer takes is got anew, once. */
record TokenCall(TokenRule rule, HttpAttempt attempt, TemplateValues values, Clock clock) {

    private static final int REFUSED = 401;
    private static final long DEFAULT_SECONDS = 300;
    private static final long LONGEST_SECONDS = 86_400;

    HttpTransport.Answer make(HttpAttempt.Sending sending, Duration within) {
        Instant end = clock.instant().plus(within);
        String token = token(left(end));
        HttpTransport.Answer answer = attempt.make(made -> bearing(sending.request(made), token), left(end));
        if (answer.status() != REFUSED) {
            return answer;
        }
        // Who asks for a token has not looked at the call: making it again does nothing twice.
        tokens().drop(token);
        String other = token(left(end));
        return attempt.make(made -> bearing(sending.request(made + 1), other), left(end));
    }

    private Tokens tokens() {
        return attempt.transport().tokens();
    }

    private Duration left(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.toMillis() <= 0) {
            throw attempt.faults().timeout(Duration.ZERO);
        }
        return left;
    }

    private String token(Duration within) {
        try {
            return tokens().get(rule, clock.instant(), within, () -> fetched(within));
        } catch (Tokens.TooLong waited) {
            throw attempt.faults().timeout(within).causedBy(waited);
        }
    }

    private Tokens.Token fetched(Duration within) {
        HttpTransport.Request request = request();
        HttpTransport.Answer answer = attempt.make(made -> request, within);
        Object tree = null;
        try {
            tree = Json.parse(answer.body());
        } catch (Malformed notJson) {
            // said below: there is no token in it
        }
        Object token = rule.bearing().take().in(tree);
        if (answer.status() >= 500) {
            throw attempt.faults()
                    .unreachable(Text.of("令牌接口应答 HTTP %d", "Asked for a token, it answered HTTP %d", answer.status()));
        }
        if (answer.status() >= 300 || !(token instanceof String text) || text.isEmpty()) {
            throw attempt.faults().refused(code(tree, answer.status()), words(tree));
        }
        Object lasts = rule.bearing().lasts().in(tree);
        long seconds = lasts == null ? DEFAULT_SECONDS : seconds(lasts);
        return Tokens.Token.lasting(text, clock.instant(), Duration.ofSeconds(seconds));
    }

    private static long seconds(Object lasts) {
        String text = lasts.toString();
        return text.matches("[1-9][0-9]{0,9}") ? Math.min(Long.parseLong(text), LONGEST_SECONDS) : DEFAULT_SECONDS;
    }

    private static String code(@Nullable Object tree, int status) {
        return said(tree, "error", "errorCode").orElse("HTTP " + status);
    }

    private static Optional<String> words(@Nullable Object tree) {
        return said(tree, "error_description", "errorMsg", "message", "msg")
                .or(() -> Optional.of("没有给出令牌 / no token was given"));
    }

    private static Optional<String> said(@Nullable Object tree, String... names) {
        return Stream.of(names)
                .map(name -> tree instanceof Map<?, ?> map ? map.get(name) : null)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    private HttpTransport.Request request() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        byte[] body = null;
        if (!rule.form().isEmpty()) {
            headers.put("content-type", "application/x-www-form-urlencoded");
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            rule.form().forEach((name, template) -> fields.add(Map.entry(name, template.text(values))));
            try {
                body = Form.write(fields, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII);
            } catch (Malformed unfit) {
                throw attempt.faults().misused(unfit.text());
            }
        }
        Map<String, String> query = new LinkedHashMap<>();
        rule.query().forEach((name, template) -> query.put(name, template.text(values)));
        URI address = URI.create(values.binding().address() + rule.path());
        return new HttpTransport.Request(
                rule.method(), with(query, address), headers, body, HttpTransport.Told.NOTHING);
    }

    private HttpTransport.Request bearing(HttpTransport.Request request, String token) {
        if (token.chars().anyMatch(Character::isISOControl)) {
            throw attempt.faults().unreadable(Text.of("令牌含有控制字符", "The token has a control character"));
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        rule.bearing().headers().forEach((name, text) -> headers.put(name, TokenRule.filled(text, token)));
        Map<String, String> query = new LinkedHashMap<>();
        rule.bearing().query().forEach((name, text) -> query.put(name, TokenRule.filled(text, token)));
        return new HttpTransport.Request(
                request.method(), with(query, request.uri()), headers, request.body(), request.told());
    }

    private static URI with(Map<String, String> query, URI address) {
        StringBuilder whole = new StringBuilder(address.toString());
        query.forEach((name, value) -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return URI.create(whole.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
