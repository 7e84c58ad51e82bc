package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final String LISTS =
            """
            style: http-json
            success: { path: code, equals: "0" }
            output: { path: data }
            operations:
              list:
                method: GET
                path: /list
                query: { theme: "${body.theme}", pageNo: "${operation.page}", size: "${operation.rows}" }
                paging: { rows: 2, items: page.rows, total: count, key: id, most: 5 }
              search:
                path: /search
                request: { q: "${body}", paging: { from: "${operation.page}", size: "${operation.rows}" } }
                paging: { rows: 2, first: 0, items: page.rows, total: count }
            """;

    @Test
    void countsThePagesItselfAndAsksForEachInTurn() {
        try (HttpDepartment department =
                new HttpDepartment(LISTS).answersTo("/list", page("5", 1, 2), page("\"5\"", 3, 4), page("5.0", 5))) {
            assertThat(ids(department.call("list", Map.of("theme", "稳岗")))).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(department.receivedOn("/list"))
                    .extracting(LoggedRequest::getUrl)
                    .allMatch(url -> url.contains("theme=%E7%A8%B3%E5%B2%97") && url.contains("size=2"))
                    .extracting(url -> url.replaceAll(".*pageNo=([0-9]+).*", "$1"))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void fillsTheNumberIntoABodyAsANumberAndMayBeginAtZero() {
        try (HttpDepartment department =
                new HttpDepartment(LISTS).answersTo("/search", page("3", 1, 2), page("3", 3))) {
            assertThat(ids(department.call("search", Map.of("theme", "稳岗")))).containsExactly(1L, 2L, 3L);
            assertThat(department.receivedOn("/search"))
                    .extracting(LoggedRequest::getBodyAsString)
                    .containsExactly(
                            "{\"q\":{\"theme\":\"稳岗\"},\"paging\":{\"from\":0,\"size\":2}}",
                            "{\"q\":{\"theme\":\"稳岗\"},\"paging\":{\"from\":1,\"size\":2}}");
        }
    }

    @Test
    void asksForNoSecondPageWhereThereIsNone() {
        try (HttpDepartment department =
                new HttpDepartment(LISTS).answersTo("/list", "200 {\"code\":0,\"data\":{\"count\":0,\"page\":null}}")) {
            assertThat(ids(department.call("list", Map.of()))).isEmpty();
        }
        try (HttpDepartment department = new HttpDepartment(LISTS).answersTo("/list", page("2", 1, 2), page("2"))) {
            assertThat(ids(department.call("list", Map.of()))).containsExactly(1L, 2L);
            assertThat(department.calls()).isEqualTo(1);
        }
    }

    @Test
    void readsNoMoreThanOnePageOfWhatIsTooMany() {
        try (HttpDepartment department = new HttpDepartment(LISTS).answersTo("/list", page("6", 1, 2))) {
            Problem problem = department.fails("list", Map.of());

            assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_MATCHES);
            assertThat(problem.detail().zh()).contains("共有 6 行，一次最多读取 5 行");
            assertThat(department.calls()).isEqualTo(1);
        }
    }

    @Test
    void givesNoListThatIsNotWhole() {
        assertThat(refused(page("3", 1, 2), page("4", 3, 4))).contains("has 4 rows where it had 3");
        assertThat(refused(page("4", 1, 2), page("4", 3))).contains("has 4 rows and gave 3, at 2 rows a page");
        assertThat(refused(page("4", 1, 2), page("4", 2, 3))).contains("one row on two pages");
        assertThat(refused(page("4", 1, 2, 3), page("4", 4))).contains("gave 3 rows on a page of 2");
        assertThat(refused(page("null", 1, 2))).contains("nothing of how many rows");
        assertThat(refused(page("-1", 1, 2))).contains("nothing of how many rows");
        assertThat(refused("200 {\"code\":0,\"data\":{\"count\":1,\"page\":{\"rows\":{\"id\":1}}}}"))
                .contains("no list where the rows");
    }

    @Test
    void aRefusalOfALaterPageIsARefusal() {
        try (HttpDepartment department =
                new HttpDepartment(LISTS).answersTo("/list", page("3", 1, 2), "200 {\"code\":9}")) {
            assertThat(department.fails("list", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        }
    }

    @Test
    void everyPageIsACallOfItsOwnToARecording() {
        TapedWire tape = TapedWire.recording();
        try (HttpDepartment department = new HttpDepartment(LISTS).answersTo("/list", page("3", 1, 2), page("3", 3))) {
            department.call("list", Map.of(), tape);
        }
        assertThat(tape.sent)
                .extracting(Wire.Sent::target)
                .containsExactly("GET /list?pageNo=1&size=2", "GET /list?pageNo=2&size=2");
    }

    private static String refused(String... turns) {
        try (HttpDepartment department = new HttpDepartment(LISTS).answersTo("/list", turns)) {
            Problem problem = department.fails("list", Map.of());
            assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            return problem.detail().en();
        }
    }

    private static String page(String count, int... ids) {
        List<String> rows = new ArrayList<>();
        for (int id : ids) {
            rows.add("{\"id\":" + id + "}");
        }
        return "200 {\"code\":0,\"data\":{\"count\":" + count + ",\"page\":{\"rows\":[" + String.join(",", rows)
                + "]},\"pages\":" + count + "}}";
    }

    private static List<Object> ids(Object rows) {
        return ((List<?>) rows)
                .stream().<Object>map(row -> ((Map<?, ?>) row).get("id")).toList();
    }
}
