package io.xianghub.bundle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.lineage.Breakage;
import io.xianghub.bundle.lineage.Dropped;
import io.xianghub.bundle.lineage.Flow;
import io.xianghub.bundle.lineage.Lineage;
import io.xianghub.bundle.lineage.Losses;
import io.xianghub.bundle.plan.PlanReader;
import io.xianghub.bundle.plan.User;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/bundles/{name}/lineage}: where what the active version answers and causes comes from. */
@RestController
@RequestMapping("/api/v1/bundles/{name}/lineage")
class LineageEndpoint {

    private final ActiveBundles active;
    private final PlanReader plans;
    private final Ownership ownership;

    LineageEndpoint(ActiveBundles active, PlanReader plans, Ownership ownership) {
        this.active = active;
        this.plans = plans;
        this.ownership = ownership;
    }

    /**
     * All of it, or what one field means.
     *
     * @param flows null when a field was asked for
     * @param breakages what is no longer as it was without the field; null when none was asked for
     * @param users who uses the bundle, and what would reach them; null when no field was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            BundleName bundle,
            Version version,
            @Nullable List<Flow> flows,
            @Nullable List<Breakage> breakages,
            @Nullable List<User> users) {}

    /**
     * Reads the lineage.
     *
     * @param field such as {@code core/queryPerson:baseinfo.psn_no}; all that comes from there when it has no path
     * @param major the highest by default
     */
    @GetMapping
    View lineage(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable Integer major) {
        BundleName bundle = Ownership.bundle(name);
        ownership.requireInsight(actor, bundle);
        CheckedBundle running = active.slots(bundle).stream()
                .map(ActiveBundles.Slot::active)
                .filter(slot -> major == null || slot.version().version().major() == major)
                .reduce((lower, higher) -> higher)
                .orElseThrow(() -> Ownership.unknown(name))
                .bundle();
        Lineage lineage = Lineage.of(running);
        Version version = running.definition().version();
        if (field == null) {
            return new View(bundle, version, lineage.flows(), null, null);
        }
        Dropped dropped = Dropped.of(field);
        if (!lineage.places().contains(dropped.place())) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    Text.of(
                            "路由包 %s 没有 %s（已有：%s）",
                            "The bundle %s has no %s (there are: %s)",
                            bundle,
                            dropped.place(),
                            String.join(" ", lineage.places())));
        }
        List<Breakage> breakages = lineage.without(dropped);
        return new View(
                bundle, version, null, breakages, plans.users(bundle, version.major(), Losses.changes(breakages)));
    }
}
