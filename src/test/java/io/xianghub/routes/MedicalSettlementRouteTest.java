package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.Submission;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class MedicalSettlementRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String CITIZEN = "430301190001010028";
    private static final Path EXAMPLE = Path.of("routes/medical-settlement/simulator/examples/settled.json");

    private final CollectedMessages queue = new CollectedMessages();

    MedicalSettlementRouteTest() {
        super("medical-settlement");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(CollectingPush.before(queue));
    }

    @Test
    void readsASettlementThatTravelsEncipheredAndSigned() {
        Exchange answered = settlement("000001");

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody())
                .isEqualTo(Map.of(
                        "number", "430100G20260601000001",
                        "settledAt", "2026-06-01T09:30:15+08:00",
                        "kind", "outpatient",
                        "totalFen", 20_050L,
                        "fundFen", 12_030L,
                        "ownFen", 8_020L,
                        "accountFen", 5_020L,
                        "familyFen", 1_000L,
                        "cashFen", 2_000L,
                        "balanceFen", 118_430L));
        assertThat(problem(settlement("999999")).extras()).containsEntry("departmentMessage", "未查询到结算信息");
    }

    @Test
    void believesNoSettlementThatWasAlteredOrIsNotTheDepartments() {
        for (String trap : List.of("000002", "000003", "000004", "000007")) {
            assertThat(problem(settlement(trap)).type()).as(trap).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        }
    }

    @Test
    void believesNoSettlementThatIsReplayed() {
        assertThat(settlement("000005").getException()).isNull();
        assertThat(problem(settlement("000005")).detail().en()).contains("replayed");
        assertThat(problem(settlement("000006")).detail().en()).contains("more than 5 minutes");
    }

    @Test
    void isRefusedByTheNetworkWhenAnyOfItsKeysIsAnother() {
        mistakeTheSecretOf("network", "sm2", "4".repeat(64));
        assertThat(problem(settlement("000001")).extras()).containsEntry("departmentMessage", "报文解密或验签失败");
        mistakeTheSecretOf("network", "sm2", "1".repeat(64));
        assertThat(settlement("000001").getException()).isNull();
        mistakeTheSecretOf("network", "app", "another secret");
        assertThat(problem(settlement("000001")).extras()).containsEntry("departmentMessage", "报文解密或验签失败");
    }

    @Test
    void makesOneMessageOfASettlementThatIsSentTwiceAndTellsNothingOfHealth() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(settled("").getMessage().getBody(byte[].class))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"infcode\":0,\"inf_refmsgid\":\"H43010000001202606010930150001\",\"err_msg\":\"\"}");
        }

        Submission made = only();
        assertThat(made.key().parts()).containsExactly("430100G20260601000001");
        assertThat(made.receiver().certificateNumber()).isEqualTo(CITIZEN);
        assertThat(made.template().title()).isEqualTo("医保结算");
        assertThat(CollectedMessages.text(made))
                .isEqualTo("尊敬的测试甲：您的医保账户6月1日结算费用200.50元，其中基金支付120.30元，个人承担80.20元，个人账户余额1184.30元");
        assertThat(told(BundleEvent.Kind.STEP)).isEmpty();
    }

    @Test
    void warnsOfPartsThatDoNotMakeTheWholeAndTellsTheCitizenAllTheSame() throws Exception {
        assertThat(settled("\"fund_pay_sumamt\":120.30").getException()).isNull();

        assertThat(only().key().parts()).containsExactly("430100G20260601000001");
        assertThat(told(BundleEvent.Kind.STEP)).singleElement().satisfies(step -> assertThat(step.en())
                .contains("settlement-sums-differ"));
    }

    @Test
    void warnsOfPaymentsThatDoNotMakeThePersonsPart() throws Exception {
        assertThat(settled("\"acct_pay\":50.20").getException()).isNull();

        assertThat(told(BundleEvent.Kind.STEP)).hasSize(1);
    }

    /** @param altered the amount that is one fen more than it should be; empty for none */
    private Exchange settled(String altered) throws Exception {
        String call = Files.readString(EXAMPLE);
        assertThat(call).contains(altered);
        String sent =
                altered.isEmpty() ? call : call.replace(altered, altered.substring(0, altered.length() - 1) + "1");
        return ask("facade:settled", sent.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    private Submission only() {
        assertThat(queue.taken()).hasSize(1);
        return queue.taken().get(0);
    }

    private Exchange settlement(String number) {
        return ask(
                "direct:getSettlement",
                call(Map.of("identityNumber", CITIZEN, "number", "430100G20260601" + number)),
                PATIENCE);
    }
}
