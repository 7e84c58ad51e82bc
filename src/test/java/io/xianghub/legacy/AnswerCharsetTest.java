package io.xianghub.legacy;

import static io.xianghub.legacy.HttpDepartment.GB18030;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCharsetTest {

    /** 㐀 and 𠀀 take four bytes in GB18030, 䶮 moved out of the private use area, U+E000 is still in it. */
    private static final String RARE = "㐀䶮𠀀𫓧·\uE000";

    private static final String DECLARED =
            """
            style: %s
            charset: %s
            %s
            root: R
            namespace: "urn:n"
            request: { NAME: "${body.name}" }
            operations:
              query: { path: /query, element: R }
            """;

    @ParameterizedTest
    @CsvSource({
        "http-json, UTF-8",
        "http-json, GBK",
        "http-form, UTF-8",
        "http-form, GBK",
        "http-xml, UTF-8",
        "http-xml, GBK",
        "soap, UTF-8",
        "soap, GBK"
    })
    void rareNamesPassByteForByteBothWays(String style, String label) {
        Charset charset = label.equals("GBK") ? GB18030 : UTF_8;
        try (HttpDepartment department = new HttpDepartment(declared(style, label, ""))) {
            department.answers("text/xml;charset=" + label, answer(style), charset);
            assertThat(department.call("query", Map.of("name", RARE))).isEqualTo(Map.of("NAME", RARE));
            byte[] name = style.equals("http-form")
                    ? URLEncoder.encode(RARE, charset).getBytes(UTF_8)
                    : RARE.getBytes(charset);
            assertThat(department.received(ISO_8859_1)).contains(new String(name, ISO_8859_1));
        }
    }

    private static String answer(String style) {
        return switch (style) {
            case "http-xml" -> "<R><NAME>" + RARE + "</NAME></R>";
            case "soap" ->
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><R><NAME>" + RARE
                        + "</NAME></R></s:Body></s:Envelope>";
            default -> "{\"NAME\":\"" + RARE + "\"}";
        };
    }

    @ParameterizedTest
    @CsvSource({"http-json", "http-form", "http-xml", "soap"})
    void aHeaderThatLiesMakesAnAnswerUnreadableUnlessItIsKnownTo(String style) {
        String declared = declared(style, "GBK", "header-charset: ignored");
        try (HttpDepartment department = new HttpDepartment(declared(style, "GBK", ""));
                HttpDepartment known = new HttpDepartment(declared)) {
            Problem lie = department
                    .answers("text/xml; charset=\"utf-8\"", answer(style), GB18030)
                    .fails("query", Map.of("name", "x"));
            assertThat(lie.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(lie.detail().zh())
                    .contains("window/core", "约定 GBK，响应头写 utf-8，字节确是 GBK", "header-charset: ignored");
            assertThat(known.answers("text/xml; charset=\"utf-8\"", answer(style), GB18030)
                            .call("query", Map.of("name", "x")))
                    .isEqualTo(Map.of("NAME", RARE));
        }
    }

    @Test
    void aReplayIsHeldAgainstItsHeaderToo() {
        try (HttpDepartment department = new HttpDepartment(declared("http-json", "UTF-8", ""))) {
            TapedWire tape = TapedWire.playing(new Wire.Heard.Bytes(
                    200, "application/json;charset=GBK", answer("http-json").getBytes(UTF_8)));
            Problem lie =
                    catchThrowableOfType(Problem.class, () -> department.call("query", Map.of("name", "x"), tape));
            assertThat(lie.detail().en()).contains("Agreed on UTF-8: the header says GBK");
        }
    }

    @ParameterizedTest
    @CsvSource({"http-json", "http-form", "http-xml", "soap"})
    void aDepartmentThatReadsNoMoreThanGbkIsSentNoMore(String style) {
        String declared = declared(style, "GBK", "beyond-charset: refused");
        try (HttpDepartment department = new HttpDepartment(declared)) {
            department.answers("text/xml", answer(style), GB18030);
            Problem refused = department.fails("query", Map.of("name", "测㐀"));
            assertThat(refused.detail().en()).contains("NAME: character 2, U+3400, cannot be written in GBK");
            assertThat(department.calls()).isZero();
            assertThat(department.call("query", Map.of("name", "犇·"))).isEqualTo(Map.of("NAME", RARE));
        }
    }

    @Test
    void aQueryIsNotFilledWithQuestionMarks() {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-form
                charset: GBK
                beyond-charset: refused
                operations:
                  query: { method: GET, path: /query, query: { xm: "${body.name}" } }
                """)) {
            Problem refused = department.fails("query", Map.of("name", "测㐀"));
            assertThat(refused.detail().en()).contains("xm: character 2, U+3400, cannot be written in GBK");
            assertThat(department.calls()).isZero();
        }
    }

    @Test
    void whatIsNotGbkHasNothingBeyondIt() {
        Findings findings = new Findings();
        Connections.check(
                Declared.connection("core", declared("http-json", "UTF-8", "beyond-charset: refused")), findings);
        assertThat(findings.all()).anyMatch(finding -> finding.message().en().contains("GBK and GB2312 only"));
    }

    private static String declared(String style, String charset, String more) {
        String all = DECLARED.formatted(style, charset, more);
        return switch (style) {
            case "http-json", "http-form" -> all.replaceAll("(root|namespace): .*\n", "");
            case "http-xml" -> all;
            default -> all.replaceAll("root: .*\n", "");
        };
    }
}
