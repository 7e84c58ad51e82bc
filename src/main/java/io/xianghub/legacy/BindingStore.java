package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bindings that departments set, and whose connections they are; the secret is sealed. */
final class BindingStore {

    // How long another node's change may go unnoticed.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final JdbcClient sql;
    private final Vault vault;
    private final Clock clock;
    private final Map<Bindings.Key, Read> cache = new ConcurrentHashMap<>();

    private record Read(Instant at, Optional<Binding> binding) {}

    /** Where a connection is to lead. */
    record Written(String address, BindingSettings settings, Tls tls, KeptSecrets secrets) {}

    /** @param binding null until somebody sets one */
    record Stored(String department, String style, @Nullable Binding binding, KeptSecrets secrets, long version) {}

    BindingStore(JdbcClient sql, Vault vault, Clock clock) {
        this.sql = sql;
        this.vault = vault;
        this.clock = clock;
    }

    Optional<Binding> find(Bindings.Key key) {
        Read read = cache.get(key);
        Instant now = clock.instant();
        if (read == null || read.at().plus(FRESH).isBefore(now)) {
            read = new Read(now, stored(key).flatMap(stored -> Optional.ofNullable(stored.binding())));
            cache.put(key, read);
        }
        return read.binding();
    }

    Optional<Stored> stored(Bindings.Key key) {
        return sql.sql(
                        """
                        select department, style, address, settings, tls, sealed_secret, sealed_secrets, version
                          from legacy_connection
                         where bundle = :bundle and connection = :connection
                        """)
                .param("bundle", key.bundle().value())
                .param("connection", key.connection())
                .query((row, number) -> read(row))
                .optional();
    }

    /** Connections by bundle and name; null departments mean everybody's. */
    Map<Bindings.Key, Stored> all(@Nullable Set<String> departments) {
        if (departments != null && departments.isEmpty()) {
            return Map.of();
        }
        Map<Bindings.Key, Stored> found = new LinkedHashMap<>();
        sql.sql(
                        """
                        select bundle, connection, department, style, address, settings, tls, sealed_secret,
                               sealed_secrets, version
                          from legacy_connection
                         where :everybody or department in (:departments)
                         order by bundle, connection
                        """)
                .param("everybody", departments == null)
                .param("departments", departments == null ? Set.of("") : departments)
                .query((row, number) -> Map.entry(
                        new Bindings.Key(new BundleName(row.getString("bundle")), row.getString("connection")),
                        read(row)))
                .list()
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    private Stored read(ResultSet row) throws SQLException {
        String address = row.getString("address");
        KeptSecrets secrets =
                KeptSecrets.read(opened(row.getBytes("sealed_secret")), opened(row.getBytes("sealed_secrets")));
        return new Stored(
                row.getString("department"),
                row.getString("style"),
                address == null
                        ? null
                        : BindingSettings.read(json(row.getString("settings")))
                                .binding(address, secrets.main())
                                .secrets(secrets.named())
                                .tls(Tls.read(json(row.getString("tls"))).key(secrets.tlsKey())),
                secrets,
                row.getLong("version"));
    }

    private @Nullable String opened(byte @Nullable [] sealed) {
        return sealed == null ? null : new String(vault.open(sealed), StandardCharsets.UTF_8);
    }

    private byte @Nullable [] sealed(@Nullable String text) {
        return text == null ? null : vault.seal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<?, ?> json(@Nullable String json) {
        try {
            return json != null && Json.parse(json) instanceof Map<?, ?> map ? map : Map.of();
        } catch (Malformed impossible) {
            throw new IllegalStateException("legacy_connection has what is not JSON", impossible);
        }
    }

    /** Remembers the connections of a published bundle; what they are bound to stays. */
    void own(BundleName bundle, String department, Map<String, Connection> connections) {
        connections.forEach((name, connection) -> {
            String style = connection
                    .definition()
                    .declared()
                    .get("style")
                    .flatMap(node -> node.asText())
                    .orElse("");
            if (updateOwner(bundle, name, department, style) == 0) {
                insertOwner(bundle, name, department, style);
            }
        });
    }

    private int updateOwner(BundleName bundle, String name, String department, String style) {
        return sql.sql(
                        """
                        update legacy_connection
                           set department = :department, style = :style
                         where bundle = :bundle and connection = :connection
                        """)
                .param("department", department)
                .param("style", style)
                .param("bundle", bundle.value())
                .param("connection", name)
                .update();
    }

    private void insertOwner(BundleName bundle, String name, String department, String style) {
        try {
            sql.sql(
                            """
                            insert into legacy_connection (bundle, connection, department, style, version, updated_at)
                            values (:bundle, :connection, :department, :style, 0, :now)
                            """)
                    .param("bundle", bundle.value())
                    .param("connection", name)
                    .param("department", department)
                    .param("style", style)
                    .param("now", now())
                    .update();
        } catch (org.springframework.dao.DuplicateKeyException anotherNodeWasFirst) {
            updateOwner(bundle, name, department, style);
        }
    }

    /**
     * Sets the binding, all its secrets with it, if it is still at {@code version}.
     *
     * @throws Problem {@code CONFLICT} when somebody was faster
     */
    void set(Bindings.Key key, Written written, long version, String by) {
        KeptSecrets secrets = written.secrets();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", written.address());
        values.put("settings", Json.write(written.settings().plain()));
        values.put("tls", Json.write(written.tls().plain()));
        values.put("now", now());
        values.put("by", by);
        values.put("bundle", key.bundle().value());
        values.put("connection", key.connection());
        values.put("version", version);
        int changed = sql.sql(
                        """
                        update legacy_connection
                           set address = :address, settings = :settings, tls = :tls, version = version + 1,
                               sealed_secret = :secret, sealed_secrets = :secrets, updated_at = :now, updated_by = :by
                         where bundle = :bundle and connection = :connection and version = :version
                        """)
                .params(values)
                .param("secret", sealed(secrets.mainItself()), java.sql.Types.VARBINARY)
                .param("secrets", sealed(secrets.json()), java.sql.Types.VARBINARY)
                .update();
        if (changed == 0) {
            throw Problem.of(
                    ProblemType.CONFLICT, Text.of("绑定已被他人修改", "Somebody has changed the binding since you read it"));
        }
        cache.remove(key);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
