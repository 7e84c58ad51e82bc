package io.xianghub.bundle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.deployment.Behind;
import io.xianghub.bundle.deployment.Deployments;
import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.observation.BundleTraces;
import io.xianghub.bundle.observation.RecentCalls;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.web.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/status}: how the bundles that run fare on this node. */
@RestController
@RequestMapping("/api/v1/status")
class StatusEndpoint {

    private final ActiveBundles active;
    private final BundleStore store;
    private final BundleTraces traces;
    private final Connections connections;
    private final Ownership ownership;
    private final Deployments deployments;

    StatusEndpoint(
            ActiveBundles active,
            BundleStore store,
            BundleTraces traces,
            Connections connections,
            Ownership ownership,
            Deployments deployments) {
        this.active = active;
        this.store = store;
        this.traces = traces;
        this.connections = connections;
        this.ownership = ownership;
        this.deployments = deployments;
    }

    /**
     * How one major version of a bundle fares.
     *
     * @param since when it began to answer
     * @param minutes the time that calls and failures are counted for, over all versions of the bundle
     * @param failures those that were not the caller's fault
     * @param breakers closed, half-open or open, by connection
     * @param notStarted why it does not answer although it should; null when it answers
     * @param warnings what would be found of its signature now if it had to start again, each with its remedy
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Faring(
            BundleName bundle,
            Version version,
            @Nullable Instant since,
            int minutes,
            long calls,
            long failures,
            Map<String, String> breakers,
            @Nullable NotStarted notStarted,
            List<Finding> warnings) {}

    /**
     * Why a version could not be started with the hub.
     *
     * @param since when that was tried
     * @param code slug of the problem
     * @param findings what is wrong, each with its remedy
     */
    record NotStarted(Instant since, String digest, String code, Text why, List<Finding> findings) {

        static NotStarted of(Unstarted.Missing missing) {
            return new NotStarted(
                    missing.since(), missing.version().digest(), missing.code(), missing.why(), missing.findings());
        }
    }

    /** The bundles that this node could not bring to the version that runs on others. */
    @GetMapping("/behind")
    Page<Behind> behind(Actor actor) {
        ownership.requireReader(actor);
        return new Page<>(deployments.catchUp().behind(), null);
    }

    @GetMapping
    Page<Faring> status(Actor actor) {
        ownership.requireReader(actor);
        Map<String, BundleStore.ActiveRow> rows = new HashMap<>();
        store.active().forEach(row -> rows.put(major(row.version()), row));
        return new Page<>(
                Stream.concat(
                                active.unstarted().all().stream()
                                        .map(missing -> faring(missing.version(), null, NotStarted.of(missing))),
                                active.active().stream()
                                        .map(version -> faring(version, rows.get(major(version)), null)))
                        .toList(),
                null);
    }

    private static String major(Services.Active version) {
        return version.bundle() + "/" + version.version().major();
    }

    /** @param row what the database says of the major version; null when it says nothing, or the version did not start */
    private Faring faring(
            Services.Active version, BundleStore.@Nullable ActiveRow row, @Nullable NotStarted notStarted) {
        RecentCalls.Count recent = traces.recent(version.bundle());
        return new Faring(
                version.bundle(),
                version.version(),
                row == null ? null : row.since(),
                RecentCalls.MINUTES,
                recent.calls(),
                recent.failures(),
                connections.breakers(version.bundle()),
                notStarted,
                row == null || !row.version().equals(version) ? List.of() : deployments.outlook(row));
    }
}
