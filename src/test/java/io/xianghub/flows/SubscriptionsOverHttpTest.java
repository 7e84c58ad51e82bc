package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.DemoHub;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may use which service and who does, over HTTP. */
@DemoHub
class SubscriptionsOverHttpTest {

    private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";
    private static final String FUND =
            """
            {"client":"demo-app","bundle":"housing-fund","major":1,"operation":"message.account-movement",
             "purpose":"提醒本人账户变动"}""";

    @LocalServerPort
    private int port;

    private Caller hub;

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
    }

    @Test
    void theDemoAppIsSubscribedToMedicalInsuranceAndSeesThatItself() {
        assertThat(seen("?bundle=medical-insurance", hub.tokenAs("operator")))
                .containsExactly("demo-app getInsuredPerson [*] active");
        assertThat(seen("?bundle=medical-insurance", hub.tokenOf("demo-app")))
                .containsExactly("demo-app getInsuredPerson [*] active");
        assertThat(seen("", hub.tokenOf("demo-department"))).isEmpty();
        assertThat(hub.get(SUBSCRIPTIONS, null).status()).isEqualTo(401);
    }

    @Test
    void theDemoAppAsksEveryDepartmentForWhatIsThePersonsOwn() {
        String citizen = hub.tokenAs("citizen");
        String own = "\"identityNumber\":\"430301190001010028\"";

        Caller.Answer insurance =
                hub.postJson("/services/social-security/v1/insurance/query", citizen, "{" + own + "}");
        assertThat(insurance.status()).as("%s", insurance.json()).isEqualTo(200);
        Caller.Answer account = hub.postJson("/services/housing-fund/v1/accounts/query", citizen, "{" + own + "}");
        assertThat(account.status()).as("%s", account.json()).isEqualTo(200);
        Caller.Answer card = hub.postJson("/services/social-security/v1/social-card/query", citizen, "{" + own + "}");
        assertThat(card.status()).as("%s", card.json()).isEqualTo(200);
        Caller.Answer asked = hub.postJson(
                "/services/city-window/v1/cases/query",
                citizen,
                "{" + own + ",\"number\":\"4303002606010003\",\"password\":\"123456\"}");
        assertThat(asked.json().get("state")).as("%s", asked.json()).isEqualTo("done");
        assertThat(hub.postJson(
                                "/services/social-security/v1/insurance/query",
                                citizen,
                                "{\"identityNumber\":\"430102190002010017\"}")
                        .problem())
                .isEqualTo("another-subject");
    }

    @Test
    void aDepartmentRegistersAndClosesASubscriptionToItsOwnService() {
        String department = hub.tokenAs("department");
        assertThat(hub.postJson(SUBSCRIPTIONS, hub.tokenAs("finance"), FUND).problem())
                .isEqualTo("forbidden");
        assertThat(hub.postJson(SUBSCRIPTIONS, hub.tokenAs("engineer"), FUND).problem())
                .isEqualTo("forbidden");

        Caller.Answer opened = hub.postJson(SUBSCRIPTIONS, department, FUND);

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.json().get("decidedBy")).isEqualTo("department");
        assertThat(hub.postJson(SUBSCRIPTIONS, department, FUND).problem()).isEqualTo("conflict");
        String one = SUBSCRIPTIONS + "/" + opened.json().get("id");
        assertThat(hub.delete(one, department).problem()).isEqualTo("invalid-request");
        Caller.Answer closed = hub.delete(one + "?reason=no%20longer", department);
        assertThat(closed.json().get("state")).isEqualTo("closed");
        assertThat(((Map<?, ?>) closed.json().get("closed")).get("reason")).isEqualTo("no longer");
        assertThat(seen("?bundle=housing-fund", department))
                .containsExactlyInAnyOrder(
                        "demo-app getAccount [*] active", "demo-app message.account-movement [*] closed");
    }

    @Test
    void saysWhoUsedAServiceOfLate() {
        Caller.Answer called = hub.postJson(
                "/services/medical-insurance/v1/insured-person/query",
                hub.tokenAs("citizen"),
                "{\"identityNumber\":\"430301190001010028\"}");
        assertThat(called.status()).as("%s", called.json()).isEqualTo(200);

        Caller.Answer answer =
                hub.get("/api/v1/exchanges/uses?bundle=medical-insurance&major=1", hub.tokenAs("engineer"));

        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        List<?> uses = answer.items();
        assertThat(uses).hasSize(1);
        assertThat((Map<?, ?>) uses.get(0))
                .extracting("service", "actor", "count")
                .containsExactly("getInsuredPerson", "demo-app", 1L);
        assertThat(hub.get("/api/v1/exchanges/uses?bundle=medical-insurance&major=1", hub.tokenAs("department"))
                        .problem())
                .isEqualTo("forbidden");
    }

    private List<String> seen(String query, String token) {
        return hub.get(SUBSCRIPTIONS + query, token).items().stream()
                .map(item -> (Map<?, ?>) item)
                .map(item -> item.get("client") + " " + item.get("operation") + " " + item.get("fields") + " "
                        + item.get("state"))
                .toList();
    }
}
