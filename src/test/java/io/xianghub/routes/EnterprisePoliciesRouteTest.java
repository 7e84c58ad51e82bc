package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class EnterprisePoliciesRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    EnterprisePoliciesRouteTest() {
        super("enterprise-policies");
    }

    @Test
    void readsEveryPageAlthoughTheLibraryCallsTheNumberOfRowsThatOfPages() {
        Map<String, Object> policies = answer(list(Map.of()));

        assertThat(policies).containsEntry("total", 23L);
        assertThat(items(policies))
                .hasSize(23)
                .extracting(policy -> policy.get("id"))
                .doesNotHaveDuplicates();
        assertThat(items(policies).get(22)).containsEntry("id", "POL-2026-0023");
    }

    @Test
    void keepsPoliciesOfOneMatterThatHoldForOverlappingTimes() {
        assertThat(items(answer(list(Map.of("theme", "科技创新")))))
                .filteredOn(policy -> policy.get("title").toString().contains("智能化改造"))
                .extracting(policy -> policy.get("effectiveFrom"), policy -> policy.get("effectiveTo"))
                .containsExactly(tuple("2026-01-01", "2028-12-31"), tuple("2026-06-01", "2028-12-31"));
    }

    @Test
    void takesTheYear9999ForNoEnd() {
        assertThat(items(answer(list(Map.of()))))
                .filteredOn(policy -> !policy.containsKey("effectiveTo"))
                .extracting(policy -> policy.get("id"))
                .containsExactly("POL-2026-0003", "POL-2026-0023");
    }

    @Test
    void asksInTheLibrarysOwnWords() {
        assertThat(items(answer(list(Map.of("region", "430100")))))
                .extracting(policy -> policy.get("region"))
                .containsExactly("430100");
        assertThat(items(answer(list(Map.of("state", "repealed")))))
                .extracting(policy -> policy.get("id"))
                .containsExactly("POL-2026-0007");
        assertThat(answer(list(Map.of("theme", "没有的主题")))).containsEntry("total", 0L);
    }

    @Test
    void givesAllRowsOrNone() {
        assertThat(problem(list(Map.of("theme", "全部"))).type()).isEqualTo(ProblemType.TOO_MANY_MATCHES);
        assertThat(problem(list(Map.of("theme", "新增"))).detail().en()).contains("15 rows where it had 14");
        assertThat(problem(list(Map.of("theme", "乱序"))).detail().en()).contains("one row on two pages");
        assertThat(problem(list(Map.of("region", "430900"))).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
    }

    @Test
    void knowsAPolicyByItsIdWhateverItsNumberBecomes() {
        Map<String, Object> before = answer(policy("POL-2026-0003"));
        Map<String, Object> after = answer(policy("POL-2026-0003"));

        assertThat(before).containsEntry("documentNumber", "湘工信〔2026〕12号");
        assertThat(after).containsEntry("documentNumber", "湘工信〔2026〕21号").containsEntry("id", before.get("id"));
    }

    @Test
    void tellsAWithdrawnPolicyFromOneThatNeverWas() {
        Problem withdrawn = problem(policy("POL-2026-0007"));
        assertThat(withdrawn.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(withdrawn.extras()).containsEntry("departmentMessage", "政策已撤回：湘工信〔2025〕22号");

        assertThat(problem(policy("POL-2026-0999")).type()).isEqualTo(ProblemType.DEPARTMENT_HAS_NONE);
        assertThat(problem(policy("POL-2026-0500")).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
    }

    private Exchange list(Map<String, String> query) {
        return ask("direct:listPolicies", Map.of("path", Map.of(), "query", query, "header", Map.of()), PATIENCE);
    }

    private Exchange policy(String id) {
        return ask(
                "direct:getPolicy", Map.of("path", Map.of("id", id), "query", Map.of(), "header", Map.of()), PATIENCE);
    }

    private static List<Map<String, Object>> items(Map<String, Object> policies) {
        return ((List<?>) policies.get("items"))
                .stream().map(EnterprisePoliciesRouteTest::named).toList();
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
