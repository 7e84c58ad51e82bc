package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SocialSecurityRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Path EXAMPLES = Path.of("routes/social-security/simulator/examples");

    private final CollectedMessages queue = new CollectedMessages();

    SocialSecurityRouteTest() {
        super("social-security");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(CollectingPush.before(queue));
    }

    @Test
    void asksInASignedFormOfGbkAndAnswersInTheContractsWords() {
        Map<?, ?> answer = answer("direct:getInsurance", "430301190001010028");

        assertThat(answer.get("name")).isEqualTo("测*甲");
        assertThat((List<?>) answer.get("insurances"))
                .element(0)
                .isEqualTo(Map.of(
                        "kind", "enterprise-pension",
                        "employer", "测试单位甲",
                        "placeCode", "430300",
                        "lastMonth", "2026-05"));
    }

    @Test
    void leavesOutWhatTheDepartmentDoesNotKnow() {
        Map<?, ?> answer = answer("direct:getInsurance", "430102190002010017");

        assertThat(answer)
                .isEqualTo(Map.of(
                        "personNumber", "4301000002",
                        "name", "测*𠮷",
                        "insurances", List.of(Map.of("kind", "resident-pension", "lastMonth", "2025-12"))));
    }

    @Test
    void readsTheStringOfACardThatWasAskedForBehindAFurtherEscape() {
        assertThat(answer("direct:getSocialCard", "430102190002010017"))
                .isEqualTo(Map.of(
                        "cards",
                        List.of(Map.of(
                                "number", "********0002", "name", "测*𠮷", "placeCode", "430100", "state", "lost"))));
    }

    @Test
    void carriesTheWordsOfARefusalThatSays200() {
        Problem refused = refused("direct:getInsurance", "43060219000606006X");

        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(refused.extras())
                .containsEntry("departmentCode", "200")
                .containsEntry("departmentMessage", "查询失败：未查询到该人员的参保信息");
        assertThat(refused("direct:getSocialCard", "43060219000606006X").type())
                .isEqualTo(ProblemType.DEPARTMENT_REFUSED);
    }

    @Test
    void isRefusedByTheDepartmentWhenItSignsWithAnotherSecret() {
        mistakeTheSecretOf("core");

        for (String operation : List.of("direct:getInsurance", "direct:getSocialCard")) {
            assertThat(refused(operation, "430301190001010028").extras())
                    .containsEntry("departmentCode", "401")
                    .containsEntry("departmentMessage", "验签失败");
        }
    }

    @Test
    void endsEveryTrapInItsProblem() {
        assertThat(refused("direct:getInsurance", "430301190004030032").type())
                .as("GBK below a header that says UTF-8")
                .isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refused("direct:getInsurance", "430405190005040049"))
                .as("a thirteenth month")
                .satisfies(wrong -> assertThat(wrong.type()).isEqualTo(ProblemType.DEPARTMENT_CONTRACT))
                .satisfies(wrong -> assertThat(wrong.violations())
                        .extracting(Problem.Violation::path)
                        .containsExactly("rows[0].AAE002"));
        assertThat(refused("direct:getSocialCard", "430301190004030032").type())
                .as("a string that is cut off")
                .isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refused("direct:getInsurance", "430503190006050057").type())
                .as("out of order")
                .isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem(ask("direct:getInsurance", query("430202190003020028"), Duration.ofMillis(300)))
                        .type())
                .as("slow")
                .isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
    }

    @Test
    void makesMessagesOfAPensionFileAndRejectsOneWhoseHeadIsAFenOff() throws Exception {
        context.getRouteController().startRoute("pension-file");
        drop("YLJFF_20260610_02.txt");
        drop("YLJFF_20260610_01.txt");

        await(directory("exchange").resolve("rejected/YLJFF_20260610_02.txt.errors.txt"));
        await(directory("exchange").resolve("archive/YLJFF_20260610_01.txt"));

        assertThat(queue.taken())
                .extracting(CollectedMessages::text)
                .containsExactlyInAnyOrder(
                        "尊敬的测试甲：您2026年6月的养老金3200.50元已于6月10日发放", "尊敬的测试𠮷：您2026年6月的养老金2601.05元已于6月10日发放");
        assertThat(Files.readString(directory("exchange").resolve("rejected/YLJFF_20260610_02.txt.errors.txt")))
                .contains("0.01")
                .doesNotContain("5801");
        assertThat(result("YLJFF_20260610_01.result.txt"))
                .isEqualTo("$20260610|YLJFF_20260610_01.txt|00|2|2|0||\n2|202606000001|00|||\n3|202606000002|00|||\n");
        assertThat(result("YLJFF_20260610_02.result.txt"))
                .contains("相差 0.01|\n2|202606000001|02|||\n")
                .doesNotContain("4303", "测试", "5801");
    }

    private String result(String name) throws Exception {
        await(directory("exchange").resolve("results/" + name + ".ok"));
        return new String(
                Files.readAllBytes(directory("exchange").resolve("results/" + name)), Charset.forName("GB18030"));
    }

    private void drop(String name) throws Exception {
        for (String file : List.of(name, name + ".ok")) {
            Files.copy(
                    EXAMPLES.resolve(file),
                    directory("exchange").resolve("outgoing").resolve(file));
        }
    }

    private static void await(Path file) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file));
    }

    private Map<?, ?> answer(String operation, String number) {
        Exchange answered = ask(operation, query(number), PATIENCE);
        assertThat(answered.getException()).isNull();
        return answered.getMessage().getBody(Map.class);
    }

    private Problem refused(String operation, String number) {
        return problem(ask(operation, query(number), PATIENCE));
    }

    private static Map<String, Object> query(String number) {
        return call(Map.of("identityNumber", number, "name", "测试𠮷"));
    }
}
