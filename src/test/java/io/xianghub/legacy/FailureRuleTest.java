package io.xianghub.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureRuleTest {

    private final HttpDepartment department = new HttpDepartment(
            """
            style: http-json
            success: { path: code, equals: "0" }
            failure: { code: code, message: msg, words: "^(系统异常|error)\\\\s*[:：]", not-found: ["-2", "HTTP 404"], busy: [99, "HTTP 503"] }
            output: { path: data }
            operations:
              query: { path: /query }
            """);

    @AfterEach
    void stop() {
        department.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"code\":-2,\"msg\":\"查无此人\"}', DEPARTMENT_HAS_NONE, -2",
        "400, '{\"code\":\"-2\",\"msg\":\"查无此人\"}', DEPARTMENT_HAS_NONE, -2",
        "404, 'none', DEPARTMENT_HAS_NONE, HTTP 404",
        "410, 'none', DEPARTMENT_REFUSED, HTTP 410",
        "200, '{\"code\":\"99\"}', DEPARTMENT_BUSY, 99",
        "500, '{\"code\":\"99\"}', DEPARTMENT_BUSY, 99",
        "503, 'come back', DEPARTMENT_BUSY, HTTP 503",
        "503, '{\"code\":\"-2\",\"msg\":\"查无此人\"}', DEPARTMENT_HAS_NONE, -2",
        "503, '{\"code\":\"7\",\"msg\":\"x\"}', DEPARTMENT_BUSY, HTTP 503",
        "200, '{\"code\":\"7\",\"msg\":\"x\"}', DEPARTMENT_REFUSED, 7",
    })
    void tellsWhatTheDepartmentsCodesMean(int status, String body, ProblemType type, String code) {
        department.answers(status, "application/json", body.getBytes(UTF_8));
        Problem problem = department.fails("query", Map.of());
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.extras()).containsEntry("departmentCode", code);
        assertThat(problem.retryAfter() != null).isEqualTo(type == ProblemType.DEPARTMENT_BUSY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 系统异常：数据库不可用",
                "200 \"error : down\"",
                "500 系统异常:数据库不可用",
                "200 {\"code\":0,\"data\":\"系统异常:数据库不可用\"}"
            })
    void wordsThatAreKnownAreARefusalWhateverTheStatus(String answer) {
        department.answers(
                Integer.parseInt(answer.substring(0, 3)),
                "application/json",
                answer.substring(4).getBytes(UTF_8));
        Problem problem = department.fails("query", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(problem.extras().get("departmentMessage").toString()).containsAnyOf("数据库不可用", "down");
    }

    @Test
    void otherWordsAndOtherBrokenAnswersStayOutages() {
        department.answers("application/json", "出错了", UTF_8);
        assertThat(department.fails("query", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        department.answers(500, "application/json", "{\"code\":\"7\"}".getBytes(UTF_8));
        assertThat(department.fails("query", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        department.answers("application/json", "{\"code\":0,\"data\":\"无异常\"}", UTF_8);
        assertThat(department.call("query", Map.of())).isEqualTo("无异常");
    }

    @Test
    void aDepartmentThatHasNothingOrIsBusyOpensNoBreaker() {
        department.answers("application/json", "{\"code\":-2}", UTF_8);
        for (int i = 0; i < 30; i++) {
            assertThat(department.fails("query", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_HAS_NONE);
        }
        department.answers("application/json", "{\"code\":99}", UTF_8);
        for (int i = 0; i < 30; i++) {
            assertThat(department.fails("query", Map.of()).extras()).containsEntry("departmentCode", "99");
        }
        assertThat(department.calls()).isEqualTo(60);
    }
}
