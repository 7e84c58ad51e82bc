package io.xianghub.legacy;

import static io.xianghub.legacy.HttpDepartment.GB18030;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFunctionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            body.no | base64;            MTIzNDU=
            body.no | base64 | base64;   TVRJek5EVT0=
            body.no | hex;               3132333435
            body.abc | md5;              900150983cd24fb0d6963f7d28e17f72
            body.abc | md5 | upper;      900150983CD24FB0D6963F7D28E17F72
            body.abc | sha256;           ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            body.abc | sm3;              66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0
            body.abc | upper | lower;    abc
            body.xm | hex:UTF-8;         e6b58be794b2
            body.xm | hex;               b2e2bcd7
            body.xm | base64;            suK81w==
            body.xm | url;               %B2%E2%BC%D7
            body.xm|url:UTF-8|lower;     %e6%b5%8b%e7%94%b2
            body.tree | json | url:UTF-8; %7B%22a%22%3A1%7D
            body.tree | xml:R | prolog:GBK; <?xml version="1.0" encoding="GBK"?><R><a>1</a></R>
            operation.appId | md5;       900150983cd24fb0d6963f7d28e17f72
            binding.caller | upper;      XYB
            """)
    void makesOfAValueWhatItIsTold(String expression, String made) throws Malformed {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-json
                charset: GBK
                request: { value: "${%s}" }
                operations: { query: { path: /query, appId: abc } }
                """
                        .formatted(expression))) {
            department.answers("application/json", "{}", UTF_8);
            department.call("query", Map.of("no", 12345L, "abc", "abc", "xm", "测甲", "tree", Map.of("a", 1L)));
            assertThat(Json.parse(department.received(GB18030))).isEqualTo(Map.of("value", made));
        }
    }

    @Test
    void nothingStaysNothing() {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-form
                request: { a: "${body.a | json | url}", b: "x" }
                operations: { query: { path: /query } }
                """)) {
            department.answers("application/json", "{}", UTF_8);
            department.call("query", Map.of());
            assertThat(department.received(UTF_8)).isEqualTo("b=x");
        }
    }

    @Test
    void aFormFieldIsEncodedTwiceWhereTheDepartmentDecodesTwice() {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-form
                charset: GBK
                request: { data: "${body | json | url}" }
                operations: { query: { path: /query } }
                """)) {
            department.answers("application/json", "{}", UTF_8);
            department.call("query", Map.of("AAC003", "测试𠮷·甲 &+%"));
            String once = URLDecoder.decode(department.received(UTF_8), GB18030);
            assertThat(once).matches("data=[\\x21-\\x7E]+").doesNotContain("&", "{");
            assertThat(URLDecoder.decode(once, GB18030)).isEqualTo("data={\"AAC003\":\"测试𠮷·甲 &+%\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soap", "http-xml"})
    void anInnerDocumentTravelsAsCdataUnderAPrologThatIsNotTheEnvelopes(String style) {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: %s
                %s
                request: { xmlStr: "${body | xml:BASEINFO | prolog:GBK | cdata}", plain: { "@n": "1", "#cdata": "${body.NOTE}" } }
                operations: { submit: { path: /submit, %s } }
                """
                        .formatted(
                                style,
                                style.equals("soap") ? "namespace: \"urn:n\"" : "root: submit",
                                style.equals("soap") ? "element: submit" : "k: 1"))) {
            department.answers(202, "text/xml", new byte[0]);
            try {
                department.call("submit", Map.of("NOTE", "a]]>b<c>"));
            } catch (Problem empty) {
                assertThat(style).isEqualTo("http-xml");
            }
            assertThat(department.received(UTF_8))
                    .contains("encoding=\"UTF-8\"")
                    .contains("<xmlStr><![CDATA[<?xml version=\"1.0\" encoding=\"GBK\"?>"
                            + "<BASEINFO><NOTE>a]]&gt;b&lt;c&gt;</NOTE></BASEINFO>]]></xmlStr>")
                    .contains("<plain n=\"1\"><![CDATA[a]]]]><![CDATA[>b<c>]]></plain>");
        }
    }

    @Test
    void aCharacterThatTheCharsetLacksIsRefusedBeforeItIsDigested() {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-json
                request: { value: "${body.xm | md5:GB2312 }", other: "${body.xm | base64:US-ASCII}" }
                operations: { query: { path: /query } }
                """)) {
            Problem refused = department.fails("query", Map.of("xm", "测"));
            assertThat(refused.detail().en()).isEqualTo("Character 1, U+6D4B, cannot be written in US-ASCII");
            assertThat(department.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body | rot13",
                "body | json:x",
                "body | xml",
                "body | xml:1",
                "body | prolog:KLINGON",
                "body | base64:KLINGON",
                "body |",
                "body | cdata",
                "md5 | body",
                "secret | md5"
            })
    void namesAFunctionThatCannotStandThere(String expression) {
        Findings findings = new Findings();
        Connections.check(
                Declared.connection(
                        "core",
                        "style: http-json\nrequest: { value: \"${" + expression + "}\" }\n"
                                + "operations: { a: { path: /a } }\n"),
                findings);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("connection.bad-template");
        assertThat(findings.all().get(0).place()).isEqualTo("bundle.yaml:2:19");
        assertThat(findings.all().get(0).remedy().en()).contains("base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${operation.appId | md5}", "x-${operation.appId | md5 | upper}", "${operation.appId}"})
    void namesAKeyThatAFunctionTakesAndAnOperationDoesNotHave(String value) {
        Findings findings = new Findings();
        Connections.check(
                Declared.connection(
                        "core",
                        "style: http-json\nrequest: { value: \"" + value + "\" }\n"
                                + "operations: { a: { path: /a, appId: x }, b: { path: /b } }\n"),
                findings);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("connection.missing-key");
        assertThat(findings.all().get(0).place()).isEqualTo("bundle.yaml:3:45");
        assertThat(findings.all().get(0).message().en()).contains("operation.appId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x${body.a | cdata}", "${body.a | cdata}${body.b}"})
    void cdataIsOfAWholeValue(String value) {
        Findings findings = new Findings();
        Connections.check(
                Declared.connection(
                        "core",
                        "style: http-xml\nroot: R\nrequest: { value: \"" + value + "\" }\n"
                                + "operations: { a: { path: /a } }\n"),
                findings);
        assertThat(findings.all()).extracting(Finding::code).containsExactly("connection.bad-template");
    }

    @Test
    void aFormIsSentInPartsInTheDepartmentsCharset() {
        try (HttpDepartment department = new HttpDepartment(
                """
                style: http-form
                charset: GBK
                multipart: true
                request: { xm: "${body.name}", kinds: "${body.kinds}", none: "${body.none}" }
                operations: { query: { path: /query } }
                """)) {
            department.answers("application/json", "{\"a\":1}", UTF_8);
            assertThat(department.call("query", Map.of("name", "测试𠮷·甲", "kinds", List.of("110", "310"))))
                    .isEqualTo(Map.of("a", 1L));
            assertThat(department.received().getHeader("Content-Type"))
                    .startsWith("multipart/form-data; boundary=----hub");
            assertThat(department.received().getParts())
                    .extracting(part ->
                            part.getName() + "=" + new String(part.getBody().asBytes(), GB18030))
                    .containsExactly("xm=测试𠮷·甲", "kinds=110", "kinds=310");
        }
    }
}
