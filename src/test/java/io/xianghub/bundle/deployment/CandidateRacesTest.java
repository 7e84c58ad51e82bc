package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.database.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes change one candidate at once: the one that is slower by a commit changes nothing and says so. */
class CandidateRacesTest extends TwoNodes {

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
