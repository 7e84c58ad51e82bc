package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring programs in a small size: what they count must be right; how long it takes is not asked. */
@Tag("bench")
class BundleBenchTest {

    @TempDir
    Path folder;

    @Test
    void failsNoCallFromAnotherProcessWhileVersionsAreSwapped() throws Exception {
        SwapsUnderLoad.Verdict verdict = SwapsUnderLoad.run(folder, 10, 5, 2_000);

        assertThat(verdict.swaps()).isEqualTo(10);
        assertThat(verdict.failed()).isZero();
        assertThat(verdict.answered()).isGreaterThan(100);
    }

    @Test
    void provesEveryDeploymentWithItsSamplesAndDeploysBesideADrain() throws Exception {
        DeploymentTimes.Verdict verdict = new DeploymentTimes().run(folder, 5, 2_000);

        assertThat(verdict.alone().getTotalCount()).isEqualTo(5);
        assertThat(verdict.besideDrain().getTotalCount()).isPositive();
        assertThat(verdict.drained()).isTrue();
        assertThat(verdict.failedSamples()).isZero();
    }

    @Test
    void leavesNothingBehindAfterDeployingAndUninstalling() throws Exception {
        DeployCycles.Verdict verdict = DeployCycles.run(folder, 20, 20);

        assertThat(verdict.residues()).isZero();
        assertThat(verdict.after().meters()).isEqualTo(verdict.before().meters());
        assertThat(verdict.after().beans()).isEqualTo(verdict.before().beans());
    }

    @Test
    void startsAgainWithEveryBundleItHad() throws Exception {
        ManyBundles.Verdict verdict = ManyBundles.run(folder, 20, 1, 1_000);

        assertThat(verdict.failed()).isZero();
        assertThat(verdict.many()).allSatisfy(answered -> assertThat(answered).isPositive());
    }
}
