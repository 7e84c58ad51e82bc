package io.xianghub.legacy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SqlConnectionOnPostgreSqlTest extends SqlConnectionContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Connection department() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    Binding binding() {
        return new Binding(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                Map.of("user", "postgres"),
                new Secret("postgres"));
    }

    /** The embedded server trusts every local connection. */
    @Override
    boolean passwordCounts() {
        return false;
    }
}
