package io.xianghub.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiRefsTest {

    private final HttpDepartment department = new HttpDepartment(
            """
            style: soap
            namespace: "urn:n"
            operations:
              list: { path: /axis, element: list, lists: [listReturn.item], output: { path: listReturn } }
            """);

    @AfterEach
    void stop() {
        department.close();
    }

    /** As Axis 1 answers a method that returns an array of beans. */
    @Test
    void putsWhatStandsBesideTheResponseWhereItIsReferredTo() {
        answers(
                """
                <ns1:listResponse soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="urn:n">
                  <listReturn soapenc:arrayType="ns1:Person[2]" xsi:type="soapenc:Array"><item href="#id0"/><item href="#id1"/></listReturn>
                </ns1:listResponse>
                <multiRef id="id1" soapenc:root="0" xsi:type="ns1:Person"><name xsi:type="xsd:string">测试乙</name><age href="#id2"/></multiRef>
                <multiRef id="id0" soapenc:root="0" xsi:type="ns1:Person"><name xsi:type="xsd:string">测试甲</name><age href="#id2"/></multiRef>
                <multiRef id="id2" soapenc:root="0" xsi:type="xsd:int">30</multiRef>
                """);
        assertThat(department.call("list", Map.of()))
                .isEqualTo(Map.of(
                        "item", List.of(Map.of("name", "测试甲", "age", "30"), Map.of("name", "测试乙", "age", "30"))));
    }

    @ParameterizedTest
    @CsvSource({
        "<r><listReturn href='#a'/></r><m id='a'><x href='#b'/></m><m id='b'><x href='#a'/></m>, #a refers to itself",
        "<r><listReturn href='#nowhere'/></r><m id='a'/>, refers to #nowhere"
    })
    void aReferenceThatLeadsNowhereIsUnreadable(String body, String words) {
        answers(body.replace('\'', '"'));
        Problem problem = department.fails("list", Map.of());
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en()).contains(words);
    }

    /** Forty parts that each refer to the next one twice are a few kilobytes, and 2^40 elements once put together. */
    @Test
    void aBombOfReferencesIsRefused() {
        StringBuilder parts = new StringBuilder("<r><listReturn href=\"#p0\"/></r>");
        for (int i = 0; i < 40; i++) {
            parts.append("<m id=\"p%d\"><a href=\"#p%d\"/><a href=\"#p%d\"/></m>".formatted(i, i + 1, i + 1));
        }
        answers(parts + "<m id=\"p40\">x</m>");
        assertThat(department.fails("list", Map.of()).detail().en()).contains("too large once put together");
    }

    @Test
    void aChainOfReferencesWithoutEndIsRefused() {
        StringBuilder parts = new StringBuilder("<r><listReturn href=\"#p0\"/></r>");
        for (int i = 0; i < 20_000; i++) {
            parts.append("<m id=\"p%d\"><a href=\"#p%d\"/></m>".formatted(i, i + 1));
        }
        answers(parts.toString());
        assertThat(department.fails("list", Map.of()).detail().en()).contains("too large once put together");
    }

    @Test
    void withoutPartsBesideItAHrefIsAnAttributeLikeAnyOther() {
        answers("<r><listReturn href=\"#top\">x</listReturn></r>");
        assertThat(department.call("list", Map.of()))
                .isEqualTo(Map.of("@href", "#top", "#text", "x", "item", List.of()));
    }

    private void answers(String body) {
        department.answers(
                "text/xml;charset=utf-8",
                """
                <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>
                """
                        .formatted(body),
                UTF_8);
    }
}
