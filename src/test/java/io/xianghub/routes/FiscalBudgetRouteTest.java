package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiscalBudgetRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final Path VOUCHERS = Path.of("routes/fiscal-budget/cases/facade.vouchers");

    private final Store store = new Store();
    private final CollectedMessages queue = new CollectedMessages();

    FiscalBudgetRouteTest() {
        super("fiscal-budget");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(store, CollectingPush.before(queue));
    }

    @Test
    void carriesCertificatesToTheStoreInFenAndDates() {
        Exchange answered = ask("sync:payments/bill", bills("B-C-0001", "B-C-0002", "B-C-0003"), PATIENCE);

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo("kept in payments/bill");
        assertThat(store.kept.keySet()).containsExactly("payments/bill");
        assertThat(store.row("payments/bill", "B-C-0001"))
                .containsEntry("certificateNo", "W430000260201")
                .containsEntry("division", "430000000")
                .containsEntry("fiscalYear", "2026")
                .containsEntry("amount", 30_000_000L)
                .containsEntry("paid", 30_000_000L)
                .containsEntry("issuedOn", "2026-03-02")
                .containsEntry("paidOn", "2026-03-03")
                .containsEntry("deleted", "2")
                .containsEntry("updatedAt", "2026-03-03 15:20:11");
        assertThat(store.row("payments/bill", "B-C-0002").get("paid")).isNull();
        assertThat(store.row("payments/bill", "B-C-0003"))
                .containsEntry("paid", 0L)
                .containsEntry("addWord", "收款账号户名不符");
    }

    @Test
    void carriesDetailsToTheStoreThoseOfPersonsToo() {
        List<Map<String, @Nullable Object>> details = handed(rows("budget", "details"));

        Exchange answered = ask("sync:payments/detail", details, PATIENCE);

        assertThat(answered.getException()).isNull();
        assertThat(store.kept.get("payments/detail")).hasSameSizeAs(details);
        assertThat(store.row("payments/detail", "D-C-0002"))
                .containsEntry("uscc", "91430100MAHUB0013H")
                .containsEntry("amount", 8_640_050L);
        assertThat(store.row("payments/detail", "D-T-0007").get("uscc")).isNull();
    }

    @Test
    void readsNoAccountFromTheDepartment() {
        for (String source : List.of("bills", "details")) {
            assertThat(rows("budget", source)).isNotEmpty().allSatisfy(row -> assertThat(row.keySet())
                    .noneMatch(column -> column.contains("ACCT") || column.contains("CORP")));
        }
    }

    @Test
    void handsNothingToTheStoreWhenARowIsNotWholeFen() {
        List<Map<String, @Nullable Object>> rows = bills("B-C-0001", "B-C-0002");
        rows.get(1).put("PAY_AMT", new BigDecimal("86400.505"));

        Exchange refused = ask("sync:payments/bill", rows, PATIENCE);

        assertThat(refused.getException()).isInstanceOf(Problem.class);
        Problem problem = (Problem) refused.getException();
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(problem.violations()).singleElement().satisfies(violation -> assertThat(violation.path())
                .contains("PAY_AMT"));
        assertThat(store.kept).isEmpty();
    }

    @Test
    void anEnterpriseIsGivenItsOwnBenefitsAloneWhicheverWordThePortalHasForSuccess() {
        assertThat(benefits("430100"))
                .extracting(benefit -> benefit.get("certificateNo"), benefit -> benefit.get("amountFen"))
                .containsExactly(tuple("W430100260317", 8_640_050L), tuple(null, 4_560_000L));
        // 431000000 is Chenzhou, as text; it answers rscode 100000
        assertThat(benefits("431000")).singleElement().satisfies(benefit -> assertThat(benefit)
                .containsEntry("certificateNo", "W431000260077")
                .containsEntry("division", "431000"));
        assertThat(benefits("430600")).isEmpty();
    }

    @Test
    void givesNoBenefitsWhenThePortalsTotalLiesOrItSendsALoginPageOrIsAway() {
        assertThat(refusedBenefits("430200").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refusedBenefits("430300").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refusedBenefits("430400").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
    }

    @Test
    void carriesThePortalsWordsWhenItDoesNotKnowTheToken() {
        mistakeTheSecretOf("portal");
        assertThat(refusedBenefits("430100").extras())
                .containsEntry("departmentCode", "999401")
                .containsEntry("departmentMessage", "会话已失效，请重新登录");
    }

    @Test
    void tellsAnEnterpriseWhatTheBankDidWithItsPaymentOnceHoweverOftenTheVoucherComes() throws Exception {
        for (int times = 0; times < 2; times++) {
            assertThat(vouchers("paid-and-refused")).contains("<VoucherStatus>15</VoucherStatus>");
        }
        assertThat(queue.taken())
                .extracting(CollectedMessages::text)
                .containsExactly(
                        "省工业和信息化厅拨付的“专精特新“小巨人”企业奖补”300000.00元已于3月3日支付，支付凭证号W430000260201",
                        "省工业和信息化厅拨付的“专精特新“小巨人”企业奖补”12000.00元未能支付：收款账号户名不符。支付凭证号W430000260202，请与拨款单位联系");
        assertThat(queue.taken())
                .allSatisfy(message ->
                        assertThat(message.receiver().certificateNumber()).isEqualTo("91430100MAHUB0013H"));
    }

    @Test
    void takesAVoucherThatProvesNoPaymentYetOrOnlyAPartAndTellsNobody() throws Exception {
        assertThat(vouchers("only-issued")).contains("<VoucherStatus>15</VoucherStatus>");
        assertThat(vouchers("paid-in-part")).contains("<VoucherStatus>15</VoucherStatus>");
        assertThat(vouchers("unknown-kind")).contains("<VoucherStatus>16</VoucherStatus>");
        assertThat(queue.taken()).isEmpty();
    }

    private static String vouchers(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return new String(answered.getMessage().getBody(byte[].class), Charset.forName("GBK"));
    }

    private String vouchers(String example) throws Exception {
        return vouchers(
                ask("facade:vouchers", Files.readAllBytes(VOUCHERS.resolve(example + "/request.xml")), PATIENCE));
    }

    @SuppressWarnings("unchecked") // a mapping answers maps by name
    private List<Map<String, Object>> benefits(String division) {
        Exchange answered = ask("direct:listBenefits", query(division), PATIENCE);
        assertThat(answered.getException()).isNull();
        return (List<Map<String, Object>>)
                answered.getMessage().getBody(Map.class).get("benefits");
    }

    private Problem refusedBenefits(String division) {
        return problem(ask("direct:listBenefits", query(division), PATIENCE));
    }

    private static Map<String, Object> query(String division) {
        return call(Map.of("uscc", "91430100MAHUB0013H", "fiscalYear", "2026", "division", division));
    }

    private List<Map<String, @Nullable Object>> bills(String... ids) {
        return handed(rows("budget", "bills").stream()
                .filter(row -> List.of(ids).contains(row.get("PAY_CERT_ID")))
                .toList());
    }

    /** As a sync hands a department's rows to a route: with times as texts. */
    private static List<Map<String, @Nullable Object>> handed(List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> handed = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(row);
            tree.replaceAll((column, value) -> value instanceof LocalDateTime time ? DATE_TIME.format(time) : value);
            handed.add(tree);
        }
        return handed;
    }

    /** Collects what arrives at {@code redemption:}, by dataset and stream. */
    private static final class Store implements HubEndpoints {

        private final Map<String, List<?>> kept = new LinkedHashMap<>();

        @Override
        public String scheme() {
            return "redemption";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(stream -> exchange -> {
                kept.put(stream, exchange.getMessage().getBody(List.class));
                exchange.getMessage().setBody("kept in " + stream);
            });
        }

        @SuppressWarnings("unchecked") // a mapping answers maps by name
        Map<String, @Nullable Object> row(String stream, String id) {
            return kept.get(stream).stream()
                    .map(row -> (Map<String, @Nullable Object>) row)
                    .filter(row -> id.equals(row.get("id")))
                    .findAny()
                    .orElseThrow();
        }
    }
}
