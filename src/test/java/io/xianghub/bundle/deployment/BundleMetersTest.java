package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.bundle.active.Candidate;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bundle has in hand can be watched while it is here, and leaves no meter behind. */
class BundleMetersTest {

    private static final BundleName NAME = new BundleName("pension");

    private final TestHub hub = new TestHub(Databases.fresh(Dialect.H2), false, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void showsTheInputsInHandUntilTheyAreAnswered() throws Exception {
        hub.deploy(BundleSource.of("pension", "1.0.0")
                .steps("- to: redemption:hold/here", "- setBody: { constant: \"answered\" }"));
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> hub.call("pension"));
        hub.held.await();

        assertThat(inHand()).isEqualTo(1);
        assertThat(held()).isPositive();

        hub.letGo.countDown();
        assertThat(call.get()).isEqualTo("answered");
        assertThat(inHand()).isZero();
        assertThat(held()).isZero();
    }

    @Test
    void showsABundleOnceHoweverOftenItIsReplaced() {
        hub.deploy(BundleSource.of("pension", "1.0.0"));
        hub.deploy(BundleSource.of("pension", "1.0.1"));
        hub.deploy(BundleSource.of("pension", "1.1.0"), Candidate.Mode.CANARY, 10);

        assertThat(hub.meters.find("hub.bundle.inputs").gauges()).hasSize(1);
        assertThat(hub.meters.find("hub.bundle.rejected").meters()).hasSize(2);
    }

    @Test
    void leavesNoMeterOfABundleThatIsGone() {
        hub.deploy(BundleSource.of("pension", "1.0.0"));
        hub.deploy(BundleSource.of("pension", "1.0.1"));

        var unused = hub.deployments.uninstall(NAME, 1, "engineer", null).orElseThrow();

        assertThat(hub.meters.getMeters()).isEmpty();
    }

    @Test
    void leavesNoMeterOfABundleThatCouldNotBeStartedAndThoseOfOneThatRuns() {
        BundleSource broken = BundleSource.of("pension", "1.0.1").steps("- to: redemption:missing/any");
        assertThatThrownBy(() -> hub.deploy(broken)).isInstanceOf(Problem.class);
        assertThat(hub.meters.getMeters()).isEmpty();

        hub.deploy(BundleSource.of("pension", "1.0.0"));
        assertThatThrownBy(() -> hub.deploy(broken)).isInstanceOf(Problem.class);
        assertThat(hub.meters.find("hub.bundle.inputs").gauges()).hasSize(1);
    }

    private double inHand() {
        return hub.meters
                .get("hub.bundle.inputs")
                .tag("bundle", "pension")
                .gauge()
                .value();
    }

    private double held() {
        return hub.meters
                .get("hub.bundle.held")
                .tag("bundle", "pension")
                .gauge()
                .value();
    }
}
