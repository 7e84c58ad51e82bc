package io.xianghub.legacy;

import static io.xianghub.legacy.HttpDepartment.GB18030;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFormConnectionTest {

    private final HttpDepartment department = new HttpDepartment(
            """
            style: http-form
            charset: GBK
            headers: { tokenid: "${secret}" }
            request: { TradeCode: "${operation.trade}", AAC003: "${body.name}", AAE140: "${body.kinds}", data: "${body.data}", NOTE: "" }
            success: { path: statusCode, equals: "200" }
            failure: { code: statusCode, message: message }
            output: { path: data }
            operations:
              query: { path: /trade, trade: "6016" }
              bare: { path: /trade, request: "${body}" }
              search: { method: GET, path: /trade, query: { name: "${body.name}" } }
              xml: { path: /trade, trade: "1", answer: xml, success: { path: code, equals: 0 }, lists: [row], output: { path: row } }
              form: { path: /trade, trade: "1", answer: form, success: { path: code, equals: "0" }, output: { path: name } }
              text: { path: /trade, trade: "1", answer: text, success: {}, output: {} }
              json: { path: /trade, trade: "1", answer: text, output: { path: data, json-in-string: required } }
            """);

    @AfterEach
    void stop() {
        department.close();
    }

    @Test
    void sendsFieldsInTheDepartmentsCharsetAndReadsItsAnswerInIt() {
        department.answers("application/json", "{\"statusCode\":200,\"data\":{\"AAC003\":\"测试𠮷·甲\"}}", GB18030);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "测试𠮷·甲 &=%+");
        body.put("kinds", List.of("110", "310"));
        body.put("data", Map.of("a", List.of(Map.of("b", 1L))));

        assertThat(department.call("query", body)).isEqualTo(Map.of("AAC003", "测试𠮷·甲"));

        String sent = department.received(UTF_8);
        assertThat(sent)
                .matches("[\\x21-\\x7E]*")
                .contains(
                        "AAC003=%B2%E2%CA%D4%95%34%B2%35%A1%A4%BC%D7+%26%3D%25%2B&AAE140=110&AAE140=310&data=%7B%22a");
        assertThat(URLDecoder.decode(sent, GB18030))
                .isEqualTo("TradeCode=6016&AAC003=测试𠮷·甲 &=%+&AAE140=110&AAE140=310&data={\"a\":[{\"b\":1}]}&NOTE=");
        assertThat(department.received().getHeader("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded;charset=GBK");
        assertThat(department.received().getHeader("tokenid")).isEqualTo("token-1");
    }

    @Test
    void leavesOutWhatHasNoValue() {
        department.answers("application/json", "{\"statusCode\":200}", UTF_8);
        department.call("query", Map.of());
        assertThat(department.received(UTF_8)).isEqualTo("TradeCode=6016&NOTE=");
    }

    @Test
    void writesTheQueryInTheSameCharset() {
        department.answers("application/json", "{\"statusCode\":200,\"data\":1}", UTF_8);
        department.call("search", Map.of("name", "测 甲"));
        assertThat(department.received().getUrl()).isEqualTo("/trade?name=%B2%E2%20%BC%D7");
        assertThat(department.received().getBody()).isEmpty();
    }

    @Test
    void readsAnswersAsTheyAreDeclared() {
        department.answers(
                "text/html", "<?xml version=\"1.0\" encoding=\"gb2312\"?><r><code>0</code><row>甲</row></r>", GB18030);
        assertThat(department.call("xml", Map.of())).isEqualTo(List.of("甲"));
        department.answers("text/plain", "code=0&name=%B2%E2+x", UTF_8);
        assertThat(department.call("form", Map.of())).isEqualTo("测 x");
        department.answers("text/html;charset=GBK", "430100|6222|甲", GB18030);
        assertThat(department.call("text", Map.of())).isEqualTo("430100|6222|甲");
        department.answers("text/plain", "{\"statusCode\":\"200\",\"data\":\"{\\\"a\\\":1}\"}", UTF_8);
        assertThat(department.call("json", Map.of())).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void aRefusalKeepsTheDepartmentsWordsInItsCharset() {
        department.answers("application/json", "{\"statusCode\":\"500\",\"message\":\"查无此人\"}", GB18030);
        Problem problem = department.fails("query", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(problem.extras()).containsEntry("departmentCode", "500").containsEntry("departmentMessage", "查无此人");
    }

    @Test
    void aLoginPageIsUnreadableWhateverTheAnswerShouldBe() {
        department.answers("text/html", "\n<!DOCTYPE html><html><body>请登录</body></html>", GB18030);
        for (String operation : List.of("query", "xml", "form", "text")) {
            Problem problem = department.fails(operation, Map.of());
            assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(problem.detail().zh()).contains("网页");
        }
    }

    @Test
    void aBodyThatIsNoMapOfFieldsIsTheBundlesMistake() {
        assertThat(department.fails("bare", List.of(1L)).type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(department.calls()).isZero();
    }

    @Test
    void theConnectionTestSpeaksToIt() {
        department.answers("text/plain", "", UTF_8);
        assertThat(department.trial()).containsExactly("dns true", "tcp true", "http true");
    }
}
