package io.xianghub.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code xianghub.identity.*}.
 *
 * @param issuer address of the identity provider whose tokens are taken; without it the hub issues its own
 * @param audience what such a token must name as its audience
 * @param tokenLifetime how long a token of the hub's own is good
 */
@ConfigurationProperties("xianghub.identity")
record IdentityProperties(
        @Nullable String issuer,
        @DefaultValue("xianghub") String audience,
        @DefaultValue("1h") Duration tokenLifetime) {

    IdentityProperties {
        if (tokenLifetime.isNegative() || tokenLifetime.isZero()) {
            throw new IllegalArgumentException("xianghub.identity.token-lifetime must be positive");
        }
    }
}
