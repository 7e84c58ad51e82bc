package io.xianghub.lease;

import io.xianghub.shared.database.Dialect;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real leases of a node by name, for tests with several nodes. */
public final class NodeLeases {

    private NodeLeases() {}

    public static Leases of(DataSource source, String node) {
        return new DatabaseLeases(
                JdbcClient.create(source), new JdbcTransactionManager(source), Dialect.of(source), node);
    }
}
