package io.xianghub.bundle.camel;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.border.Effects;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.lease.Lease;
import io.xianghub.lease.LeaseLost;
import io.xianghub.lease.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Component;

/**
 * Contexts for a bundle outside a hub: what other modules would add is stood in for, nothing polls. Inputs must come behind
 * a border that is played; past it there is nobody.
 */
public final class StandIns {

    private StandIns() {}

    public static BundleContexts contexts() {
        return contexts(BundleLimits.standard());
    }

    public static BundleContexts contexts(BundleLimits limits) {
        List<HubEndpoints> endpoints =
                Effects.SCHEMES.stream().<HubEndpoints>map(StandIn::new).toList();
        FileIntake nothingPolls =
                new FileIntake(new NobodysTurn(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30));
        return new BundleContexts(
                endpoints, nothingPolls, Observations.of(nothingPolls.clock()), limits, new SimpleMeterRegistry());
    }

    private record StandIn(String scheme) implements HubEndpoints {

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(remaining -> exchange -> {
                throw new IllegalStateException("Outside a hub " + scheme + ":" + remaining + " can only be played");
            });
        }
    }

    private static final class NobodysTurn implements Leases {

        @Override
        public Optional<Lease> acquire(String name, Duration term) {
            return Optional.empty();
        }

        @Override
        public boolean renew(Lease lease, Duration term) {
            return false;
        }

        @Override
        public void release(Lease lease) {}

        @Override
        public void fence(Lease lease) {
            throw new LeaseLost(lease);
        }
    }
}
