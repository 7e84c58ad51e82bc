package io.xianghub.legacy;

import static io.xianghub.legacy.HttpDepartment.GB18030;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After whatever a department answers, its connection is as good as before. */
class BadAnswersTest {

    private static final String DECLARED =
            """
            style: %s
            charset: UTF-8
            %s
            request: { NAME: "${body.name}" }
            operations:
              query: { path: /query }
            """;

    private static String declared(String style) {
        String answer =
                switch (style) {
                    case "http-xml" -> "root: R";
                    case "http-form" -> "answer: form";
                    default -> "answer: json";
                };
        return DECLARED.formatted(style, answer);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                bad(
                        "http-xml",
                        "an external entity",
                        "<!DOCTYPE R [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><R>&x;</R>",
                        "DTD"),
                bad(
                        "http-xml",
                        "a bomb of entities",
                        "<!DOCTYPE R [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                                + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><R>&b;</R>",
                        "DTD"),
                bad(
                        "http-xml",
                        "an entity behind an instruction",
                        "<?a <b?><!DOCTYPE R [<!ENTITY a \"x\">]><R>&a;</R>",
                        "DTD"),
                bad("http-xml", "deep nesting", "<R>".repeat(100_000), "90"),
                bad("http-xml", "half a document", "<R><NAME>x</NA", "1"),
                bad("http-xml", "two documents", "<R/><R/>", "1"),
                bad("http-xml", "an attribute twice", "<R a=\"1\" a=\"2\"/>", "1"),
                bad("http-json", "a member twice", "{\"NAME\":1,\"NAME\":2}", "1"),
                bad("http-json", "deep nesting", "[".repeat(1_000_000), "1"),
                bad("http-json", "half a document", "{\"NAME\":\"x", "1"),
                bad("http-json", "two documents", "{} {}", "1"),
                bad("http-json", "a number beyond all counting", "{\"NAME\":1e99999999999}", "第 9 列"),
                bad("http-form", "a field twice", "NAME=1&NAME=2", "NAME"),
                bad("http-form", "half an escape", "NAME=%E", "6"),
                bad("http-form", "no field at all", "NAME", "1"));
    }

    private static Arguments bad(String style, String what, String body, String place) {
        return Arguments.of(style, what, body, place);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answers")
    void aBadAnswerIsToldExactlyAndTheNextOneIsRead(String style, String what, String body, String place) {
        try (HttpDepartment department = new HttpDepartment(declared(style))) {
            department.answers("text/plain", body, UTF_8);
            Problem told = department.fails("query", Map.of("name", "x"));
            assertThat(told.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(told.detail().zh()).contains(place);
            department.answers("text/plain", good(style), UTF_8);
            assertThat(department.call("query", Map.of("name", "x"))).isEqualTo(Map.of("NAME", "测试甲"));
        }
    }

    @ParameterizedTest
    @MethodSource("styles")
    void anAnswerInTwoCharsetsIsToldByItsByteAndTheNextOneIsRead(String style) {
        try (HttpDepartment department = new HttpDepartment(declared(style))) {
            ByteArrayOutputStream mixed = new ByteArrayOutputStream();
            byte[] first = good(style).getBytes(UTF_8);
            mixed.writeBytes(first);
            mixed.writeBytes("<!-- 乙 -->".getBytes(GB18030));
            department.answers(200, "text/plain", mixed.toByteArray());
            Problem told = department.fails("query", Map.of("name", "x"));
            assertThat(told.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(told.detail().en()).contains("number " + (first.length + 6), "GBK");
            department.answers("text/plain", good(style), UTF_8);
            assertThat(department.call("query", Map.of("name", "x"))).isEqualTo(Map.of("NAME", "测试甲"));
        }
    }

    static Stream<String> styles() {
        return Stream.of("http-json", "http-xml", "http-form");
    }

    private static String good(String style) {
        return switch (style) {
            case "http-xml" -> "<R><NAME>测试甲</NAME></R>";
            case "http-form" -> "NAME=测试甲";
            default -> "{\"NAME\":\"测试甲\"}";
        };
    }
}
