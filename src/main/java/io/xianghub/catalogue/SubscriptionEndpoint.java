package io.xianghub.catalogue;

import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/subscriptions}: an operator, or the department whose service it is, lets clients use it. */
@RestController
@RequestMapping("/api/v1/subscriptions")
class SubscriptionEndpoint {

    private static final int LONGEST_PAGE = 500;

    private final SubscriptionStore subscriptions;
    private final OfferedServices offered;
    private final Clock clock;

    SubscriptionEndpoint(SubscriptionStore subscriptions, OfferedServices offered, Clock clock) {
        this.subscriptions = subscriptions;
        this.offered = offered;
        this.clock = clock;
    }

    @GetMapping
    Page<SubscriptionView> page(
            Actor actor,
            @RequestParam(required = false) @Nullable String bundle,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        actor.require(Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.ENGINEER, Role.DEPARTMENT, Role.CLIENT);
        if (bundle != null && !BundleName.valid(bundle)) {
            return new Page<>(List.of(), null);
        }
        boolean everybody = actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR) || actor.is(Role.ADMINISTRATOR);
        boolean owner = actor.is(Role.ENGINEER) || actor.is(Role.DEPARTMENT);
        SubscriptionStore.Sight sight = new SubscriptionStore.Sight(
                bundle == null ? null : new BundleName(bundle),
                client,
                everybody,
                actor.is(Role.CLIENT) ? actor.name() : "",
                owner ? List.copyOf(actor.departments()) : List.of());
        int size = Math.max(1, Math.min(limit, LONGEST_PAGE));
        List<SubscriptionView> items = subscriptions.page(sight, after, size).stream()
                .map(SubscriptionView::of)
                .toList();
        return new Page<>(
                items, items.size() < size ? null : items.get(items.size() - 1).id());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SubscriptionView open(Actor actor, @RequestBody SubscriptionBody body) {
        actor.require(Role.OPERATOR, Role.DEPARTMENT);
        SubscriptionBody.Checked asked = body.check();
        OfferedServices.Offer offer = offered.find(asked.bundle(), asked.major())
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNKNOWN_BUNDLE,
                        Text.of(
                                "路由包 %s 没有主版本 %d 在运行",
                                "No version %2$d of the bundle %1$s runs", asked.bundle(), asked.major())));
        actor.requireDepartment(offer.department());
        if (!asked.operation().equals(Subscription.ALL) && !offer.inputs().contains(asked.operation())) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at(
                            "operation",
                            Text.of(
                                    "应为 %s 之一，或 *",
                                    "Should be one of %s, or *",
                                    offer.inputs().stream().sorted().toList()));
        }
        Subscription subscription = new Subscription(
                Ids.next(),
                asked.client(),
                asked.bundle(),
                asked.major(),
                asked.operation(),
                asked.fields(),
                asked.purpose(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Subscription.State.ACTIVE);
        if (!subscriptions.open(subscription, offer.department(), actor.name())) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "%s 已订阅 %s；先关闭再重新登记",
                            "%s has subscribed to %s already; close that first", asked.client(), asked.operation()));
        }
        return SubscriptionView.of(new SubscriptionEntry(subscription, offer.department(), actor.name(), null));
    }

    /** @param reason why, as it is kept */
    @DeleteMapping("/{id}")
    SubscriptionView close(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String reason) {
        actor.require(Role.OPERATOR, Role.DEPARTMENT);
        SubscriptionEntry entry = subscriptions
                .find(id)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, Text.of("没有这个订阅", "There is no such subscription")));
        actor.requireDepartment(entry.department());
        if (!reason.strip().matches("(?s).{2,400}")) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("query.reason", Text.of("写明原因（2 到 400 字）", "Say why, in 2 to 400 characters"));
        }
        SubscriptionEntry.Closing closing = new SubscriptionEntry.Closing(
                actor.name(), clock.instant().truncatedTo(ChronoUnit.MILLIS), reason.strip());
        if (!subscriptions.close(id, closing)) {
            throw Problem.of(ProblemType.CONFLICT, Text.of("订阅已关闭", "The subscription is closed already"));
        }
        return SubscriptionView.of(subscriptions.find(id).orElseThrow());
    }
}
