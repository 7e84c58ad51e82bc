package io.xianghub.bundle.web;

import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleTraces;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.observation.Ring;
import io.xianghub.bundle.observation.Trace;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/bundles/{name}/log} and {@code …/traces}: what lately happened in a bundle on this node. Each page says from
 * where to go on, and waits up to 20 seconds when it is asked to and there is nothing.
 */
@RestController
@RequestMapping("/api/v1/bundles/{name}")
class ObservationEndpoint {

    private final Observations observations;
    private final Ownership ownership;
    private final BundleStore store;

    ObservationEndpoint(Observations observations, Ownership ownership, BundleStore store) {
        this.observations = observations;
        this.ownership = ownership;
        this.store = store;
    }

    @GetMapping("/log")
    Page<BundleEvent> log(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "0") int wait) {
        BundleName bundle = visible(actor, name);
        return page(observations.log().after(bundle, after, patience(wait)));
    }

    @GetMapping("/traces")
    Page<Trace> traces(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "0") int wait) {
        BundleName bundle = visible(actor, name);
        return page(observations.traces().after(bundle, after, patience(wait)));
    }

    @GetMapping("/traces/{exchange}")
    Trace trace(Actor actor, @PathVariable String name, @PathVariable String exchange) {
        BundleName bundle = visible(actor, name);
        try {
            return observations.traces().find(bundle, new ExchangeId(exchange)).orElseThrow(ObservationEndpoint::gone);
        } catch (IllegalArgumentException notAnId) {
            throw gone();
        }
    }

    private static Problem gone() {
        return Problem.of(
                ProblemType.NOT_FOUND,
                Text.of(
                        "没有这条流水的轨迹：每个路由包在本节点只保留最近 %d 条",
                        "There is no trace of that exchange: this node keeps the last %d of each bundle",
                        BundleTraces.MOST));
    }

    /** The bundle, if it is one that this actor may look into. */
    private BundleName visible(Actor actor, String name) {
        BundleName bundle = Ownership.bundle(name);
        ownership.requireInsight(actor, bundle);
        if (store.owners(bundle).isEmpty()) {
            throw Ownership.unknown(name);
        }
        return bundle;
    }

    private static Duration patience(int seconds) {
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, 20)));
    }

    private static <T> Page<T> page(Ring.Slice<T> slice) {
        return new Page<>(slice.items(), slice.next());
    }
}
