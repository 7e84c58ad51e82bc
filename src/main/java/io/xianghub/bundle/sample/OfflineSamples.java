package io.xianghub.bundle.sample;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.RouteNotBuilt;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.StandIns;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a bundle's samples where there is no hub: its real routes and mappings, and nothing around them. */
public final class OfflineSamples {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** An id's last characters: its first are the time. */
    private static final int RANDOM = 18;

    private OfflineSamples() {}

    /** @throws Problem {@code BUNDLE_REFUSED} when Camel refuses a route */
    public static SampleReport run(CheckedBundle bundle, SampleLimits limits) {
        try (Connections connections = new Connections(new Bindings(), Clock.systemUTC())) {
            Map<String, Connection> opened = new LinkedHashMap<>();
            bundle.definition()
                    .connections()
                    .forEach((name, declared) -> opened.put(
                            name, connections.open(bundle.definition().name(), declared)));
            Services.Active version = new Services.Active(
                    bundle.definition().name(),
                    bundle.definition().version(),
                    // Where the same version runs, both would be shown under one name.
                    Ids.next().substring(RANDOM),
                    bundle.definition().department());
            RunningBundle running =
                    start(bundle, new BundleScope(version, bundle.definition(), bundle.mappings(), opened));
            try {
                return Samples.run(bundle, running, limits);
            } finally {
                running.retire(PATIENCE);
            }
        }
    }

    private static RunningBundle start(CheckedBundle bundle, BundleScope scope) {
        try {
            return StandIns.contexts().start(bundle, scope);
        } catch (RouteNotBuilt refused) {
            String why = String.valueOf(refused.getMessage());
            throw Problem.of(
                            ProblemType.BUNDLE_REFUSED,
                            Text.of(
                                    "路由包 %s 无法启动：%s",
                                    "The bundle %s does not start: %s",
                                    bundle.definition().name(),
                                    why))
                    .causedBy(refused);
        }
    }
}
