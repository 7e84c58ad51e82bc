package io.xianghub.legacy;

import static io.xianghub.legacy.HttpDepartment.GB18030;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Xml;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpXmlConnectionTest {

    private final HttpDepartment department = new HttpDepartment(
            """
            style: http-xml
            charset: GBK
            root: BASEINFO
            namespace: "urn:window"
            namespaces: { f: "urn:files" }
            lists: [RECORDS.RECORD]
            request:
              "@version": "1.0"
              CALLINFO: { CALLER: "${binding.caller}", ISSUE: "" }
              PROJID: "${body.id}"
              RECORDS: { RECORD: "${body.records}" }
              f:NOTE: { "@xml:lang": zh, "#text": "${body.note}" }
              EXTEND: "${xml:EXT:body.more}"
            success: { path: HEAD.CODE, equals: "0" }
            failure: { code: HEAD.CODE, message: HEAD.MSG }
            output: { path: RECORDS.RECORD }
            operations:
              submit: { path: /submit }
              whole: { path: /submit, output: {} }
              rooted: { path: /submit, answer-root: R, output: { path: NAME } }
              trusting: { path: /submit, prolog: ignored, output: { path: NAME } }
              nested: { path: /submit, output: { path: RESULT, xml-in-string: required, lists: [ROW] } }
              either: { path: /submit, output: { path: RESULT, json-in-string: accepted } }
              bare: { path: /submit, request: "${body}" }
              inner: { path: /submit, unwrap: { path: RESULT, format: xml, lists: [ROW] }, output: { path: ROW } }
            """);

    @AfterEach
    void stop() {
        department.close();
    }

    @Test
    void writesTheTreeInItsOrderWithAttributesRepetitionsAndNamespaces() {
        answers("<R><HEAD><CODE>0</CODE></HEAD></R>");
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("@no", 1L);
        first.put("UNID", "u&1");
        first.put("NAME", null);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "测试𠮷·甲 <1>");
        body.put("records", List.of(first, Map.of("UNID", "u2")));
        body.put("note", "\"话\"\r\n");
        body.put("more", Map.of("A", "<&"));

        department.call("submit", body);

        assertThat(department.received(GB18030))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="GBK"?>
                        <BASEINFO xmlns:f="urn:files" xmlns="urn:window" version="1.0">\
                        <CALLINFO><CALLER>xyb</CALLER><ISSUE></ISSUE></CALLINFO>\
                        <PROJID>测试𠮷·甲 &lt;1&gt;</PROJID>\
                        <RECORDS><RECORD no="1"><UNID>u&amp;1</UNID></RECORD><RECORD><UNID>u2</UNID></RECORD></RECORDS>\
                        <f:NOTE xml:lang="zh">&quot;话&quot;&#13;
                        </f:NOTE>\
                        <EXTEND>&lt;EXT&gt;&lt;A&gt;&amp;lt;&amp;amp;&lt;/A&gt;&lt;/EXT&gt;</EXTEND></BASEINFO>""");
        assertThat(department.received().getHeader("Content-Type")).isEqualTo("application/xml;charset=GBK");
        assertThat(department.received().getHeader("Accept")).isEqualTo("application/xml, text/xml");
    }

    @Test
    void readsAttributesTextListsAndNils() {
        answers(
                """

                <?xml version="1.0" encoding="gb2312"?>
                <w:R xmlns:w="urn:window" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" w:at="now">
                  <HEAD><CODE> 0 </CODE></HEAD>
                  <w:NAME kind="a" xsi:type="xs:string">测试𠮷·甲</w:NAME><NONE xsi:nil="true"/><EMPTY/>
                  <CARD>1</CARD><OTHER/><CARD kind="b"/>
                  <RECORDS><RECORD><![CDATA[<!DOCTYPE html>]]></RECORD></RECORDS>
                </w:R>
                """);

        Map<?, ?> tree = (Map<?, ?>) department.call("whole", Map.of());

        assertThat(tree.get("@at")).isEqualTo("now");
        assertThat(tree.get("NAME")).isEqualTo(Map.of("@kind", "a", "#text", "测试𠮷·甲"));
        assertThat(tree.containsKey("NONE")).isTrue();
        assertThat(tree.get("NONE")).isNull();
        assertThat(tree.get("EMPTY")).isEqualTo("");
        assertThat(tree.get("CARD")).isEqualTo(List.of("1", Map.of("@kind", "b")));
        assertThat(tree.get("RECORDS")).isEqualTo(Map.of("RECORD", List.of("<!DOCTYPE html>")));
    }

    @Test
    void aDeclaredListIsOneWhetherItHasManyOneOrNone() {
        answers("<R><HEAD><CODE>0</CODE></HEAD><RECORDS><RECORD>1</RECORD><RECORD>2</RECORD></RECORDS></R>");
        assertThat(department.call("submit", Map.of())).isEqualTo(List.of("1", "2"));
        answers("<R><HEAD><CODE>0</CODE></HEAD><RECORDS><RECORD>1</RECORD></RECORDS></R>");
        assertThat(department.call("submit", Map.of())).isEqualTo(List.of("1"));
        answers("<R><HEAD><CODE>0</CODE></HEAD><RECORDS/></R>");
        assertThat(department.call("submit", Map.of())).isEqualTo(List.of());
        answers("<R><HEAD><CODE>0</CODE></HEAD></R>");
        assertThat(department.call("submit", Map.of())).isNull();
    }

    @Test
    void opensXmlAndJsonThatTravelInAString() {
        answers("<R><HEAD><CODE>0</CODE></HEAD><RESULT>&lt;?xml version=\"1.0\" encoding=\"UTF-16\"?>"
                + "&lt;D>&lt;ROW>甲&lt;/ROW>&lt;/D></RESULT></R>");
        assertThat(department.call("nested", Map.of())).isEqualTo(Map.of("ROW", List.of("甲")));
        answers("<R><HEAD><CODE>0</CODE></HEAD><RESULT><![CDATA[{\"a\":1.50}]]></RESULT></R>");
        assertThat(department.call("either", Map.of())).hasToString("{a=1.50}");
        answers("<R><HEAD><CODE>0</CODE></HEAD><RESULT><A>1</A></RESULT></R>");
        assertThat(department.call("either", Map.of())).isEqualTo(Map.of("A", "1"));
        assertThat(department.fails("nested", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
    }

    @Test
    void judgesTheEnvelopeThatTravelsInAString() {
        answers("<R><RESULT>&lt;D>&lt;HEAD>&lt;CODE>0&lt;/CODE>&lt;/HEAD>&lt;ROW>1&lt;/ROW>&lt;/D></RESULT></R>");
        assertThat(department.call("inner", Map.of())).isEqualTo(List.of("1"));
        answers("<R><RESULT>&lt;D>&lt;HEAD>&lt;CODE>7&lt;/CODE>&lt;MSG>否&lt;/MSG>&lt;/HEAD>&lt;/D></RESULT></R>");
        assertThat(department.fails("inner", Map.of()).extras())
                .containsEntry("departmentCode", "7")
                .containsEntry("departmentMessage", "否");
        answers("<R><RESULT>系统异常:空指针</RESULT></R>");
        Problem words = department.fails("inner", Map.of());
        assertThat(words.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(words.extras()).containsEntry("departmentMessage", "系统异常:空指针");
        answers("<R><RESULT>&lt;D>&lt;HEAD></RESULT></R>");
        assertThat(department.fails("inner", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
    }

    @Test
    void doesNotBelieveAPrologThatLiesUnlessToldThatItDoes() {
        department.answers(
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><R><HEAD><CODE>0</CODE></HEAD><NAME>测</NAME></R>",
                GB18030);
        Problem lie = department.fails("whole", Map.of());
        assertThat(lie.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(lie.detail().en())
                .contains("Agreed on GBK: the prolog says UTF-8, and the bytes are GBK", "prolog: ignored");
        assertThat(department.call("trusting", Map.of())).isEqualTo("测");
    }

    @Test
    void namesTheByteThatIsNotOfTheCharset() {
        department.answers(200, "application/xml", new byte[] {'<', 'R', '>', (byte) 0xFF, '<', '/', 'R', '>'});
        assertThat(department.fails("trusting", Map.of()).detail().en())
                .contains("from number 4 (line 1, column 4) on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE R [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><R><HEAD><CODE>0</CODE></HEAD>&x;</R>",
                "<!DOCTYPE R SYSTEM \"http://127.0.0.1:1/x.dtd\"><R/>",
                "<!-- <a --><!DOCTYPE R [<!ENTITY x \"y\">]><R>&x;</R>",
                "<R>&x;</R>",
                "<R><HEAD><CODE>0</CODE></HEAD>",
                "<R><HEAD><CODE>0</HEAD></CODE></R>",
                "<R/><R/>",
                "{\"code\":0}",
                ""
            })
    void refusesWhatIsNoPlainWholeXml(String answer) {
        answers(answer);
        Problem problem = department.fails("whole", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en()).containsAnyOf("DTD", "entity", "Wrong XML at line");
    }

    @Test
    void anEntityBombCostsNoMoreThanItsOwnSize() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE R [<!ENTITY a0 \"" + "x".repeat(1000) + "\">");
        for (int i = 1; i < 20; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        byte[] bytes = bomb.append("]><R>&a19;</R>").toString().getBytes(UTF_8);
        XmlAnswer.Document document = new XmlAnswer.Document(UTF_8, Xml.Prolog.CHECKED, Lists.NONE);
        assertThat(allocatedByReading(document, bytes)).isLessThan(1 << 20);
    }

    @Test
    void moreElementsThanAnyRealAnswerHasAreRefused() {
        byte[] wide = ("<R>" + "<a/>".repeat(1_000_000) + "</R>").getBytes(UTF_8);
        assertThatThrownBy(() -> Xml.parse(wide, UTF_8)).hasMessageContaining("more than 1000000 elements");
    }

    private static long allocatedByReading(XmlAnswer.Document document, byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        new XmlAnswer(document).isFault("<warm/>".getBytes(UTF_8));
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThat(catchThrowable(() -> document.parse(bytes))).hasMessageContaining("DTD");
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    @Test
    void aNameThatTheCallerMadeUpBreaksNothing() {
        for (String name : Arrays.asList("a b", "a/><x", "1a", "x:y", "@a b", "@q:a", "")) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(name, "1");
            assertThat(department.fails("bare", body).type()).isEqualTo(ProblemType.INTERNAL);
        }
        assertThat(department.fails("bare", Map.of("a", "\u0001")).type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(department.fails("bare", List.of("a")).type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(department.calls()).isZero();
    }

    @Test
    void aRefusalWithStatus400CarriesItsWordsAndOne500IsAnOutage() {
        byte[] no = "<R><HEAD><CODE>9</CODE><MSG>材料不全</MSG></HEAD></R>".getBytes(GB18030);
        department.answers(400, "application/xml", no);
        assertThat(department.fails("submit", Map.of()).extras()).containsEntry("departmentMessage", "材料不全");
        department.answers(500, "application/xml", no);
        assertThat(department.fails("submit", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
    }

    @Test
    void anAnswerWithAnotherRootElementThanDeclaredIsUnreadable() {
        answers("<w:R xmlns:w='urn:window'><HEAD><CODE>0</CODE></HEAD><NAME>甲</NAME></w:R>");
        assertThat(department.call("rooted", Map.of())).isEqualTo("甲");

        answers("<ERROR><HEAD><CODE>0</CODE></HEAD><NAME>甲</NAME></ERROR>");
        Problem problem = department.fails("rooted", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en()).contains("ERROR, not R");
    }

    @Test
    void aLoginPageWithStatus200IsUnreadable() {
        answers("<html><body>请登录</body></html>");
        Problem problem = department.fails("submit", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en()).contains("web page instead of XML");
    }

    private void answers(String body) {
        department.answers("application/xml", body, GB18030);
    }
}
