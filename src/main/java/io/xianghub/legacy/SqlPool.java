package io.xianghub.legacy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** A few connections to one department's database, which read only; what sets a flag is the one exception. */
final class SqlPool implements Transport {

    static final int MOST_CONNECTIONS = 8;
    private static final Duration AFTER_CANCEL = Duration.ofSeconds(1);

    private final HikariDataSource pool;
    private final Watchdog watchdog;

    @FunctionalInterface
    interface Reader<R extends @Nullable Object> {
        R read(ResultSet rows) throws SQLException;
    }

    @FunctionalInterface
    private interface Running<R extends @Nullable Object> {
        R run(PreparedStatement statement) throws SQLException;
    }

    /** The query did not end in time. */
    static final class TooSlow extends SQLException {
        TooSlow(SQLException cause) {
            super("The query did not end in time", cause);
        }
    }

    /** No driver knows the address. */
    static final class NoDriver extends SQLException {
        NoDriver(RuntimeException cause) {
            super("No driver knows this address", "08001", cause);
        }
    }

    /** All connections are in use. */
    static final class Busy extends SQLException {
        Busy(SQLException cause) {
            super("All connections are in use", cause);
        }
    }

    SqlPool(Binding binding, Watchdog watchdog, Drivers drivers) throws NoDriver {
        this.watchdog = watchdog;
        HikariConfig config = new HikariConfig();
        String user = binding.properties().getOrDefault("user", "");
        String password = binding.secret() == null ? "" : binding.secret().value();
        Optional<Driver> dropped = drivers.find(binding.address());
        if (dropped.isPresent()) {
            config.setDataSource(new SimpleDriverDataSource(dropped.get(), binding.address(), user, password));
        } else {
            config.setJdbcUrl(binding.address());
            config.setUsername(user);
            config.setPassword(password);
        }
        config.setMaximumPoolSize(Math.min(binding.limits().concurrency(), MOST_CONNECTIONS));
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        config.setConnectionTimeout(Math.max(250, binding.connectTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        // PostgreSQL keeps a read-only promise only inside a transaction.
        config.setAutoCommit(false);
        config.setPoolName("hub-legacy-sql");
        pool = open(config);
    }

    private static HikariDataSource open(HikariConfig config) throws NoDriver {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unknown) {
            throw new NoDriver(unknown);
        }
    }

    <R extends @Nullable Object> R query(
            String sql, List<? extends @Nullable Object> parameters, int maxRows, Duration within, Reader<R> reader)
            throws SQLException {
        try (Connection connection = connection()) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setMaxRows(maxRows);
                statement.setFetchSize(Math.min(maxRows, 1000));
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                return watched(connection, statement, within, running -> {
                    try (ResultSet rows = running.executeQuery()) {
                        return reader.read(rows);
                    }
                });
            } finally {
                connection.rollback();
            }
        }
    }

    /**
     * Runs the statement once for each list of parameters, all of them in one transaction.
     *
     * @return how many rows it has changed for each list; 1 where the driver cannot count
     */
    int[] change(String sql, List<? extends List<?>> parameters, Duration within) throws SQLException {
        try (Connection connection = connection()) {
            // Of this connection until it goes back to the pool.
            connection.setReadOnly(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (List<?> values : parameters) {
                    for (int i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i));
                    }
                    statement.addBatch();
                }
                int[] changed = watched(connection, statement, within, PreparedStatement::executeBatch);
                connection.commit();
                return Arrays.stream(changed)
                        .map(rows -> rows == Statement.SUCCESS_NO_INFO ? 1 : rows)
                        .toArray();
            } catch (BatchUpdateException failed) {
                // It says that the batch failed, and the one behind it why.
                SQLException why = failed.getNextException();
                throw why == null ? failed : why;
            } finally {
                connection.rollback();
            }
        }
    }

    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException none) {
            boolean allInUse = pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
            throw allInUse ? new Busy(none) : none;
        }
    }

    /** Whether user and password are right and the database answers. */
    boolean answers(Duration within) throws SQLException {
        try (Connection connection = connection()) {
            return connection.isValid((int) Math.max(1, within.toSeconds()));
        }
    }

    private <R extends @Nullable Object> R watched(
            Connection connection, PreparedStatement statement, Duration within, Running<R> running)
            throws SQLException {
        limitNetwork(connection, within.plus(AFTER_CANCEL));
        try (Watchdog.Watch watch = watchdog.in(within, statement::cancel)) {
            try {
                return running.run(statement);
            } catch (SQLException failed) {
                if (watch.fired()) {
                    throw new TooSlow(failed);
                }
                throw failed;
            }
        }
    }

    /** A server that has vanished does not answer a cancellation either. */
    private static void limitNetwork(Connection connection, Duration within) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, (int) within.toMillis());
        } catch (SQLFeatureNotSupportedException driverHasNone) {
            return;
        }
    }

    /** The JDBC type of a column, to compare a key in its own type. */
    int typeOf(String table, String column, Duration within) throws SQLException {
        return query(
                "select " + column + " from " + table + " where 1 = 0", List.of(), 1, within, rows -> rows.getMetaData()
                        .getColumnType(1));
    }

    @Override
    public void close() {
        pool.close();
    }
}
