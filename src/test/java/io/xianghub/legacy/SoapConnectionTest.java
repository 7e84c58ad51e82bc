package io.xianghub.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapConnectionTest {

    private static final String ENVELOPE_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String ENVELOPE_1_2 = "http://www.w3.org/2003/05/soap-envelope";
    private static final String DECLARED =
            """
            style: soap
            soap: "%s"
            namespace: "http://tempuri.org/"
            namespaces: { t: "urn:types", wsse: "urn:wsse" }
            operations:
              submit: { path: /Project.asmx, element: SubmitProject, qualified: true, action: "http://tempuri.org/Submit", lists: [Result.item], output: { path: Result } }
              axis:
                path: /services/Info
                element: getInfo
                header: { wsse:Security: { "@soap:mustUnderstand": "1", wsse:Password: "${secret}" }, Caller: { Name: "${binding.caller}" } }
                request: { key: k, json: "${json:body}" }
                unwrap: { path: getInfoReturn, format: json }
                success: { path: code, equals: "0" }
                failure: { code: code, message: msg }
                output: { path: data }
            """;

    private HttpDepartment department = new HttpDepartment(DECLARED.formatted("1.1"));

    @AfterEach
    void stop() {
        department.close();
    }

    private void speaks(String version) {
        department.close();
        department = new HttpDepartment(DECLARED.formatted(version));
    }

    @Test
    void wrapsTheTreeInItsOrderAndQualifiesItAsTheSchemaSays() {
        answers(
                200,
                soap(
                        ENVELOPE_1_1,
                        "<SubmitProjectResponse xmlns='http://tempuri.org/'><Result>1</Result></SubmitProjectResponse>"));
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("z", "测试𠮷");
        project.put("a", List.of(1L, 2L));
        project.put("t:b", Map.of("t:c", true));

        department.call("submit", project);

        assertThat(department.received(UTF_8))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="urn:types" xmlns:wsse="urn:wsse">\
                        <soap:Body><SubmitProject xmlns="http://tempuri.org/"><z>测试𠮷</z><a>1</a><a>2</a><t:b><t:c>true</t:c></t:b>\
                        </SubmitProject></soap:Body></soap:Envelope>""");
        assertThat(department.received().getHeader("SOAPAction")).isEqualTo("\"http://tempuri.org/Submit\"");
        assertThat(department.received().getHeader("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
    }

    @Test
    void anUnqualifiedSchemaGivesOnlyTheRequestElementANamespaceAndTheHeaderMayBearTheSecret() {
        answers(200, soap(ENVELOPE_1_1, "<r><getInfoReturn>{\"code\":\"0\",\"data\":[1]}</getInfoReturn></r>"));

        assertThat(department.call("axis", Map.of("zjhm", "430301190001010028")))
                .isEqualTo(List.of(1L));

        assertThat(department.received(UTF_8))
                .contains(
                        "<soap:Header><wsse:Security soap:mustUnderstand=\"1\"><wsse:Password>token-1</wsse:Password>"
                                + "</wsse:Security><m:Caller xmlns:m=\"http://tempuri.org/\"><Name>xyb</Name></m:Caller></soap:Header>")
                .contains("<soap:Body><m:getInfo xmlns:m=\"http://tempuri.org/\"><key>k</key>"
                        + "<json>{&quot;zjhm&quot;:&quot;430301190001010028&quot;}</json></m:getInfo></soap:Body>");
        assertThat(department.received().getHeader("SOAPAction")).isEqualTo("\"\"");
    }

    @Test
    void speaksSoap12() {
        speaks("1.2");
        answers(200, soap(ENVELOPE_1_2, "<R><Result><item>1</item></Result></R>"));
        assertThat(department.call("submit", Map.of())).isEqualTo(Map.of("item", List.of("1")));
        assertThat(department.received(UTF_8)).contains("<soap:Envelope xmlns:soap=\"" + ENVELOPE_1_2 + "\"");
        assertThat(department.received().getHeader("Content-Type"))
                .isEqualTo("application/soap+xml;charset=UTF-8;action=\"http://tempuri.org/Submit\"");
        assertThat(department.received().containsHeader("SOAPAction")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500, 400})
    void aFaultIsARefusalWhateverTheStatus(int status) {
        answers(
                status,
                soap(
                        ENVELOPE_1_1,
                        "<s:Fault><faultcode>s:Server</faultcode><faultstring>事项编码不存在</faultstring></s:Fault>"));
        for (int i = 0; i < 12; i++) {
            Problem problem = department.fails("submit", Map.of());
            assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
            assertThat(problem.extras())
                    .containsEntry("departmentCode", "Server")
                    .containsEntry("departmentMessage", "事项编码不存在");
        }
    }

    @Test
    void aFaultOfSoap12IsReadByItsOwnNames() {
        speaks("1.2");
        answers(
                500,
                soap(
                        ENVELOPE_1_2,
                        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>m:NoItem</s:Value></s:Subcode></s:Code>"
                                + "<s:Reason><s:Text xml:lang='en'>no</s:Text><s:Text xml:lang='zh-CN'>无此事项</s:Text></s:Reason></s:Fault>"));
        assertThat(department.fails("submit", Map.of()).extras())
                .containsEntry("departmentCode", "NoItem")
                .containsEntry("departmentMessage", "无此事项");
        // a department that does not know 1.2 says so in 1.1
        answers(
                500,
                soap(
                        ENVELOPE_1_1,
                        "<s:Fault><faultcode>s:VersionMismatch</faultcode><faultstring>no</faultstring></s:Fault>"));
        assertThat(department.fails("submit", Map.of()).extras()).containsEntry("departmentCode", "VersionMismatch");
    }

    @Test
    void a500WithoutAFaultIsAnOutage() {
        for (String body :
                List.of("", "<html>500</html>", "<s:Envelope xmlns:s='" + ENVELOPE_1_1 + "'><s:Body><s:Fault>")) {
            answers(500, body);
            assertThat(department.fails("submit", Map.of()).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        }
    }

    @Test
    void whatIsNoEnvelopeIsUnreadable() {
        for (String body : List.of(
                "<r/>",
                "<Envelope><Body/></Envelope>",
                "<s:Envelope xmlns:s='" + ENVELOPE_1_1 + "'/>",
                "<!DOCTYPE html><html>登录</html>",
                "<?xml version='1.0' encoding='GBK'?>" + soap(ENVELOPE_1_1, "<r/>"),
                "")) {
            speaks("1.1");
            answers(200, body);
            assertThat(department.fails("submit", Map.of()).type())
                    .as(body)
                    .isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        }
    }

    @Test
    void aOneWayOperationIsAcceptedWithoutAWord() {
        answers(202, "");
        assertThat(department.call("submit", Map.of())).isNull();
        answers(200, soap(ENVELOPE_1_1, ""));
        assertThat(department.call("submit", Map.of())).isNull();
    }

    @Test
    void anElementCalledFaultThatIsTheDepartmentsOwnIsNone() {
        answers(200, soap(ENVELOPE_1_1, "<Fault xmlns='http://tempuri.org/'><Result>1</Result></Fault>"));
        assertThat(department.call("submit", Map.of())).isEqualTo("1");
    }

    @Test
    void aWireLearnsTheTreeThatIsSentAndNeverTheSecretOfTheHeader() {
        answers(200, soap(ENVELOPE_1_1, "<r><getInfoReturn>{\"code\":\"0\",\"data\":1}</getInfoReturn></r>"));
        TapedWire wire = TapedWire.recording();
        department.call("axis", Map.of(), wire);
        Wire.Sent sent = wire.sent.get(0);
        assertThat(sent.target()).isEqualTo("POST /services/Info");
        assertThat(sent.body()).isNull();
        assertThat(sent.tree()).isEqualTo(Map.of("key", "k", "json", "{}"));

        Map<String, Object> project = new LinkedHashMap<>();
        project.put("none", null);
        department.call("submit", null, TapedWire.playing(wire.heard.get(0)));
        TapedWire played = TapedWire.playing(wire.heard.get(0));
        department.call("submit", project, played);
        assertThat(played.sent.get(0).tree()).isEqualTo(Map.of());
    }

    @Test
    void playsAFaultAsItWas() {
        byte[] fault = soap(
                        ENVELOPE_1_1, "<s:Fault><faultcode>s:Server</faultcode><faultstring>否</faultstring></s:Fault>")
                .getBytes(UTF_8);
        TapedWire wire = TapedWire.playing(new Wire.Heard.Bytes(500, "text/xml", fault));
        Problem problem = catchThrowableOfType(Problem.class, () -> department.call("submit", Map.of(), wire));
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(department.calls()).isZero();
    }

    @Test
    void theConnectionTestTakesAFaultForASignOfLife() {
        answers(500, soap(ENVELOPE_1_1, "<s:Fault><faultcode>s:Client</faultcode></s:Fault>"));
        assertThat(department.trial()).containsExactly("dns true", "tcp true", "http true");
        answers(500, "down");
        assertThat(department.trial()).containsExactly("dns true", "tcp true", "http false");
    }

    private void answers(int status, String body) {
        department.answers(status, "text/xml;charset=UTF-8", body.getBytes(UTF_8));
    }

    private static String soap(String namespace, String content) {
        return "<s:Envelope xmlns:s='" + namespace + "'><s:Body>" + content + "</s:Body></s:Envelope>";
    }
}
