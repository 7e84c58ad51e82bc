package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Subject;
import io.xianghub.shared.identity.Uscc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** An actor as an access token carries it; a certificate's number never enters a token, only its keyed fingerprint. */
final class TokenClaims {

    private static final String ACTOR = "actor";
    private static final String ROLES = "roles";
    private static final String DEPARTMENTS = "departments";
    private static final String CERTIFICATE = "certificate";
    private static final String ENTERPRISE = "enterprise";
    private static final String LEVEL = "real_name_level";

    private TokenClaims() {}

    static void write(Actor actor, Map<String, Object> claims) {
        claims.put(ACTOR, actor.name());
        claims.put(ROLES, List.copyOf(Words.words(actor.roles())));
        claims.put(DEPARTMENTS, List.copyOf(actor.departments()));
        Subject subject = actor.subject();
        if (subject == null) {
            claims.put("sub", actor.name());
            return;
        }
        claims.put("sub", subject.id());
        claims.put(CERTIFICATE, subject.certificate());
        claims.put(LEVEL, subject.realNameLevel());
        Uscc enterprise = subject.enterprise();
        if (enterprise != null) {
            claims.put(ENTERPRISE, enterprise.value());
        }
    }

    /** @throws RuntimeException when the token is signed rightly and yet is not one for the hub */
    static Actor read(Jwt token) {
        Set<Role> roles = Words.roles(list(token, ROLES));
        return new Actor(
                Objects.requireNonNull(token.getClaimAsString(ACTOR), "claim " + ACTOR),
                roles,
                Set.copyOf(list(token, DEPARTMENTS)),
                subject(token));
    }

    private static @Nullable Subject subject(Jwt token) {
        String certificate = token.getClaimAsString(CERTIFICATE);
        if (certificate == null) {
            return null;
        }
        String enterprise = token.getClaimAsString(ENTERPRISE);
        Number level = Objects.requireNonNull(token.getClaim(LEVEL), "claim " + LEVEL);
        return new Subject(
                Objects.requireNonNull(token.getSubject()),
                certificate,
                enterprise == null ? null : new Uscc(enterprise),
                level.intValue());
    }

    private static List<String> list(Jwt token, String claim) {
        List<String> values = token.getClaimAsStringList(claim);
        return values == null ? List.of() : values;
    }
}
