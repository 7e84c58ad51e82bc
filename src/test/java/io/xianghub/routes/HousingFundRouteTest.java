package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.Submission;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HousingFundRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Charset GBK = Charset.forName("GBK");
    private static final String ACCOUNT = "43030000000000000001";
    private static final List<String> COLUMNS =
            List.of("GRZH", "JZRQ", "GJHTQYWLX", "FSE", "DNGJFSE", "SNJZFSE", "FSLXE", "TQYY", "TQFS", "YWLSH", "CZBZ");

    private final CollectedMessages queue = new CollectedMessages();

    HousingFundRouteTest() {
        super("housing-fund");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(CollectingPush.before(queue));
    }

    @Test
    void makesOneMessageOfARowAndItsAccount() {
        Exchange answered = ask("direct:account-movement", row(ACCOUNT, "11", "5000.00", "0"), PATIENCE);

        assertThat(answered.getException()).isNull();
        Submission made = only();
        assertThat(made.key().parts()).containsExactly("C43010", ACCOUNT, "20260601000000000003");
        assertThat(made.key().version()).isEqualTo("0");
        assertThat(made.receiver().certificateNumber()).isEqualTo("430301190001010028");
        assertThat(made.correction()).isFalse();
        assertThat(CollectedMessages.text(made)).isEqualTo("尊敬的测试甲：您的公积金账户6月1日因房租提取本金5000.00元，利息12.30元，账户余额35210.88元");
    }

    @Test
    void takesTheSameRowAsAFormAndAnswersInTheDepartmentsWords() {
        Exchange answered = ask("facade:notify", form(row(ACCOUNT, "01", "1200.00", "0")), PATIENCE);

        expectSuccessInGbk(answered);
        assertThat(only().template().code()).isEqualTo("housing-fund-deposit");
    }

    @Test
    void takesTheSameRowAsXmlWithANameOutsideGbkAndASerialInFullWidth() {
        Map<String, Object> row = row("43030000000000000002", "01", "800.00", "0");
        row.put("YWLSH", "２０２６０６０１００００００００００００");

        Exchange answered = ask("facade:notify-xml", xml(row), PATIENCE);

        expectSuccessInGbk(answered);
        assertThat(only().receiver().name()).isEqualTo("测试𠮷");
        assertThat(only().key().parts()).contains("20260601000000000000");
    }

    @Test
    void makesNoMessageOfAKindThatMovesNoMoney() {
        Exchange answered = ask("direct:account-movement", row(ACCOUNT, "03", "0.00", "0"), PATIENCE);

        assertThat(queue.taken()).isEmpty();
        assertThat(answered.getMessage().getBody()).isEqualTo(List.of(Map.of("outcome", "filtered")));
    }

    @Test
    void makesACorrectionOfAReversal() {
        ask("direct:account-movement", row(ACCOUNT, "11", "-5000.00", "1"), PATIENCE);

        Submission made = only();
        assertThat(made.correction()).isTrue();
        assertThat(made.key().parts()).containsExactly("C43010", ACCOUNT, "20260601000000000003");
        assertThat(made.key().version()).isEqualTo("1");
        assertThat(CollectedMessages.text(made))
                .contains("部分提取-5000.00元", "已冲正")
                .doesNotContain("因房租");
    }

    @Test
    void saysThatTheDepartmentKnowsNobodyOfThisAccount() {
        Exchange refused = ask("direct:account-movement", row("43030000000000009999", "01", "1.00", "0"), PATIENCE);

        Problem problem = problem(refused);
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(problem.violations()).singleElement().satisfies(wrong -> assertThat(wrong.path())
                .isEqualTo("receiver"));
        assertThat(queue.taken()).isEmpty();
    }

    @Test
    void blamesTheCallerForADayThatIsNone() {
        Map<String, Object> row = row(ACCOUNT, "01", "1.00", "0");
        row.put("JZRQ", "20261399");

        assertThat(problem(ask("direct:account-movement", row, PATIENCE)).type())
                .isEqualTo(ProblemType.INVALID_MESSAGE);
    }

    @Test
    void takesEveryRowOfAFile() throws Exception {
        readFilesFrom("direct:file");

        Exchange taken =
                ask("direct:file", file(row(ACCOUNT, "01", "1.00", "0"), row(ACCOUNT, "03", "0", "0")), PATIENCE);

        assertThat(taken.getException()).isNull();
        assertThat(queue.taken()).hasSize(1);
    }

    @Test
    void takesNothingOfAFileWhoseLastRowNamesAnUnknownAccount() throws Exception {
        readFilesFrom("direct:file");

        Exchange refused = ask(
                "direct:file",
                file(row(ACCOUNT, "01", "1.00", "0"), row("43030000000000009999", "01", "1.00", "0")),
                PATIENCE);

        assertThat(problem(refused).detail().zh()).contains("第 2 条");
        assertThat(queue.taken()).isEmpty();
    }

    @Test
    void takesNothingOfAFileWhoseRowsContradictEachOther() throws Exception {
        readFilesFrom("direct:file");

        Exchange refused =
                ask("direct:file", file(row(ACCOUNT, "01", "1.00", "0"), row(ACCOUNT, "01", "2.00", "0")), PATIENCE);

        assertThat(problem(refused).type()).isEqualTo(ProblemType.MESSAGE_CHANGED);
        assertThat(queue.taken()).isEmpty();
    }

    @Test
    void readsTheBanksLinesWhoseBytesAreNotWhatTheirPrologSays() {
        Exchange answered = ask("direct:queryTransactions", transactions("4301000100000001"), PATIENCE);

        assertThat(answered.getException()).isNull();
        List<?> lines = (List<?>) answered.getMessage().getBody(Map.class).get("transactions");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).toString()).contains("businessSerial=202606010000011", "opponentName=测*甲");
        assertThat(lines.get(1).toString()).doesNotContain("opponent").contains("amountFen=1230");
        assertThat(lines.get(2).toString()).contains("amountFen=-80000");
    }

    @ParameterizedTest
    @CsvSource({
        "4301000100000002, DEPARTMENT_HAS_NONE",
        "4301000100000003, DEPARTMENT_UNREADABLE",
        "4301000100000004, DEPARTMENT_UNREACHABLE",
        "4301000100000009, DEPARTMENT_REFUSED"
    })
    void eachTrapOfTheBankEndsInItsProblemAndTheNextCallGoesWell(String account, ProblemType expected) {
        assertThat(problem(ask("direct:queryTransactions", transactions(account), PATIENCE))
                        .type())
                .isEqualTo(expected);

        assertThat(ask("direct:queryTransactions", transactions("4301000100000001"), PATIENCE)
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "202606020000012, 2026-06-12, 800.00, 1",
        "202606020000012, 2026-06-13, 800.00, 0",
        "202606020000012, 2026-06-01, 800.00, 0",
        "202606020000012, 2026-06-08, 700.00, 0",
        "202606010000011, 2026-06-08, 5012.30, 1",
        "202606030000013, 2026-06-08, 1300.00, 2"
    })
    void takesBackWhatWasPaidInThatAmountWithinTenDaysAndNothingElse(
            String serial, String day, String amount, int corrections) {
        Exchange answered = ask(
                "direct:notice-line",
                Map.of("YWLSH", serial, "returned", "R", "returnedOn", day, "returnedAmount", amount),
                PATIENCE);

        assertThat(answered.getException()).isNull();
        assertThat(queue.taken()).hasSize(corrections).allMatch(Submission::correction);
    }

    private static Map<String, Object> transactions(String account) {
        return call(Map.of("accountNumber", account, "from", "2026-06-01", "to", "2026-06-08"));
    }

    /** The file route as it stands, fed by hand instead of by SFTP. */
    private void readFilesFrom(String uri) throws Exception {
        AdviceWith.adviceWith(context, "movements-file", route -> route.replaceFromWith(uri));
        context.getRouteController().startRoute("movements-file");
    }

    private static void expectSuccessInGbk(Exchange answered) {
        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody(byte[].class))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("RtnCode=00000&RtnMessage=%BD%BB%D2%D7%B3%C9%B9%A6");
    }

    private Submission only() {
        assertThat(queue.taken()).hasSize(1);
        return queue.taken().get(0);
    }

    private static Map<String, Object> row(String account, String kind, String amount, String reversal) {
        Map<String, Object> row = new LinkedHashMap<>();
        List<String> values = List.of(
                account,
                "20260601",
                kind,
                amount,
                amount,
                "0.00",
                "12.30",
                "07",
                "02",
                "20260601000000000003",
                reversal);
        for (int i = 0; i < COLUMNS.size(); i++) {
            row.put(COLUMNS.get(i), values.get(i));
        }
        return row;
    }

    private static byte[] form(Map<String, Object> row) {
        List<String> pairs = row.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .toList();
        return String.join("&", pairs).getBytes(GBK);
    }

    private static byte[] xml(Map<String, Object> row) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"GBK\"?><message><body>");
        row.forEach((column, value) -> xml.append("<field name=\"%s\">%s</field>".formatted(column, value)));
        return xml.append("</body></message>").toString().getBytes(GBK);
    }

    @SafeVarargs
    private static byte[] file(Map<String, Object>... rows) {
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> row : rows) {
            row.values().forEach(value -> lines.append(value).append('|'));
            lines.append('\n');
        }
        return lines.toString().getBytes(GBK);
    }
}
