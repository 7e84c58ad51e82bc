package io.xianghub.bundle.web;

import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Candidate.Stand;
import io.xianghub.bundle.deployment.Deployments;
import io.xianghub.bundle.deployment.Order;
import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/bundles/{name}/candidate}: the version beside the active one, what it shows, and how it ends. */
@RestController
@RequestMapping("/api/v1/bundles/{name}/candidate")
class CandidateEndpoint {

    private static final int DEFAULT_SHARE = 10;

    private final Deployments deployments;
    private final ActiveBundles active;
    private final Ownership ownership;

    CandidateEndpoint(Deployments deployments, ActiveBundles active, Ownership ownership) {
        this.deployments = deployments;
        this.active = active;
        this.ownership = ownership;
    }

    @GetMapping
    CandidateView show(
            Actor actor, @PathVariable String name, @RequestParam(required = false) @Nullable Integer major) {
        ownership.requireReader(actor);
        return CandidateView.of(candidate(name, major));
    }

    /** The candidate takes over as it stands. */
    @PostMapping("/promote")
    Receipt promote(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer major,
            @RequestParam(required = false) @Nullable String breaking) {
        BundleName bundle = ownership.changeable(actor, name);
        Candidate candidate = candidate(name, major);
        Order order =
                Order.deploy(candidate.running().bundle().files(), actor.name()).because(breaking);
        return deployments
                .promote(bundle, candidate.running().version().digest(), order)
                .orElseThrow(() -> none(name));
    }

    @DeleteMapping
    Receipt abandon(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer major,
            @RequestParam(required = false) @Nullable String reason) {
        BundleName bundle = ownership.changeable(actor, name);
        int meant = candidate(name, major).running().version().version().major();
        return deployments.abandon(bundle, meant, actor.name(), reason).orElseThrow(() -> none(name));
    }

    /** The candidate of the major version, or of the highest that has one. */
    private Candidate candidate(String name, @Nullable Integer major) {
        return active.slots(Ownership.bundle(name)).stream()
                .flatMap(slot -> slot.beside().stream())
                .filter(beside ->
                        major == null || beside.running().version().version().major() == major)
                .reduce((lower, higher) -> higher)
                .orElseThrow(() -> none(name));
    }

    private static Problem none(String name) {
        return Problem.of(ProblemType.NOT_FOUND, Text.of("路由包 %s 没有候选版本", "The bundle %s has no candidate", name));
    }

    /** How a version shall stand beside the active one; null when it shall take its place. */
    static @Nullable Stand stand(@Nullable String mode, @Nullable Integer share) {
        if (mode == null) {
            return null;
        }
        Candidate.Mode known = Candidate.Mode.of(mode).orElseThrow(() -> Problem.of(ProblemType.INVALID_REQUEST)
                .at("query.mode", Text.of("应为 canary 或 shadow", "Should be canary or shadow")));
        int percent = share != null ? share : known == Candidate.Mode.SHADOW ? 100 : DEFAULT_SHARE;
        if (percent < 1 || percent > 100) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("query.share", Text.of("应为 1 到 100 的百分数", "Should be 1 to 100 percent"));
        }
        return new Candidate.Stand(known, percent);
    }
}
