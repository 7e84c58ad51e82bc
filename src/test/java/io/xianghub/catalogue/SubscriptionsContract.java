package io.xianghub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may let clients use a service, who sees it, and what is kept of it. */
abstract class SubscriptionsContract {

    private static final BundleName BUNDLE = new BundleName("medical-insurance");
    private static final String OWNER = "11430000MBHUB005XB";
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final Actor OPERATOR = actor("operator", Role.OPERATOR);
    private static final Actor DEPARTMENT = actor("department", Role.DEPARTMENT, OWNER);
    private static final Actor STRANGER = actor("stranger", Role.DEPARTMENT, "12430000MBHUB0041G");

    private final SubscriptionStore store;
    private final SubscriptionEndpoint endpoint;

    SubscriptionsContract(Dialect dialect) {
        store = new SubscriptionStore(JdbcClient.create(Databases.fresh(dialect)));
        OfferedServices offered = (bundle, major) -> bundle.equals(BUNDLE) && major == 1
                ? Optional.of(new OfferedServices.Offer(OWNER, Set.of("getInsuredPerson", "facade.notify")))
                : Optional.empty();
        endpoint = new SubscriptionEndpoint(store, offered, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void keepsWhatWasGrantedToWhomSinceWhenAndWhatFor() {
        SubscriptionView opened = open(DEPARTMENT, "app", "getInsuredPerson", "insurances[].status", "name", "name");

        assertThat(opened.decidedBy()).isEqualTo("department");
        assertThat(opened.department()).isEqualTo(OWNER);
        assertThat(store.of(BUNDLE, 1))
                .containsExactly(new Subscription(
                        opened.id(),
                        "app",
                        BUNDLE,
                        1,
                        "getInsuredPerson",
                        List.of("insurances.status", "name"),
                        "for the test",
                        NOW,
                        Subscription.State.ACTIVE));
        assertThat(store.of(BUNDLE, 2)).isEmpty();
        assertThat(store.of(new BundleName("housing-fund"), 1)).isEmpty();
    }

    @Test
    void letsAnOperatorAndTheOwningDepartmentDecideAndNobodyElse() {
        open(OPERATOR, "one", "facade.notify");
        open(DEPARTMENT, "two", "*");
        for (Actor actor : List.of(
                STRANGER,
                actor("admin", Role.ADMINISTRATOR),
                actor("engineer", Role.ENGINEER, OWNER),
                actor("app", Role.CLIENT))) {
            assertThat(refused(() -> open(actor, "three", "*")))
                    .as(actor.name())
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
        String id = store.of(BUNDLE, 1).get(0).id();
        assertThat(refused(() -> endpoint.close(STRANGER, id, "not theirs"))).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(store.of(BUNDLE, 1)).extracting(Subscription::client).containsExactly("one", "two");
    }

    @Test
    void showsAClientItsOwnAndADepartmentThoseToItsServices() {
        open(OPERATOR, "one", "*");
        open(OPERATOR, "two", "*");
        assertThat(seen(OPERATOR)).containsExactly("two", "one");
        assertThat(seen(actor("auditor", Role.AUDITOR))).containsExactly("two", "one");
        assertThat(seen(DEPARTMENT)).containsExactly("two", "one");
        assertThat(seen(STRANGER)).isEmpty();
        assertThat(seen(actor("one", Role.CLIENT))).containsExactly("one");
        // A client of the department itself is still no department's user.
        assertThat(seen(actor("other", Role.CLIENT, OWNER))).isEmpty();
        assertThat(endpoint.page(OPERATOR, "medical-insurance", "one", null, 50).items())
                .extracting(SubscriptionView::client)
                .containsExactly("one");
        assertThat(endpoint.page(OPERATOR, "other", null, null, 50).items()).isEmpty();
        assertThat(endpoint.page(OPERATOR, "not a name", null, null, 50).items())
                .isEmpty();
        String next = endpoint.page(OPERATOR, null, null, null, 1).next();
        assertThat(endpoint.page(OPERATOR, null, null, next, 1).items())
                .extracting(SubscriptionView::client)
                .containsExactly("one");
    }

    @Test
    void closesOnceWithAReasonAndLetsTheClientBeRegisteredAgain() {
        String id = open(DEPARTMENT, "app", "getInsuredPerson").id();
        assertThat(refused(() -> open(DEPARTMENT, "app", "getInsuredPerson"))).isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(() -> endpoint.close(OPERATOR, id, " "))).isEqualTo(ProblemType.INVALID_REQUEST);

        SubscriptionView closed = endpoint.close(OPERATOR, id, "no longer used");

        assertThat(closed.state()).isEqualTo(Subscription.State.CLOSED);
        assertThat(closed.closed()).isEqualTo(new SubscriptionEntry.Closing("operator", NOW, "no longer used"));
        assertThat(store.of(BUNDLE, 1)).isEmpty();
        assertThat(refused(() -> endpoint.close(OPERATOR, id, "again"))).isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(() -> endpoint.close(OPERATOR, "none", "unknown"))).isEqualTo(ProblemType.NOT_FOUND);
        open(DEPARTMENT, "app", "getInsuredPerson");
        assertThat(store.of(BUNDLE, 1)).hasSize(1);
    }

    @Test
    void refusesWhatNobodyOffers() {
        assertThat(refused(() -> open(OPERATOR, "app", "getNothing"))).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refused(() -> endpoint.open(
                        OPERATOR, new SubscriptionBody("app", "medical-insurance", 2, "*", null, "for the test"))))
                .isEqualTo(ProblemType.UNKNOWN_BUNDLE);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> endpoint.open(
                        OPERATOR, new SubscriptionBody("two words", "No", null, "9", List.of("a..b", "ok"), "x")));
        assertThat(problem.violations())
                .extracting(Problem.Violation::path)
                .containsExactly("client", "bundle", "major", "operation", "fields[0]", "purpose");
    }

    @Test
    void letsOneOfManyWin() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                attempts.add(() -> {
                    try {
                        open(OPERATOR, "app", "*");
                        return true;
                    } catch (Problem conflict) {
                        assertThat(conflict.type()).isEqualTo(ProblemType.CONFLICT);
                        return false;
                    }
                });
            }
            int winners = 0;
            for (Future<Boolean> attempt : crowd.invokeAll(attempts)) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            assertThat(store.of(BUNDLE, 1)).hasSize(1);
        } finally {
            crowd.shutdownNow();
        }
    }

    private SubscriptionView open(Actor actor, String client, String operation, String... fields) {
        return endpoint.open(
                actor,
                new SubscriptionBody(
                        client,
                        "medical-insurance",
                        1,
                        operation,
                        fields.length == 0 ? null : List.of(fields),
                        "for the test"));
    }

    private List<String> seen(Actor actor) {
        return endpoint.page(actor, null, null, null, 50).items().stream()
                .map(SubscriptionView::client)
                .toList();
    }

    private static Actor actor(String name, Role role, String... departments) {
        return new Actor(name, Set.of(role), Set.of(departments), null);
    }

    private static ProblemType refused(ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).type();
    }
}
