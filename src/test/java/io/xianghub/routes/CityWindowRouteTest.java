package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.Submission;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class CityWindowRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CITIZEN = "430301190001010028";
    private static final Path EXAMPLE = Path.of("routes/city-window/simulator/examples/submit.xml");

    private final CollectedMessages queue = new CollectedMessages();

    CityWindowRouteTest() {
        super("city-window");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(CollectingPush.before(queue));
    }

    @Test
    void readsACaseWhoseDocumentSaysGbkInAnEnvelopeOfUtf8CdataOrEscaped() {
        assertThat(asked("0001"))
                .containsEntry("state", "accepted")
                .containsEntry("item", "公共场所卫生许可")
                .containsEntry("applicant", "测*甲");
        assertThat(asked("0002")).containsEntry("state", "in-progress").containsEntry("kind", "immediate");
    }

    @Test
    void takesTheStateFromThePartsThatAreThereInWhateverOrderTheyCame() {
        assertThat(asked("0003"))
                .containsEntry("state", "done")
                .extracting("result")
                .isEqualTo(Map.of("date", "2026-06-08", "explanation", "准予许可"));
        assertThat(asked("0004")).containsEntry("state", "done");
    }

    @Test
    void carriesWordsThatCameInsteadOfADocument() {
        assertThat(refused("0005").extras()).containsEntry("departmentMessage", "系统异常:数据库连接超时");
        assertThat(refused("9999").extras()).containsEntry("departmentMessage", "办件编号或查询密码不正确");
        assertThat(refused("0006").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
    }

    @Test
    void isRefusedByTheWindowWhenItSignsWithAnotherSecret() {
        mistakeTheSecretOf("window");

        Problem refused = refused("0001");

        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(refused.extras()).containsEntry("departmentMessage", "验签失败");
    }

    @Test
    void tellsTheApplicantOfHisCaseAndAnswersTheWindowInItsEnvelope() throws Exception {
        Exchange answered = submitted("<SYNC_STATUS>I<", "<SYNC_STATUS>I<");

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody(byte[].class))
                .asString(StandardCharsets.UTF_8)
                .contains("<SubmitProjectResult>接收成功</SubmitProjectResult>");
        Submission made = only();
        assertThat(made.receiver().certificateNumber()).isEqualTo(CITIZEN);
        assertThat(made.receiver().certificateType()).isEqualTo("01");
        assertThat(made.key().parts()).containsExactly("4303002606010011");
        assertThat(CollectedMessages.text(made))
                .isEqualTo("测试甲：您申请的“公共场所卫生许可”（承诺件）已由测试市卫生健康委员会于6月1日受理，办件编号4303002606010011");
    }

    @Test
    void acknowledgesACaseThatIsInStepAndTellsNobody() throws Exception {
        assertThat(submitted("<SYNC_STATUS>I<", "<SYNC_STATUS>S<").getException())
                .isNull();
        assertThat(queue.taken()).isEmpty();
    }

    @Test
    void takesBackWhatTheWindowWithdraws() throws Exception {
        submitted("<SYNC_STATUS>I<", "<SYNC_STATUS>D<");

        assertThat(only().correction()).isTrue();
        assertThat(CollectedMessages.text(only())).contains("已由测试市卫生健康委员会作废");
    }

    @Test
    void tellsThePersonWhoActsForAnEnterprise() throws Exception {
        submitted(
                "<APPLY_TYPE>0<",
                "<APPLY_TYPE>1<",
                CITIZEN + "</APPLY_CARDNUMBER>",
                "91430100MAHUB0013H</APPLY_CARDNUMBER>");

        assertThat(only().receiver().certificateNumber()).isEqualTo(CITIZEN);
    }

    @Test
    void refusesAStatusThatNobodyAgreedOn() throws Exception {
        Problem refused = problem(submitted("<SYNC_STATUS>I<", "<SYNC_STATUS>X<"));

        assertThat(refused.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(refused.violations()).extracting(Problem.Violation::path).contains("SYNC_STATUS");
        assertThat(queue.taken()).isEmpty();
    }

    private Exchange submitted(String... replaced) throws Exception {
        String document = Files.readString(EXAMPLE);
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(document).contains(replaced[i]);
            document = document.replace(replaced[i], replaced[i + 1]);
        }
        return ask("facade:submit", document.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    private Submission only() {
        assertThat(queue.taken()).hasSize(1);
        return queue.taken().get(0);
    }

    @SuppressWarnings("unchecked") // a mapping answers maps by name
    private Map<String, Object> asked(String number) {
        Exchange answered = ask("direct:queryCase", query(number), PATIENCE);
        assertThat(answered.getException()).isNull();
        return answered.getMessage().getBody(Map.class);
    }

    private Problem refused(String number) {
        return problem(ask("direct:queryCase", query(number), PATIENCE));
    }

    private static Map<String, Object> query(String number) {
        return call(Map.of("identityNumber", CITIZEN, "number", "430300260601" + number, "password", "123456"));
    }
}
