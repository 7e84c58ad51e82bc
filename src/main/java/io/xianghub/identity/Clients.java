package io.xianghub.identity;

import io.xianghub.shared.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The systems that may ask for tokens, in the database. */
final class Clients implements RegisteredClientRepository {

    private final JdbcClient jdbc;
    private final Duration tokenLifetime;
    private final boolean demo;

    /** @param demo whether the demo's clients count */
    Clients(JdbcClient jdbc, Duration tokenLifetime, boolean demo) {
        this.jdbc = jdbc;
        this.tokenLifetime = tokenLifetime;
        this.demo = demo;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are not changed through the token endpoint");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return jdbc.sql("select * from oauth_client where id = :id and (demo = false or :demo)")
                .param("id", id)
                .param("demo", demo)
                .query((row, number) -> registered(row))
                .optional()
                .orElse(null);
    }

    private RegisteredClient registered(ResultSet row) throws SQLException {
        String id = row.getString("id");
        RegisteredClient.Builder client = RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(row.getString("secret"))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(tokenLifetime)
                        .build());
        if (row.getBoolean("may_exchange")) {
            client.authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE);
        }
        return client.build();
    }

    /** The client as it acts for itself. */
    Optional<Actor> actor(String id) {
        return jdbc.sql("select * from oauth_client where id = :id and (demo = false or :demo)")
                .param("id", id)
                .param("demo", demo)
                .query((row, number) -> {
                    String department = row.getString("department");
                    return new Actor(
                            id,
                            Words.roles(Words.split(row.getString("roles"))),
                            department == null ? Set.of() : Set.of(department),
                            null);
                })
                .optional();
    }

    /** Writes a new client; leaves one that exists as it is. */
    void add(Actor actor, String secretHash, boolean mayExchange, boolean forDemo) {
        jdbc.sql(
                        """
                        insert into oauth_client (id, secret, roles, department, may_exchange, demo)
                        select :id, :secret, :roles, :department, :mayExchange, :demo
                         where not exists (select 1 from oauth_client where id = :id)""")
                .param("id", actor.name())
                .param("secret", secretHash)
                .param("roles", Words.join(Words.words(actor.roles())))
                .param("department", actor.departments().stream().findFirst().orElse(null))
                .param("mayExchange", mayExchange)
                .param("demo", forDemo)
                .update();
    }
}
