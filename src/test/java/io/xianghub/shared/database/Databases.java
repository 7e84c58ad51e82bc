package io.xianghub.shared.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Fresh, migrated databases for tests: H2 in memory, and PostgreSQL as one server with a database for each test. */
public final class Databases {

    private static EmbeddedPostgres server;

    private Databases() {}

    public static DataSource fresh(Dialect dialect) {
        DataSource source = dialect == Dialect.H2 ? h2() : postgresql();
        Migrations.run(source);
        return source;
    }

    private static DataSource h2() {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + name() + ";DB_CLOSE_DELAY=-1", "hub", "");
        pool.setMaxConnections(30);
        return pool;
    }

    private static DataSource postgresql() {
        String name = name();
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (java.sql.SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return server().getDatabase("postgres", name);
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.start();
            } catch (IOException unavailable) {
                throw new UncheckedIOException(unavailable);
            }
        }
        return server;
    }

    private static String name() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }
}
