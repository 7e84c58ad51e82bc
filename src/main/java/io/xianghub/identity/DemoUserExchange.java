package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Token exchange for the demo's users by their mere names; exists in the profile {@code demo} only. */
// RFC 8693
final class DemoUserExchange implements AuthenticationProvider, AuthenticationConverter {

    private static final String TOKEN_TYPE = "urn:xianghub:demo-user";

    private final Accounts accounts;
    private final OAuth2TokenGenerator<?> tokens;

    DemoUserExchange(Accounts accounts, OAuth2TokenGenerator<?> tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** A client that asks to act for a demo user. */
    static final class Grant extends OAuth2AuthorizationGrantAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final String user;
        private transient @Nullable Actor actor;

        private Grant(Authentication client, String user) {
            super(AuthorizationGrantType.TOKEN_EXCHANGE, client, Map.of());
            this.user = user;
        }

        Actor actor() {
            return Objects.requireNonNull(actor);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Null for any other request: the stock converters then answer it. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        if (client == null
                || !AuthorizationGrantType.TOKEN_EXCHANGE.getValue().equals(request.getParameter("grant_type"))
                || !TOKEN_TYPE.equals(request.getParameter("subject_token_type"))) {
            return null;
        }
        String user = request.getParameter("subject_token");
        if (user == null || user.isBlank()) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "subject_token is missing");
        }
        return new Grant(client, user);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Grant grant = (Grant) authentication;
        if (!(grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)
                || !client.isAuthenticated()
                || client.getRegisteredClient() == null) {
            throw refused(OAuth2ErrorCodes.INVALID_CLIENT, "the client is not authenticated");
        }
        RegisteredClient registered = Objects.requireNonNull(client.getRegisteredClient());
        if (!registered.getAuthorizationGrantTypes().contains(AuthorizationGrantType.TOKEN_EXCHANGE)) {
            throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "the client may not act for users");
        }
        grant.actor = accounts.find(grant.user)
                .map(account -> actor(account, registered.getClientId()))
                .orElseThrow(() -> refused(OAuth2ErrorCodes.INVALID_GRANT, "there is no such demo user"));
        OAuth2Token token = tokens.generate(DefaultOAuth2TokenContext.builder()
                .registeredClient(registered)
                .principal(client)
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .authorizationGrant(grant)
                .build());
        if (!(token instanceof Jwt jwt)) {
            throw refused(OAuth2ErrorCodes.SERVER_ERROR, "no token could be made");
        }
        return new OAuth2AccessTokenAuthenticationToken(
                registered,
                client,
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt()),
                null,
                Map.of("issued_token_type", "urn:ietf:params:oauth:token-type:access_token"));
    }

    /** Staff act for themselves; persons and clerks are subjects of the client's call. */
    private static Actor actor(Account account, String client) {
        return account.subject() == null
                ? new Actor(account.name(), account.roles(), account.departments(), null)
                : new Actor(client, Set.of(Role.CLIENT), Set.of(), account.subject());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return Grant.class.isAssignableFrom(authentication);
    }

    private static OAuth2AuthenticationException refused(String code, String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, why, null));
    }
}
