package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes on one database, of which one changes a bundle just before the other commits its own change. */
abstract class TwoNodes {

    static final BundleName NAME = new BundleName("pension");
    private static final String WITHOUT_JMX = "org.apache.camel.jmx.disabled";

    /** What the other node does while this one stands before its commit. */
    final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

    private final @Nullable String jmx = System.getProperty(WITHOUT_JMX);
    TestHub here;
    TestHub other;

    /** Contexts of one name in one process cannot both be shown. */
    @BeforeEach
    void hideContexts() {
        System.setProperty(WITHOUT_JMX, "true");
    }

    @AfterEach
    void stop() {
        here.close();
        other.close();
        if (jmx == null) {
            System.clearProperty(WITHOUT_JMX);
        } else {
            System.setProperty(WITHOUT_JMX, jmx);
        }
    }

    /** Two nodes on which 1.0.0 answers. */
    final void start(Dialect dialect) {
        DataSource source = Databases.fresh(dialect);
        other = new TestHub(source, false, Duration.ofSeconds(20));
        here = new TestHub(source, false, Duration.ofSeconds(20), new BeforeCommit());
        other.deploy(version("1.0.0"));
        look();
    }

    private final class BeforeCommit implements PhaseObserver {

        @Override
        public void begins(BundleName bundle, String phase) {
            Runnable now = phase.equals("commit") ? meanwhile.getAndSet(null) : null;
            if (now != null) {
                now.run();
            }
        }

        @Override
        public void ends(BundleName bundle, String phase, Duration took) {}
    }

    static BundleSource version(String version) {
        return BundleSource.of("pension", version);
    }

    final void look() {
        here.deployments.catchUp().look(Runnable::run);
    }

    /** Refused, with nothing changed but by the other node, nothing left running, and a receipt. */
    final void refused(ThrowingCallable change) {
        List<?> slots = here.active.slots();
        List<CamelContext> contexts = here.contexts();
        AtomicReference<List<Map<String, Object>>> theirs = new AtomicReference<>();
        Runnable overtaking = meanwhile.get();
        meanwhile.set(() -> {
            overtaking.run();
            theirs.set(other.truth());
        });

        assertThatThrownBy(change).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(ProblemType.CONFLICT));

        assertThat(theirs.get()).isEqualTo(other.truth());
        assertThat(here.active.slots()).isEqualTo(slots);
        assertThat(here.contexts()).isEqualTo(contexts);
        assertThat(here.receipts.page(NAME, null, 1))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.REFUSED);
    }
}
