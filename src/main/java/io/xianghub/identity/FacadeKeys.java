package io.xianghub.identity;

import io.xianghub.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The systems that sign legacy-shaped calls, in the database; their tokens are sealed. */
final class FacadeKeys {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final boolean demo;

    /** @param demo whether the demo's keys count */
    FacadeKeys(JdbcClient jdbc, Vault vault, boolean demo) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.demo = demo;
    }

    /**
     * @param token what both ends know; null where the system has a key pair
     * @param scheme the only scheme that it signs by; null for any
     */
    record Key(String department, @Nullable String token, @Nullable String publicKey, @Nullable String scheme) {

        @Override
        public String toString() {
            return "Key of " + department;
        }
    }

    Optional<Key> find(String caller) {
        return jdbc.sql(
                        """
                        select sealed_token, public_key, scheme, department from facade_key
                         where paasid = :paasid and (demo = false or :demo)""")
                .param("paasid", caller)
                .param("demo", demo)
                .query((row, number) -> read(row))
                .optional();
    }

    private Key read(ResultSet row) throws SQLException {
        String sealed = row.getString("sealed_token");
        return new Key(
                row.getString("department"),
                sealed == null
                        ? null
                        : new String(vault.open(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8),
                row.getString("public_key"),
                row.getString("scheme"));
    }

    /** Writes a new key; whether there was none of this name. */
    boolean add(String caller, Key key, boolean forDemo) {
        return jdbc.sql(
                                """
                                insert into facade_key (paasid, sealed_token, public_key, scheme, department, demo)
                                select :paasid, :token, :publicKey, :scheme, :department, :demo
                                 where not exists (select 1 from facade_key where paasid = :paasid)""")
                        .param("paasid", caller)
                        .param("token", key.token() == null ? null : sealed(key.token()), java.sql.Types.VARCHAR)
                        .param("publicKey", key.publicKey(), java.sql.Types.VARCHAR)
                        .param("scheme", key.scheme(), java.sql.Types.VARCHAR)
                        .param("department", key.department())
                        .param("demo", forDemo)
                        .update()
                > 0;
    }

    private String sealed(String token) {
        return Base64.getEncoder().encodeToString(vault.seal(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether there was one. */
    boolean remove(String caller) {
        return jdbc.sql("delete from facade_key where paasid = :paasid")
                        .param("paasid", caller)
                        .update()
                > 0;
    }
}
