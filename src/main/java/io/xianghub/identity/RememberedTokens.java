package io.xianghub.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.util.ConcurrentLruCache;

/**
 * Spares verifying the signature of a token that was verified a moment ago, which costs more than the rest of the door. Whether the token
 * has expired is asked with every request; a key that is withdrawn closes the door within five minutes.
 */
final class RememberedTokens implements JwtDecoder {

    static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int TOKENS = 2_000;

    private final Clock clock;
    private final ConcurrentLruCache<String, Verified> known;
    private final JwtTimestampValidator inTime = new JwtTimestampValidator();

    private record Verified(Jwt token, Instant at) {}

    RememberedTokens(JwtDecoder decoder, Clock clock) {
        this.clock = clock;
        this.inTime.setClock(clock);
        // What cannot be verified throws, and is not kept.
        this.known = new ConcurrentLruCache<>(TOKENS, token -> new Verified(decoder.decode(token), clock.instant()));
    }

    @Override
    public Jwt decode(String token) {
        Verified verified = known.get(token);
        if (!clock.instant().isBefore(verified.at().plus(REMEMBERED))) {
            known.remove(token);
            verified = known.get(token);
        }
        OAuth2TokenValidatorResult result = inTime.validate(verified.token());
        if (result.hasErrors()) {
            known.remove(token);
            throw new JwtValidationException("The token is not valid now", result.getErrors());
        }
        return verified.token();
    }
}
