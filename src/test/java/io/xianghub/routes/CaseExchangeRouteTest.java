package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.push.CollectedMessages;
import io.xianghub.push.Submission;
import io.xianghub.push.camel.CollectingPush;
import io.xianghub.shared.SetClock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class CaseExchangeRouteTest extends RouteTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String IN_ORDER = "4301002026060100001";
    private static final String ENDED_FIRST = "4301002026060100002";
    private static final String ENTERPRISE = "4301002026060100003";

    private final SetClock clock = new SetClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final CollectedMessages queue = new CollectedMessages();

    CaseExchangeRouteTest() {
        super("case-exchange");
    }

    @Override
    List<HubEndpoints> endpoints() {
        return List.of(CollectingPush.before(queue));
    }

    @Override
    Clock clock() {
        return clock;
    }

    @Test
    void tellsEachPersonOfTheirCaseInWhateverOrderItsRowsCome() throws Exception {
        poll();

        assertThat(texts(IN_ORDER))
                .containsExactlyInAnyOrder(
                        "尊敬的测试甲：您申请的“个体工商户设立登记”已由测试市行政审批局受理，办件编号4301002026060100001。",
                        "尊敬的测试甲：您申请的“个体工商户设立登记”（办件编号4301002026060100001）已进入“审查”环节。");
        // Its process and its acceptance were written after its result.
        assertThat(of(ENDED_FIRST))
                .singleElement()
                .satisfies(made -> assertThat(made.template().code()).isEqualTo("case-result"));
        assertThat(of(ENTERPRISE)).singleElement().satisfies(made -> {
            assertThat(made.receiver().certificateNumber()).isEqualTo("430202190003020028");
            assertThat(made.receiver().name()).isEqualTo("测试丙");
        });
    }

    @Test
    void leavesWrongRowsWaitingAndTakesTheOthers() throws Exception {
        poll();

        assertThat(waiting("up_pro_accept")).containsExactly("A-8");
        assertThat(waiting("up_pro_result")).containsExactly("R-8");
        assertThat(told(BundleEvent.Kind.ROW_SET_ASIDE))
                .extracting(text -> text.zh().substring(0, 24))
                .anySatisfy(text -> assertThat(text).startsWith("box/accepts 搁置行 A-8"))
                .anySatisfy(text -> assertThat(text).startsWith("box/results 搁置行 R-8"))
                .anySatisfy(text -> assertThat(text).startsWith("box/processes 搁置行 P-9"));
    }

    @Test
    void tellsOfAProcessOnceTheRegisterKnowsItsCase() throws Exception {
        poll();
        assertThat(of("430100-T-9")).isEmpty();

        change(
                "insert into pro_register select '430100-T-9', task_name, org_name, applyer_name, applyer_type,"
                        + " applyer_page_type, applyer_page_code, contact_name, contact_type, contact_code, contact_mobile"
                        + " from pro_register where project_no = ?",
                IN_ORDER);
        clock.forward(Duration.ofSeconds(61));

        await().atMost(SOON).untilAsserted(() -> assertThat(of("430100-T-9")).hasSize(1));
    }

    @Test
    void aRowSentAgainTellsNobodyTwiceAndAnotherResultIsTold() throws Exception {
        poll();
        change("update up_pro_result set is_sync = '0', cd_operation = 'U', cd_time = ? where row_guid = 'R-2'", now());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(waiting("up_pro_result")).containsExactly("R-8"));
        assertThat(of(ENDED_FIRST)).hasSize(1);

        change(
                "update up_pro_result set is_sync = '0', cd_operation = 'U', cd_time = ?, result_type = '2'"
                        + " where row_guid = 'R-2'",
                now());
        await().atMost(SOON).untilAsserted(() -> assertThat(of(ENDED_FIRST)).hasSize(2));
        assertThat(of(ENDED_FIRST).get(1).correction()).isTrue();

        change("update up_pro_result set is_sync = '0', cd_operation = 'D', cd_time = ? where row_guid = 'R-2'", now());
        await().atMost(SOON).untilAsserted(() -> assertThat(of(ENDED_FIRST)).hasSize(3));
        assertThat(of(ENDED_FIRST).get(2).template().code()).isEqualTo("case-withdrawn");
    }

    @Test
    void aProcessCommittedLateIsToldAndTheViewIsNeverWrittenTo() throws Exception {
        poll();
        change(
                "insert into up_pro_process (row_guid, project_no, event_name, process_name, event_start_time,"
                        + " cd_operation, cd_time) values ('P-late', ?, '3', '决定', ?, 'I', ?)",
                IN_ORDER,
                now(),
                Timestamp.valueOf(beijing().minusMinutes(25)));

        await().atMost(SOON).untilAsserted(() -> assertThat(of(IN_ORDER)).hasSize(3));
        assertThat(waiting("up_pro_process")).containsExactly("P-1", "P-2", "P-9", "P-late");
    }

    @Test
    void afterTheCleanerHasBeenThereNothingComesTwiceAndALongSilenceIsTold() throws Exception {
        poll();
        int before = queue.taken().size();

        clock.forward(Duration.ofDays(8));
        Timestamp edge = Timestamp.valueOf(beijing().minusDays(7));
        change("delete from up_pro_accept where is_sync = '1' and cd_time < ?", edge);
        change("delete from up_pro_result where is_sync = '1' and cd_time < ?", edge);
        change("delete from up_pro_process where cd_time < ?", edge);
        change(
                "insert into up_pro_result (row_guid, project_no, result_date, result_type, cd_operation, cd_time)"
                        + " values ('R-1', ?, ?, '1', 'I', ?)",
                IN_ORDER,
                now(),
                now());

        await().atMost(SOON).untilAsserted(() -> assertThat(queue.taken()).hasSize(before + 1));
        assertThat(of(IN_ORDER).get(2).template().code()).isEqualTo("case-result");
        await().atMost(SOON).untilAsserted(() -> assertThat(told(BundleEvent.Kind.POLLING_GAP))
                .hasSize(3));
        // Row R-8 has waited since before the silence, and nobody has mended it.
        await().atMost(SOON).untilAsserted(() -> assertThat(told(BundleEvent.Kind.POLLING_BEHIND))
                .anySatisfy(text -> assertThat(text.zh()).startsWith("box/results 最早的行已等待")));
    }

    /** Lets the three routes look until nothing but what is wrong waits. */
    private void poll() throws Exception {
        for (String route : List.of("accepts", "processes", "results")) {
            context.getRouteController().startRoute(route);
        }
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(waiting("up_pro_accept")).containsExactly("A-8");
            assertThat(waiting("up_pro_result")).containsExactly("R-8");
            assertThat(told(BundleEvent.Kind.ROW_SET_ASIDE)).hasSize(3);
        });
    }

    private List<Submission> of(String project) {
        return queue.taken().stream()
                .filter(made -> made.key().parts().get(0).equals(project))
                .toList();
    }

    private List<String> texts(String project) {
        return of(project).stream().map(CollectedMessages::text).toList();
    }

    private LocalDateTime beijing() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    }

    private Timestamp now() {
        return Timestamp.valueOf(beijing());
    }

    private void change(String sql, Object... values) {
        new JdbcTemplate(department("box-db")).update(sql, values);
    }

    private List<String> waiting(String table) {
        return new JdbcTemplate(department("box-db"))
                .queryForList("select row_guid from " + table + " where is_sync = '0' order by row_guid", String.class);
    }
}
