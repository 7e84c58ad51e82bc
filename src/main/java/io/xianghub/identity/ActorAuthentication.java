package io.xianghub.identity;

import io.xianghub.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** An actor whose token was found right. */
final class ActorAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;

    private ActorAuthentication(Actor actor) {
        super(AuthorityUtils.createAuthorityList(
                actor.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
        this.actor = actor;
        setAuthenticated(true);
    }

    static Converter<Jwt, ActorAuthentication> fromToken() {
        return token -> {
            try {
                return new ActorAuthentication(TokenClaims.read(token));
            } catch (IllegalArgumentException | NullPointerException | ClassCastException notForTheHub) {
                throw new InvalidBearerTokenException("The token's claims are not the hub's", notForTheHub);
            }
        };
    }

    Actor actor() {
        return actor;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return actor.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorAuthentication that && actor.equals(that.actor);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
