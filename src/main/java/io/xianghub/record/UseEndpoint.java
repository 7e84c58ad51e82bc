package io.xianghub.record;

import io.xianghub.catalogue.OfferedServices;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/exchanges/uses}: who used a bundle of late, for those who answer for it. */
@RestController
@RequestMapping("/api/v1/exchanges/uses")
class UseEndpoint {

    private static final int LONGEST_PERIOD = 365;

    private final Uses uses;
    private final OfferedServices offered;
    private final Clock clock;

    UseEndpoint(Uses uses, OfferedServices offered, Clock clock) {
        this.uses = uses;
        this.offered = offered;
        this.clock = clock;
    }

    @GetMapping
    Page<Use> page(
            Actor actor,
            @RequestParam String bundle,
            @RequestParam int major,
            @RequestParam(defaultValue = "30") int days) {
        actor.require(Role.OPERATOR, Role.AUDITOR, Role.ENGINEER, Role.DEPARTMENT);
        if (days < 1 || days > LONGEST_PERIOD) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("query.days", Text.of("应为 1 到 %d 天", "Should be 1 to %d days", LONGEST_PERIOD));
        }
        boolean all = actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR);
        boolean own = BundleName.valid(bundle)
                && offered.find(new BundleName(bundle), major)
                        .filter(offer -> actor.departments().contains(offer.department()))
                        .isPresent();
        if (!all && !own) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("路由包 %s 不属于您的部门", "The bundle %s is not your department's", shown(bundle)));
        }
        return new Page<>(uses.of(bundle, major, clock.instant().minus(Duration.ofDays(days))), null);
    }

    private static String shown(String bundle) {
        return bundle.length() > 40 ? bundle.substring(0, 40) : bundle;
    }
}
