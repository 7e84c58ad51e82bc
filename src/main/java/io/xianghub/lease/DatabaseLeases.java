package io.xianghub.lease;

import io.xianghub.shared.database.Dialect;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Leases as rows of one table; taking and renewing commit at once, whatever transaction the caller is in. */
final class DatabaseLeases implements Leases {

    private final JdbcClient jdbc;
    private final TransactionTemplate alone;
    private final String ignoringConflict;
    private final String node;

    /** @param node this process; never the name of an earlier one, so that nobody inherits a lease by accident */
    DatabaseLeases(JdbcClient jdbc, PlatformTransactionManager transactions, Dialect dialect, String node) {
        this.jdbc = jdbc;
        this.node = node;
        alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // PostgreSQL aborts a transaction whose insert fails; H2 does not and knows no "on conflict".
        ignoringConflict = dialect == Dialect.POSTGRESQL ? "on conflict do nothing" : "";
    }

    @Override
    public Optional<Lease> acquire(String name, Duration term) {
        Optional<Lease> taken = alone.execute(begun -> {
            boolean mine = take(name, term) == 1 || (insert(name) && take(name, term) == 1);
            return mine ? Optional.of(held(name)) : Optional.empty();
        });
        return Objects.requireNonNull(taken);
    }

    private int take(String name, Duration term) {
        return jdbc.sql(
                        """
                        update lease
                           set epoch = case when owner = :node then epoch else epoch + 1 end,
                               owner = :node,
                               expires_at = current_timestamp + cast(:seconds as double precision) * interval '1' second
                         where name = :name
                           and (owner is null or owner = :node or expires_at <= current_timestamp)
                        """)
                .param("name", name)
                .param("node", node)
                .param("seconds", seconds(term))
                .update();
    }

    private boolean insert(String name) {
        String free = "insert into lease (name, owner, epoch, expires_at) values (:name, null, 0, current_timestamp) "
                + ignoringConflict;
        try {
            return jdbc.sql(free).param("name", name).update() == 1;
        } catch (DuplicateKeyException otherNodeWasFirst) {
            return false;
        }
    }

    private Lease held(String name) {
        long epoch = jdbc.sql("select epoch from lease where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
        return new Lease(name, node, epoch);
    }

    @Override
    public boolean renew(Lease lease, Duration term) {
        Integer renewed = alone.execute(begun -> jdbc.sql(
                        """
                        update lease
                           set expires_at = current_timestamp + cast(:seconds as double precision) * interval '1' second
                         where name = :name and owner = :owner and epoch = :epoch
                        """)
                .param("seconds", seconds(term))
                .param("name", lease.name())
                .param("owner", lease.owner())
                .param("epoch", lease.epoch())
                .update());
        return renewed != null && renewed == 1;
    }

    @Override
    public void release(Lease lease) {
        alone.executeWithoutResult(begun -> jdbc.sql(
                        """
                        update lease set owner = null, expires_at = current_timestamp
                         where name = :name and owner = :owner and epoch = :epoch
                        """)
                .param("name", lease.name())
                .param("owner", lease.owner())
                .param("epoch", lease.epoch())
                .update());
    }

    @Override
    public void fence(Lease lease) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A fence outside a transaction protects nothing: " + lease.name());
        }
        boolean mine = jdbc.sql(
                        """
                        select epoch from lease
                         where name = :name and owner = :owner and epoch = :epoch
                           for update
                        """)
                .param("name", lease.name())
                .param("owner", lease.owner())
                .param("epoch", lease.epoch())
                .query(Long.class)
                .optional()
                .isPresent();
        if (!mine) {
            throw new LeaseLost(lease);
        }
    }

    private static double seconds(Duration term) {
        return term.toMillis() / 1000.0;
    }
}
