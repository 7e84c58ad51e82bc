package io.xianghub.lease;

import io.xianghub.shared.Ids;
import io.xianghub.shared.database.Dialect;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real leases for tests of modules above. */
public final class TestLeases {

    private TestLeases() {}

    public static Leases node(DataSource source, JdbcTransactionManager transactions) {
        return new DatabaseLeases(JdbcClient.create(source), transactions, Dialect.of(source), Ids.next());
    }
}
