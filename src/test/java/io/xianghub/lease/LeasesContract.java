package io.xianghub.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

abstract class LeasesContract {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Dialect dialect;
    private JdbcTransactionManager transactions;
    private JdbcClient jdbc;
    private Leases first;
    private Leases second;

    LeasesContract(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void twoNodes() {
        DataSource source = Databases.fresh(dialect);
        transactions = new JdbcTransactionManager(source);
        jdbc = JdbcClient.create(source);
        first = node("first");
        second = node("second");
    }

    private Leases node(String name) {
        return new DatabaseLeases(jdbc, transactions, dialect, name);
    }

    @Test
    void givesALeaseToOneNodeOnly() {
        assertThat(first.acquire("relay", LONG)).isPresent();
        assertThat(second.acquire("relay", LONG)).isEmpty();
        assertThat(second.acquire("other", LONG)).isPresent();
    }

    @Test
    void keepsTheEpochWhileOneNodeHoldsIt() {
        Lease taken = first.acquire("relay", LONG).orElseThrow();
        assertThat(first.acquire("relay", LONG)).contains(taken);
        assertThat(first.renew(taken, LONG)).isTrue();
    }

    @Test
    void handsAnExpiredLeaseOnWithTheNextEpoch() {
        Lease old = first.acquire("relay", SHORT).orElseThrow();
        Lease next = await().until(() -> second.acquire("relay", LONG), Optional::isPresent)
                .orElseThrow();
        assertThat(next.epoch()).isEqualTo(old.epoch() + 1);
        assertThat(next.owner()).isEqualTo("second");
    }

    @Test
    void handsAReleasedLeaseOnAtOnce() {
        Lease old = first.acquire("relay", LONG).orElseThrow();
        first.release(old);
        assertThat(second.acquire("relay", LONG)).map(Lease::epoch).contains(old.epoch() + 1);
    }

    @Test
    void fencesOutTheZombieWhoseLeaseWentToAnother() {
        Lease zombie = first.acquire("relay", SHORT).orElseThrow();
        await().until(() -> second.acquire("relay", LONG).isPresent());

        TransactionTemplate transaction = new TransactionTemplate(transactions);
        assertThatThrownBy(() -> transaction.executeWithoutResult(begun -> first.fence(zombie)))
                .isInstanceOf(LeaseLost.class);
        assertThat(first.renew(zombie, LONG)).isFalse();
        first.release(zombie);
        assertThat(first.acquire("relay", LONG)).isEmpty();
    }

    @Test
    void letsNobodyTakeALeaseWhileItsHolderWritesUnderIt() throws Exception {
        Lease holder = first.acquire("relay", SHORT).orElseThrow();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Long> taken = new TransactionTemplate(transactions).execute(begun -> {
                first.fence(holder);
                Future<Long> attempt = other.submit(() -> await().atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> second.acquire("relay", LONG), Optional::isPresent)
                        .orElseThrow()
                        .epoch());
                await().during(Duration.ofMillis(400)).until(() -> !attempt.isDone());
                return attempt;
            });
            assertThat(taken.get()).isEqualTo(holder.epoch() + 1);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void refusesAFenceOutsideATransaction() {
        Lease lease = first.acquire("relay", LONG).orElseThrow();
        assertThatThrownBy(() -> first.fence(lease)).hasMessageContaining("outside a transaction");
    }

    @Test
    void keepsWhatWasTakenInsideATransactionThatRollsBack() {
        new TransactionTemplate(transactions).executeWithoutResult(begun -> {
            assertThat(first.acquire("relay", LONG)).isPresent();
            begun.setRollbackOnly();
        });
        assertThat(second.acquire("relay", LONG)).isEmpty();
    }

    @Test
    void letsOneOfManyWin() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> attempts = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Boolean>)
                            () -> node("node-" + i).acquire("crowded", LONG).isPresent())
                    .toList();
            long winners = 0;
            for (Future<Boolean> attempt : crowd.invokeAll(attempts)) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            crowd.shutdownNow();
        }
    }
}
