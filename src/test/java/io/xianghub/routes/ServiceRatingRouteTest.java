package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ServiceRatingRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String CASE = "HN-2026-000001";

    ServiceRatingRouteTest() {
        super("service-rating");
    }

    @Test
    void refusesARatingBeforeItsServiceInTheCentresWordsAndTakesItOnceTheServiceIsThere() {
        Problem early = problem(rate(CASE, 1, 5));

        assertThat(early.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(early.extras())
                .containsEntry("departmentCode", "0")
                .containsEntry("departmentMessage", "未找到办件 HN-2026-000001 的第 1 次服务，请先报送办件服务");

        assertThat(report(CASE, 1)).containsEntry("state", "reported");
        assertThat(answer(rate(CASE, 1, 5))).containsEntry("level", "非常满意").containsEntry("bad", false);
    }

    @Test
    void refusesASecondRatingOfOneServiceAndTakesOneOfTheNext() {
        report(CASE, 1);
        report(CASE, 2);
        answer(rate(CASE, 1, 4));

        assertThat(problem(rate(CASE, 1, 5)).extras().get("departmentMessage"))
                .isEqualTo("办件 HN-2026-000001 的第 1 次服务已评价，不能重复评价");

        assertThat(answer(rate(CASE, 2, 2))).containsEntry("bad", true);
        assertThat(ratings()).extracting(rating -> rating.get("assessNumber")).containsExactly("1", "2");
    }

    @Test
    void callsTwoAndOneBadAndNothingElse() {
        for (int satisfaction = 1; satisfaction <= 5; satisfaction++) {
            report(CASE, satisfaction);

            assertThat(answer(rate(CASE, satisfaction, satisfaction))).containsEntry("bad", satisfaction <= 2);
        }
    }

    @Test
    void sendsOptionsAsTheCentresCodesAndReadsThemBack() {
        report(CASE, 1);

        Map<String, Object> rating = answer(rate(CASE, 1, 3));

        assertThat(rating.get("options")).isEqualTo(List.of("efficiency", "usability"));
        assertThat(ratings().get(0).get("evalDetail")).isEqualTo("101,104");
        assertThat(ratings().get(0).get("assessTime")).isEqualTo("2026-06-02 18:00:00");
    }

    @Test
    void tellsOfAServiceThatTheCentreHasNotLoadedYet() {
        assertThat(report("HN-2026-000088", 1)).containsEntry("state", "waiting");
        assertThat(problem(rate("HN-2026-000088", 1, 5)).type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);

        assertThat(report("HN-2026-000088", 1)).containsEntry("state", "reported");
        assertThat(answer(rate("HN-2026-000088", 1, 5))).containsEntry("bad", false);
    }

    @Test
    void encodesEveryParameterOfThePageTwice() {
        report(CASE, 1);

        Map<String, Object> page = answer(ask("direct:getRatingPage", call(ratedCase(CASE)), PATIENCE));

        assertThat(page.get("url"))
                .isEqualTo("https://rating.invalid/m/evaluate?case=HN-2026-000001&region=430100000000");
        assertThat((List<?>) told("centre", "/hcp/pages")).singleElement().isInstanceOfSatisfying(Map.class, asked -> {
            assertThat(asked.get("applicantName")).isEqualTo("测试甲");
            assertThat(asked.get("applicantCardNumber")).isEqualTo("430301190001010028");
            assertThat(asked.get("source")).isEqualTo("501");
        });
    }

    @Test
    void hasNoPageOfACaseWithoutAService() {
        assertThat(problem(ask("direct:getRatingPage", call(ratedCase("HN-2026-000009")), PATIENCE))
                        .extras()
                        .get("departmentMessage"))
                .isEqualTo("未找到办件 HN-2026-000009");
    }

    @Test
    void endsInAnOutageWhenTheCentreFailsOrIsSlow() {
        assertThat(problem(ask("direct:submitService", call(service("HN-2026-000500", 1)), PATIENCE))
                        .type())
                .isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem(ask("direct:submitRating", call(rating("HN-2026-000600", 1, 5)), Duration.ofMillis(300)))
                        .type())
                .isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
    }

    private Map<String, Object> report(String project, int number) {
        return answer(ask("direct:submitService", call(service(project, number)), PATIENCE));
    }

    private Exchange rate(String project, int number, int satisfaction) {
        return ask("direct:submitRating", call(rating(project, number, satisfaction)), PATIENCE);
    }

    private List<Map<String, Object>> ratings() {
        return ((List<?>) told("centre", "/hcp/ratings"))
                .stream().map(ServiceRatingRouteTest::named).toList();
    }

    private static Map<String, Object> service(String project, int number) {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("projectNo", project);
        service.put("serviceNumber", (long) number);
        service.put("taskCode", "11430000MBHUB005XB2000000000001");
        service.put("taskName", "基本医疗保险参保登记");
        service.put("organisation", "省医疗保障局（演示）");
        service.put("applicant", Map.of("kind", "person", "name", "测试甲", "number", "430301190001010028"));
        service.put("acceptedAt", "2026-06-01T09:30:15+08:00");
        service.put("state", "finished");
        return service;
    }

    private static Map<String, Object> rating(String project, int number, int satisfaction) {
        return Map.of(
                "projectNo",
                project,
                "serviceNumber",
                (long) number,
                "identityNumber",
                "430301190001010028",
                "satisfaction",
                (long) satisfaction,
                "options",
                List.of("efficiency", "usability"),
                "channel",
                "mobile",
                "ratedAt",
                "2026-06-02T18:00:00+08:00");
    }

    private static Map<String, Object> ratedCase(String project) {
        return Map.of(
                "projectNo", project,
                "identityNumber", "430301190001010028",
                "applicantName", "测试甲",
                "taskCode", "11430000MBHUB005XB2000000000001",
                "taskName", "基本医疗保险参保登记",
                "organisation", "省医疗保障局（演示）",
                "regionCode", "430100");
    }

    private static Map<String, Object> answer(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return named(exchange.getMessage().getBody(Map.class));
    }

    private static Map<String, Object> named(Object tree) {
        Map<String, Object> named = new LinkedHashMap<>();
        ((Map<?, ?>) tree).forEach((name, value) -> named.put(name.toString(), value));
        return named;
    }
}
