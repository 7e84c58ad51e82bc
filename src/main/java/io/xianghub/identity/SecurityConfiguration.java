package io.xianghub.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.vault.Vault;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Three doors: where tokens are issued, where people log in, and everything else, which takes tokens only. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    RSAKey signingKey(JdbcClient jdbc, Vault vault) {
        return SigningKey.open(jdbc, vault);
    }

    @Bean
    JWKSource<SecurityContext> publishedKeys(RSAKey signingKey) {
        return new ImmutableJWKSet<>(new JWKSet(signingKey));
    }

    @Bean
    JwtDecoder tokenReader(IdentityProperties properties, RSAKey signingKey, Clock clock) throws Exception {
        String issuer = properties.issuer();
        if (issuer != null) {
            // Asked for with the first token, so that the hub starts while the provider is down.
            return new RememberedTokens(
                    new SupplierJwtDecoder(() -> {
                        NimbusJwtDecoder decoder =
                                NimbusJwtDecoder.withIssuerLocation(issuer).build();
                        decoder.setJwtValidator(externalTokens(issuer, properties.audience()));
                        return decoder;
                    }),
                    clock);
        }
        return new RememberedTokens(
                NimbusJwtDecoder.withPublicKey(signingKey.toRSAPublicKey()).build(), clock);
    }

    /** Nobody reads a span for each filter of each request, and they cost more than the filters. */
    @Bean
    SecurityObservationSettings observeNoFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(HeaderCharacters::allowedInName);
        firewall.setAllowedHeaderValues(HeaderCharacters::allowedInValue);
        return firewall;
    }

    /** A provider issues tokens for many: only those of this issuer, for this hub, and not expired, open a door here. */
    static OAuth2TokenValidator<Jwt> externalTokens(String issuer, String audience) {
        OAuth2TokenValidator<Jwt> forThisHub = token ->
                Objects.requireNonNullElse(token.getAudience(), List.of()).contains(audience)
                        ? OAuth2TokenValidatorResult.success()
                        : OAuth2TokenValidatorResult.failure(
                                new OAuth2Error("invalid_token", "The token is not meant for " + audience, null));
        return new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer), forThisHub);
    }

    @Bean
    JwtGenerator tokens(JWKSource<SecurityContext> keys, Clients clients) {
        JwtGenerator tokens = new JwtGenerator(new NimbusJwtEncoder(keys));
        tokens.setJwtCustomizer(
                context -> context.getClaims().claims(claims -> TokenClaims.write(actor(context, clients), claims)));
        return tokens;
    }

    private static Actor actor(JwtEncodingContext context, Clients clients) {
        return context.getAuthorizationGrant() instanceof DemoUserExchange.Grant grant
                ? grant.actor()
                : clients.actor(context.getRegisteredClient().getClientId()).orElseThrow();
    }

    @Bean
    OAuth2AuthorizationService issuedTokens() {
        return new NothingKept();
    }

    @Bean
    AuthorizationServerSettings tokenDoorSettings() {
        return AuthorizationServerSettings.builder().build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenDoor(
            HttpSecurity http,
            Accounts accounts,
            JwtGenerator tokens,
            IdentityProperties properties,
            Environment environment)
            throws Exception {
        if (properties.issuer() != null) {
            return http.securityMatcher("/oauth2/**")
                    .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
        return http.securityMatcher("/oauth2/**")
                .oauth2AuthorizationServer(server -> server.tokenEndpoint(token -> {
                    if (environment.acceptsProfiles(Profiles.of("demo"))) {
                        // Not a bean: Spring would offer it to the other doors too.
                        DemoUserExchange exchange = new DemoUserExchange(accounts, tokens);
                        token.accessTokenRequestConverter(exchange);
                        token.authenticationProvider(exchange);
                    }
                }))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/oauth2/jwks", "/oauth2/token")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain loginDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher("/login", "/logout", "/hawtio", "/hawtio/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/login")
                        .permitAll()
                        .anyRequest()
                        .hasAnyRole(AccessRules.names(Role.OPERATOR)))
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/hawtio/"))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                // Hawtio's pages send no token with their questions to Jolokia: there the session cookie is
                // SameSite=Strict, and
                // Jolokia's restrictor refuses every origin but the hub's own.
                .csrf(csrf -> csrf.spa().ignoringRequestMatchers("/hawtio/jolokia/**"))
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain everythingElse(HttpSecurity http, Exchanges exchanges, Clock clock, Environment environment)
            throws Exception {
        Refusals refusals = new Refusals(exchanges, clock);
        boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
        return http.authorizeHttpRequests(requests -> AccessRules.apply(requests, demo))
                .oauth2ResourceServer(tokens -> tokens.authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(ActorAuthentication.fromToken())))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie opens anything behind this door, so no foreign page can borrow one.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Customizer.withDefaults())
                .build();
    }
}
