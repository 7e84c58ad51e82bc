package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.DemoHub;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.lease.NodeLeases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may start syncs and read payments over HTTP, and what the answers look like. */
@DemoHub
class PaymentsSurfaceTest {

    private static final String RUNS = "/api/v1/syncs/fiscal-budget/payments/runs";
    private static final String PAYMENTS = "/api/v1/enterprises/91430100MAHUB0013H/payments";

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    private Caller hub;

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
    }

    // ---- runs

    @ParameterizedTest
    @ValueSource(strings = {"finance", "operator"})
    void theDepartmentAndTheOperatorStartRunsAndReadThem(String user) {
        String token = hub.tokenAs(user);

        Map<?, ?> run = run(token);

        assertThat(run.get("state")).isEqualTo("DONE");
        assertThat(run.get("startedBy")).isEqualTo(user);
        assertThat(each("id", hub.get(RUNS, token))).contains(run.get("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"department", "engineer", "admin", "auditor", "citizen", "clerk"})
    void nobodyElseStartsARun(String user) {
        expect(hub.postJson(RUNS, hub.tokenAs(user), ""), 403, "forbidden");
    }

    @Test
    void neitherAClientNorAStrangerStartsARun() {
        expect(hub.postJson(RUNS, hub.tokenOf("demo-app"), ""), 403, "forbidden");
        expect(hub.postJson(RUNS, hub.tokenOf("demo-department"), ""), 403, "forbidden");
        expect(hub.postJson(RUNS, null, ""), 401, "unauthenticated");
    }

    @Test
    void theAuditorReadsRunsAndAnotherDepartmentDoesNot() {
        String run = RUNS + "/" + run(hub.tokenAs("finance")).get("id");

        for (String path : List.of(RUNS, run)) {
            assertThat(hub.get(path, hub.tokenAs("auditor")).status()).isEqualTo(200);
            for (String user : List.of("department", "engineer", "citizen", "clerk")) {
                expect(hub.get(path, hub.tokenAs(user)), 403, "forbidden");
            }
        }
    }

    @Test
    void refusesARunWhileAnotherNodeRunsTheSync() {
        String finance = hub.tokenAs("finance");
        Leases anotherNode = NodeLeases.of(database, "another-node");
        awaitNoRun(finance);
        Lease lease = anotherNode
                .acquire("sync:fiscal-budget/payments", Duration.ofMinutes(5))
                .orElseThrow();
        try {
            expect(hub.postJson(RUNS, finance, ""), 409, "run-in-progress");
        } finally {
            anotherNode.release(lease);
        }

        assertThat(run(finance).get("state")).isEqualTo("DONE");
    }

    @Test
    void knowsNoOtherSyncBundleOrRun() {
        String finance = hub.tokenAs("finance");

        for (String sync : List.of("no-such", "Payments", "payments.x")) {
            String runs = "/api/v1/syncs/fiscal-budget/" + sync + "/runs";
            expect(hub.postJson(runs, finance, ""), 404, "not-found");
            expect(hub.get(runs, finance), 404, "not-found");
        }
        for (String bundle : List.of("no-such", "No_Such", "x".repeat(300))) {
            expect(hub.postJson("/api/v1/syncs/" + bundle + "/payments/runs", finance, ""), 404, "unknown-bundle");
        }
        expect(hub.get(RUNS + "/01ARZ3NDEKTSV4RRFFQ69G5FAV", finance), 404, "not-found");
        expect(hub.get(RUNS + "/x", finance), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "~", "%00", "01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FAVX"})
    void refusesACursorThatIsNoRun(String after) {
        expect(hub.get(RUNS + "?after=" + after, hub.tokenAs("finance")), 400, "invalid-request");
    }

    @Test
    void listsRunsBehindTheCursorOnly() {
        String finance = hub.tokenAs("finance");
        Object first = run(finance).get("id");
        Object second = run(finance).get("id");

        assertThat(each("id", hub.get(RUNS + "?after=" + second, finance)))
                .contains(first)
                .doesNotContain(second);
    }

    // ---- payments

    @Test
    void onlyTheClerkOfTheEnterpriseReadsItsPayments() {
        assertThat(hub.get(PAYMENTS, hub.tokenAs("clerk")).status()).isEqualTo(200);

        String other = "/api/v1/enterprises/91430200MAHUB0021H/payments";
        expect(hub.get(other, hub.tokenAs("clerk")), 403, "another-subject");
        expect(hub.get(PAYMENTS, hub.tokenAs("citizen")), 403, "another-subject");
        expect(hub.get(PAYMENTS, hub.tokenOf("demo-app")), 403, "subject-required");
        expect(hub.get(PAYMENTS, hub.tokenOf("demo-department")), 403, "subject-required");
        for (String staff : List.of("finance", "operator", "admin", "auditor", "engineer")) {
            expect(hub.get(PAYMENTS, hub.tokenAs(staff)), 403, "subject-required");
        }
        expect(hub.get(PAYMENTS, null), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91430100MAHUB0013J",
                "91430100mahub0013h",
                "91430100MAHUB0013",
                "91430100MAHUB0013HH",
                "%20",
                "%E4%B8%80%E4%BA%8C%E4%B8%89%E5%9B%9B%E4%BA%94%E5%85%AD%E4%B8%83%E5%85%AB%E4%B9%9D"
            })
    void saysThatACodeIsNotOne(String uscc) {
        Caller.Answer answer = hub.get("/api/v1/enterprises/" + uscc + "/payments", hub.tokenAs("clerk"));

        expect(answer, 400, "invalid-request");
        assertThat(answer.json().get("detail")).asString().contains("统一社会信用代码");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=99999999999",
                "after=",
                "after=x",
                "after=***",
                "after=MjAyNi0wMy0wMw", // a date alone
                "after=MjAyNi0wMy0wM3w", // a date and no detail
                "after=MjAyNi0wMy0wM3xEAA", // a detail with a NUL, which PostgreSQL refuses
                "after=MjAyNi0wMy0wM1hELUMtMDAwMQ" // another separator
            })
    void refusesALimitAndACursorThatAreNone(String query) {
        expect(hub.get(PAYMENTS + "?" + query, hub.tokenAs("clerk")), 400, "invalid-request");
    }

    @Test
    void pagesThroughEveryPaymentExactlyOnce() {
        run(hub.tokenAs("finance"));
        String clerk = hub.tokenAs("clerk");
        List<?> whole = hub.get(PAYMENTS, clerk).items();

        List<Object> paged = new ArrayList<>();
        Object next = null;
        do {
            Caller.Answer page = hub.get(PAYMENTS + "?limit=1" + (next == null ? "" : "&after=" + next), clerk);
            assertThat(page.items()).hasSize(1);
            paged.addAll(page.items());
            next = page.json().get("next");
        } while (next != null && paged.size() < 20);

        assertThat(paged).hasSize(5).doesNotHaveDuplicates().isEqualTo(whole);
    }

    @Test
    void labelsStatesInTheCallersLanguage() {
        run(hub.tokenAs("finance"));

        assertThat(labels("zh-CN")).containsExactly("支付失败", "已开具支付凭证", "已到账（银行已支付）", "已退回", "已到账（银行已支付）");
        assertThat(labels("en"))
                .containsExactly(
                        "Payment failed",
                        "Payment certificate issued",
                        "Paid by the bank",
                        "Returned",
                        "Paid by the bank");
    }

    @Test
    void showsNoAccountNumber() {
        run(hub.tokenAs("finance"));

        Caller.Answer answer = hub.get(PAYMENTS, hub.tokenAs("clerk"));

        assertThat(answer.items()).hasSize(5).allSatisfy(item -> assertThat(
                        Set.<Object>copyOf(((Map<?, ?>) item).keySet()))
                .isSubsetOf(
                        "id",
                        "certificateNumber",
                        "fiscalYear",
                        "division",
                        "agencyName",
                        "projectName",
                        "state",
                        "stateLabel",
                        "statedBasis",
                        "amountFen",
                        "paidFen",
                        "currency",
                        "date",
                        "updatedAt",
                        "evidence"));
        // The accounts of payer and payee on the department's rows of this enterprise.
        assertThat(answer.response().body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContainPattern("43\\d{2}000000\\d{3}")
                .doesNotContainIgnoringCase("acct")
                .doesNotContainIgnoringCase("account");
    }

    // ---- hands

    private List<Object> labels(String language) {
        return each("stateLabel", hub.get(PAYMENTS, hub.tokenAs("clerk"), Map.of("Accept-Language", language)));
    }

    private static List<Object> each(String field, Caller.Answer list) {
        return list.items().stream()
                .<Object>map(item -> ((Map<?, ?>) item).get(field))
                .toList();
    }

    private static void expect(Caller.Answer answer, int status, String problem) {
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("remedy")).asString().isNotBlank();
    }

    /** Runs the sync to its end. */
    private Map<?, ?> run(String token) {
        awaitNoRun(token);
        Caller.Answer started = hub.postJson(RUNS, token, "");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.header("Location"))
                .contains(RUNS + "/" + started.json().get("id"));
        awaitNoRun(token);
        return hub.get(started.header("Location").orElseThrow(), token).json();
    }

    /** The run's row says that it is over a moment before its lease is free again. */
    private void awaitNoRun(String token) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            boolean over = hub.get(RUNS, token).items().stream()
                    .noneMatch(run -> "RUNNING".equals(((Map<?, ?>) run).get("state")));
            Leases free = NodeLeases.of(database, "another-node");
            return over
                    && free.acquire("sync:fiscal-budget/payments", Duration.ofMinutes(5))
                            .map(lease -> {
                                free.release(lease);
                                return true;
                            })
                            .orElse(false);
        });
    }
}
