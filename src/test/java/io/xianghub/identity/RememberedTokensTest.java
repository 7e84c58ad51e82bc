package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RememberedTokensTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T08:00:00Z");

    private Instant now = BEGIN;
    private boolean keyWithdrawn;
    private int verified;
    private final RememberedTokens tokens = new RememberedTokens(this::verify, new SetClock());

    @Test
    void verifiesATokenOnceInFiveMinutes() {
        assertThat(tokens.decode("good").getSubject()).isEqualTo("good");
        now = BEGIN.plus(RememberedTokens.REMEMBERED).minusMillis(1);
        assertThat(tokens.decode("good").getSubject()).isEqualTo("good");
        assertThat(verified).isEqualTo(1);

        now = BEGIN.plus(RememberedTokens.REMEMBERED);
        tokens.decode("good");
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void aKeyThatIsWithdrawnClosesTheDoorWithinFiveMinutes() {
        tokens.decode("good");
        keyWithdrawn = true;
        now = BEGIN.plus(RememberedTokens.REMEMBERED);

        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void refusesATokenThatExpiredSinceItWasVerified() {
        tokens.decode("short");
        // A minute of grace, as the decoder itself gives.
        now = BEGIN.plus(Duration.ofMinutes(2)).plusSeconds(1);

        assertThatThrownBy(() -> tokens.decode("short")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void remembersNothingOfATokenThatCannotBeVerified() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }
        assertThat(verified).isEqualTo(3);
    }

    @Test
    void takesNoTokenForAnother() {
        tokens.decode("good");

        assertThat(tokens.decode("other").getSubject()).isEqualTo("other");
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
    }

    private Jwt verify(String token) {
        verified++;
        if (keyWithdrawn || token.equals("forged")) {
            throw new BadJwtException("The signature is wrong");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token)
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(token.equals("short") ? 1 : 60)))
                .build();
    }

    private final class SetClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
