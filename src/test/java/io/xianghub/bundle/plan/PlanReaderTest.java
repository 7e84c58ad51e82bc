package io.xianghub.bundle.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.contract.Contracts;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.catalogue.Subscription;
import io.xianghub.mapping.Mappings;
import io.xianghub.record.Exchange;
import io.xianghub.record.Use;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a deployment would change, and whom that reaches. */
class PlanReaderTest {

    private static final Instant NOW = Instant.parse("2026-06-30T08:00:00Z");
    private static final BundleName NAME = new BundleName("compared");
    private static final String OLD =
            "{ a: { type: string }, b: { type: object, properties: { c: { type: string } } } }";

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Instant> askedSince = new ArrayList<>();
    private final PlanReader plans = new PlanReader(
            (bundle, major) -> subscriptions,
            (bundle, major, since) -> {
                askedSince.add(since);
                return uses;
            },
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void reachesThoseWhoseGrantNamesTheFieldOrWhatItIsPartOf() {
        subscribed("all", "*", "*");
        subscribed("field", "one", "b.c");
        subscribed("above", "one", "b");
        subscribed("beside", "one", "a");
        subscribed("elsewhere", "two", "*");

        List<User> users = compare(OLD, OLD.replace("c: { type: string }", "c: { type: integer }"))
                .users();

        assertThat(users)
                .filteredOn(user -> !user.affected().isEmpty())
                .extracting(User::client)
                .containsExactly("above", "all", "field");
        assertThat(users).extracting(User::client).endsWith("beside", "elsewhere");
        assertThat(users.get(0).affected()).extracting(User.Affected::path).containsExactly("answer.b.c");
    }

    @Test
    void reachesGrantsBelowAFieldThatGoesAsAWhole() {
        subscribed("field", "one", "b.c");
        subscribed("beside", "one", "a");
        assertThat(compare(OLD, "{ a: { type: string } }").users())
                .filteredOn(user -> !user.affected().isEmpty())
                .extracting(User::client)
                .containsExactly("field");
    }

    @Test
    void reachesEverySubscriberOfAnOperationThatIsCalledInAnotherWay() {
        subscribed("beside", "one", "a");
        Comparison gone = plans.compare(bundle(OLD, "one"), bundle(OLD, "other", "/other"));
        assertThat(gone.users().get(0).affected())
                .extracting(User.Affected::path)
                .containsExactly("");
        Comparison asked = plans.compare(
                bundle(OLD, "one"), bundle(OLD, "one", "/one", "{ name: day, in: query, required: true, schema: {} }"));
        assertThat(asked.users().get(0).affected())
                .extracting(User.Affected::path)
                .containsExactly("query.day");
    }

    @Test
    void reachesRecentCallersWithoutASubscriptionByTheOperationsTheyUsed() {
        used(Exchange.Kind.CALL, "one", "caller");
        used(Exchange.Kind.CALL, "two", "elsewhere");
        // A façade may bear the name of an operation.
        used(Exchange.Kind.FACADE, "one", "sender");
        Comparison comparison = compare(OLD, "{ a: { type: string } }");
        assertThat(comparison.users().get(0).client()).isEqualTo("caller");
        assertThat(comparison.users().get(0).calls()).isEqualTo(7);
        assertThat(comparison.users().get(0).lastCall()).isEqualTo(NOW.minusSeconds(60));
        assertThat(comparison.users().get(0).subscribed()).isFalse();
        assertThat(comparison.users())
                .filteredOn(user -> !user.affected().isEmpty())
                .hasSize(1);
        assertThat(askedSince).containsExactly(NOW.minusSeconds(30 * 86_400));
    }

    @Test
    void doesNotReachACallerThroughFieldsItWasNotGranted() {
        subscribed("app", "one", "a");
        used(Exchange.Kind.CALL, "one", "app");
        User user = compare(OLD, "{ a: { type: string } }").users().get(0);
        assertThat(user.subscribed()).isTrue();
        assertThat(user.calls()).isEqualTo(7);
        assertThat(user.affected()).isEmpty();
    }

    @Test
    void refusesToBreakSubscribersUnlessThatWasAgreedAndWarnsOtherwise() {
        Comparison nobody = compare(OLD, "{ a: { type: string } }");
        assertThat(found(nobody, null)).containsExactly("warning contract.breaking");
        used(Exchange.Kind.CALL, "one", "caller");
        Comparison callers = compare(OLD, "{ a: { type: string } }");
        assertThat(found(callers, null)).containsExactly("warning contract.breaking");
        subscribed("app", "one", "*");
        Comparison subscribers = compare(OLD, "{ a: { type: string } }");
        assertThat(found(subscribers, null)).containsExactly("error contract.breaking");
        assertThat(found(subscribers, "agreed by letter 7")).containsExactly("warning contract.breaking");

        Findings findings = new Findings();
        subscribers.check(null, findings);
        Finding finding = findings.all().get(0);
        assertThat(finding.file()).isEqualTo("routes/compared/openapi.yaml");
        assertThat(finding.message().en())
                .contains("one answer.b: the field (object) was removed")
                .contains("subscribers affected: app")
                .contains("others who used it within 30 days: caller");
        assertThat(finding.message().zh()).contains("受影响的订阅方：app");
        assertThat(finding.remedy().en())
                .contains("Raise the major version")
                .contains("--breaking <reason>", "?breaking=<reason>");
    }

    @Test
    void countsNobodysCallsForAChangeThatReachesNobody() {
        subscribed("app", "one", "*");
        Findings findings = new Findings();
        plans.check(
                bundle(OLD, "one"), bundle(OLD.replace("{ a:", "{ more: { type: string }, a:"), "one"), null, findings);
        assertThat(askedSince).isEmpty();
        plans.check(bundle(OLD, "one"), bundle("{ a: { type: string } }", "one"), null, findings);
        assertThat(askedSince).hasSize(1);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("contract.breaking");
    }

    @Test
    void warnsOfWhatCannotBeDecided() {
        subscribed("app", "one", "*");
        Comparison comparison =
                compare(OLD, OLD.replace("a: { type: string }", "a: { type: string, not: { const: x } }"));
        assertThat(found(comparison, null)).containsExactly("warning contract.possibly-breaking");
    }

    @Test
    void findsNothingToReplaceInANewMajor() {
        subscribed("app", "*", "*");
        Comparison comparison = plans.compare(null, bundle(OLD, "one"));
        assertThat(comparison.changes()).isEmpty();
        assertThat(found(comparison, null)).isEmpty();
        assertThat(comparison.users()).hasSize(1);
    }

    @Test
    void namesTheFilesThatDifferByWhatTheyAre() {
        BundleFiles before = files(Map.of(
                "routes/compared/a.camel.yaml", "1",
                "mappings/compared/m.map.yaml", "1",
                "mappings/compared/dictionaries/d.csv", "1",
                "routes/compared/openapi.yaml", "1"));
        BundleFiles after = files(Map.of(
                "routes/compared/a.camel.yaml", "2",
                "mappings/compared/m.map.yaml", "2",
                "routes/compared/cases/one/first/request.json", "2",
                "routes/compared/openapi.yaml", "1"));
        CheckedBundle running = checked(before);
        Plan plan = plans.plan(after, null, running, null, List.of());
        assertThat(plan.parts())
                .extracting(part -> part.difference().word() + " " + part.role().word() + " " + part.name())
                .containsExactly(
                        "changed route a",
                        "changed mapping m",
                        "removed dictionary d",
                        "added case one/first/request.json");
        assertThat(plan.deployable()).isTrue();
        assertThat(plan.version()).isNull();
        assertThat(plan.digest()).isEqualTo(after.digest());
        assertThat(plan.replaces().digest()).isEqualTo(before.digest());
        Finding wrong = Finding.error("f", 1, 1, "some.code", null, null);
        assertThat(plans.plan(after, null, null, null, List.of(wrong)).deployable())
                .isFalse();
        assertThat(plans.plan(after, null, null, null, List.of()).parts())
                .extracting(Part::difference)
                .containsOnly(Part.Difference.ADDED);
    }

    private Comparison compare(String before, String after) {
        return plans.compare(bundle(before, "one"), bundle(after, "one"));
    }

    private static List<String> found(Comparison comparison, String agreed) {
        Findings findings = new Findings();
        comparison.check(agreed, findings);
        return findings.all().stream()
                .map(finding -> finding.severity().word() + " " + finding.code())
                .toList();
    }

    private void subscribed(String client, String operation, String... fields) {
        subscriptions.add(new Subscription(
                "id" + subscriptions.size(),
                client,
                NAME,
                1,
                operation,
                List.of(fields),
                "test",
                NOW,
                Subscription.State.ACTIVE));
    }

    private void used(Exchange.Kind kind, String service, String actor) {
        uses.add(new Use(kind, "compared", 1, service, actor, 7, 0, NOW.minusSeconds(60)));
    }

    private static CheckedBundle bundle(String properties, String id) {
        return bundle(properties, id, "/one");
    }

    private static CheckedBundle bundle(String properties, String id, String path) {
        return bundle(properties, id, path, "");
    }

    private static CheckedBundle bundle(String properties, String id, String path, String parameter) {
        return Contracts.bundle(
                """
                openapi: 3.1.0
                paths:
                  %s:
                    get:
                      operationId: %s
                      parameters: [ %s ]
                      responses:
                        "200":
                          content:
                            application/json:
                              schema:
                                type: object
                                properties: %s
                """
                        .formatted(path, id, parameter, properties),
                "");
    }

    private static BundleFiles files(Map<String, String> contents) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        contents.forEach((path, content) -> files.put(path, content.getBytes(StandardCharsets.UTF_8)));
        return new BundleFiles(NAME, files);
    }

    private static CheckedBundle checked(BundleFiles files) {
        return new CheckedBundle(files, bundle(OLD, "one").definition(), Map.of(), new Mappings(Map.of()), List.of());
    }
}
