package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.store.BundleStore;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes change one candidate at once: the one that is slower by a commit changes nothing and says so. */
class CandidateRacesTest {

    private static final BundleName NAME = new BundleName("pension");
    private static final String WITHOUT_JMX = "org.apache.camel.jmx.disabled";

    /** What the other node does while this one stands before its commit. */
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

    private final @Nullable String jmx = System.getProperty(WITHOUT_JMX);
    private TestHub here;
    private TestHub other;

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
    private void start(Dialect dialect) {
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

    private static BundleSource version(String version) {
        return BundleSource.of("pension", version);
    }

    private void look() {
        here.deployments.catchUp().look(Runnable::run);
    }

    /** Refused, with nothing changed but by the other node, nothing left running, and a receipt. */
    private void refused(ThrowingCallable change) {
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

    @ParameterizedTest
    @EnumSource
    void putsNoCandidateWhereAnotherNodeHasJustPutOne(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> other.deploy(version("1.1.0"), Mode.CANARY, 10));

        refused(() -> here.deploy(version("1.2.0"), Mode.CANARY, 10));

        look();
        here.deploy(version("1.2.0"), Mode.CANARY, 10);
        assertThat(here.candidates()).singleElement().satisfies(row -> assertThat(row.digest())
                .isEqualTo(version("1.2.0").build().digest()));
    }

    @ParameterizedTest
    @EnumSource
    void putsNoCandidateInThePlaceOfOneThatAnotherNodeHasJustReplaced(Dialect dialect) {
        start(dialect);
        other.deploy(version("1.1.0"), Mode.CANARY, 10);
        look();
        meanwhile.set(() -> other.deploy(version("1.2.0"), Mode.CANARY, 10));

        refused(() -> here.deploy(version("1.3.0"), Mode.CANARY, 10));
    }

    @ParameterizedTest
    @EnumSource
    void givesNoOtherShareToACandidateThatAnotherNodeHasJustChanged(Dialect dialect) {
        start(dialect);
        other.deploy(version("1.1.0"), Mode.CANARY, 10);
        look();
        meanwhile.set(() -> other.deploy(version("1.1.0"), Mode.CANARY, 20));

        refused(() -> here.deploy(version("1.1.0"), Mode.CANARY, 50));

        meanwhile.set(() -> other.deploy(version("1.1.0"), Mode.SHADOW, 20));
        look();
        refused(() -> here.deploy(version("1.1.0"), Mode.CANARY, 50));
    }

    @ParameterizedTest
    @EnumSource
    void abandonsNoCandidateThatAnotherNodeHasJustPutThere(Dialect dialect) {
        start(dialect);
        other.deploy(version("1.1.0"), Mode.CANARY, 10);
        look();
        meanwhile.set(() -> other.deploy(version("1.2.0"), Mode.CANARY, 10));

        refused(() -> here.deployments.abandon(NAME, 1, "engineer", "wrong"));
    }

    @ParameterizedTest
    @EnumSource
    void promotesNoCandidateThatAnotherNodeHasJustAbandoned(Dialect dialect) {
        start(dialect);
        Receipt canary = other.deploy(version("1.1.0"), Mode.CANARY, 10);
        look();
        meanwhile.set(() -> other.deployments.abandon(NAME, 1, "engineer", "wrong"));

        refused(() -> here.deployments.promote(
                NAME, canary.digest(), Order.deploy(version("1.1.0").build(), "engineer")));
    }

    @ParameterizedTest
    @EnumSource
    void putsNoCandidateBesideAVersionThatAnotherNodeHasJustReplacedOrTakenOff(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> other.deploy(version("1.0.1")));
        refused(() -> here.deploy(version("1.1.0"), Mode.CANARY, 10));

        look();
        meanwhile.set(() -> other.deployments.uninstall(NAME, 1, "engineer", null));
        refused(() -> here.deploy(version("1.1.0"), Mode.CANARY, 10));
    }

    @ParameterizedTest
    @EnumSource
    void putsACandidateInThePlaceOfOneThatDoesNotRunHere(Dialect dialect) {
        start(dialect);
        here.withoutCounting = true;
        other.deploy(version("1.1.0").steps("- to: redemption:count/up"), Mode.SHADOW, 10);
        look();
        assertThat(here.active.slot(NAME, 1).orElseThrow().candidate()).isNull();

        here.deploy(version("1.2.0"), Mode.CANARY, 30);

        assertThat(here.candidates())
                .extracting(BundleStore.CandidateRow::stand)
                .containsExactly(new Candidate.Stand(Mode.CANARY, 30));
    }
}
