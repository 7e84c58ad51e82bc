package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.database.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One node takes a bundle off while another changes it: the one that is slower by a commit changes nothing and says so. */
class UninstallRacesTest extends TwoNodes {

    private void uninstall(TestHub node) {
        node.deployments.uninstall(NAME, 1, "engineer", null);
    }

    /** Nothing is left of the bundle: not in the database, not on a node. */
    private void gone() {
        assertThat(other.store.standing()).isEmpty();
        // Not by what stands beside a version that answers: nothing does, and a row could still be left.
        assertThat(other.jdbc
                        .sql("select count(*) from bundle_candidate")
                        .query(Integer.class)
                        .single())
                .isZero();
        for (TestHub node : new TestHub[] {here, other}) {
            node.deployments.catchUp().look(Runnable::run);
            assertThat(node.active.slots()).isEmpty();
            assertThat(node.contexts()).isEmpty();
            assertThat(node.deployments.catchUp().behind()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesOffNoVersionThatAnotherNodeHasJustReplaced(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> other.deploy(version("1.0.1")));

        refused(() -> uninstall(here));

        assertThat(here.call("pension")).isEqualTo("1.0.0");
        look();
        assertThat(here.call("pension")).isEqualTo("1.0.1");
        uninstall(here);
        gone();
    }

    @ParameterizedTest
    @EnumSource
    void takesOffNothingThatAnotherNodeHasJustTakenOff(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> uninstall(other));

        refused(() -> uninstall(here));

        look();
        gone();
        assertThat(here.receipts.page(NAME, null, 10))
                .extracting(Receipt::outcome)
                .filteredOn(Receipt.Outcome.UNINSTALLED::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesOffWithABundleWhatAnotherNodeHasJustPutBesideIt(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> other.deploy(version("1.1.0"), Mode.CANARY, 10));

        uninstall(here);

        gone();
    }

    @ParameterizedTest
    @EnumSource
    void deploysNothingInThePlaceOfWhatAnotherNodeHasJustTakenOff(Dialect dialect) {
        start(dialect);
        meanwhile.set(() -> uninstall(other));

        refused(() -> here.deploy(version("1.0.1")));

        look();
        gone();
        here.deploy(version("1.0.1"));
        assertThat(here.call("pension")).isEqualTo("1.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void promotesNoCandidateOfABundleThatAnotherNodeHasJustTakenOff(Dialect dialect) {
        start(dialect);
        Receipt canary = other.deploy(version("1.1.0"), Mode.CANARY, 10);
        look();
        meanwhile.set(() -> uninstall(other));

        refused(() -> here.deployments.promote(
                NAME, canary.digest(), Order.deploy(version("1.1.0").build(), "engineer")));

        look();
        gone();
    }
}
