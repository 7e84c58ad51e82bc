package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WsdlTest {

    private static final String SERVICE =
            """
            <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                xmlns:tns="urn:window" xmlns:p="urn:person" xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:window">
              <types>
                <xsd:schema targetNamespace="urn:window" elementFormDefault="qualified">
                  <xsd:import namespace="urn:person" schemaLocation="parts/person.xsd"/>
                  <xsd:import namespace="urn:far" schemaLocation="http://far.example/far.xsd"/>
                  <xsd:element name="Query"><xsd:complexType><xsd:sequence>
                    <xsd:element name="sfzhm" type="xsd:string"/>
                    <xsd:element name="person" type="p:Person" minOccurs="0"/>
                  </xsd:sequence></xsd:complexType></xsd:element>
                  <xsd:element name="QueryResponse"><xsd:complexType><xsd:sequence>
                    <xsd:element name="persons" type="p:Person" minOccurs="0" maxOccurs="unbounded"/>
                    <xsd:element name="total" type="xsd:int"/>
                  </xsd:sequence></xsd:complexType></xsd:element>
                  <xsd:element name="Broken" type="xsd:string"/>
                </xsd:schema>
              </types>
              <message name="in"><part name="parameters" element="tns:Query"/></message>
              <message name="out"><part name="parameters" element="tns:QueryResponse"/></message>
              <message name="fault"><part name="fault" element="tns:Broken"/></message>
              <portType name="Window"><operation name="Query">
                <input message="tns:in"/><output message="tns:out"/><fault name="broken" message="tns:fault"/>
              </operation></portType>
              <binding name="WindowSoap" type="tns:Window">
                <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
                <operation name="Query"><soap:operation soapAction="urn:window/Query"/>
                  <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
              </binding>
              <service name="WindowService"><port name="w" binding="tns:WindowSoap">
                <soap:address location="http://window.example:8080/ws/Window.asmx"/></port></service>
            </definitions>
            """;
    private static final String PERSON =
            """
            <schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:person" targetNamespace="urn:person" elementFormDefault="qualified">
              <include schemaLocation="kinds.xsd"/>
              <complexType name="Person"><sequence>
                <element name="xm" type="string"/>
                <element name="xb" type="p:Sex" minOccurs="0"/>
                <element name="je" minOccurs="0"><complexType><simpleContent><extension base="decimal">
                  <attribute name="bz" type="string" use="required"/></extension></simpleContent></complexType></element>
                <element name="parent" type="p:Person" minOccurs="0"/>
              </sequence><attribute name="id" type="long"/></complexType>
            </schema>
            """;
    private static final String KINDS =
            """
            <schema xmlns="http://www.w3.org/2001/XMLSchema">
              <simpleType name="Sex"><restriction base="string"><enumeration value="1"/><enumeration value="2"/></restriction></simpleType>
            </schema>
            """;

    @TempDir
    Path folder;

    private ScaffoldedBundle scaffolded() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/person.xsd"), PERSON);
        Files.writeString(folder.resolve("parts/kinds.xsd"), KINDS);
        return ScaffoldedBundle.of(folder, "window.wsdl", SERVICE);
    }

    @Test
    void readsImportedAndIncludedSchemasAndFetchesNone() throws IOException {
        ScaffoldedBundle made = scaffolded();
        assertThat(made.validated()).isEmpty();
        assertThat(made.operations()).containsExactly("query");
        assertThat(made.codes()).containsExactlyInAnyOrder("init.remote-import", "init.recursive-schema");
        Map<?, ?> core =
                (Map<?, ?>) ((Map<?, ?>) made.yaml("routes/tried/bundle.yaml").get("connections")).get("core");
        Map<?, ?> query = (Map<?, ?>) ((Map<?, ?>) core.get("operations")).get("query");
        assertThat(query.get("path")).isEqualTo("/ws/Window.asmx");
        assertThat(query.get("element")).isEqualTo("Query");
        assertThat(query.get("namespaces")).isEqualTo(Map.of("n1", "urn:person"));
        assertThat(query.get("lists")).isEqualTo(List.of("persons"));
        assertThat(made.text("mappings/tried/query-request.map.yaml")).contains("\"n1:xm\": { from: body.person.xm");
        assertThat(made.text("mappings/tried/dictionaries/xb.csv"))
                .contains("1,1,,,")
                .contains("2,2,,,");
        assertThat(made.text("routes/tried/cases/query/fault/legacy-1.http"))
                .contains("<soap:Fault>")
                .contains("500");
    }

    @Test
    void asksAndAnswersAsItsSamplesSay() throws Exception {
        ScaffoldedBundle made = scaffolded();
        assertThat(made.tested()).isEmpty();
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("run"))) {
            assertThat(running.ask("query", made.json("routes/tried/cases/query/sample/request.json")))
                    .isEqualTo(made.json("routes/tried/cases/query/sample/answer.json"));
        }
    }

    @Test
    void readsASampleInXml() throws Exception {
        ScaffoldedBundle made = ScaffoldedBundle.of(
                folder,
                "s.xml",
                "<ROOT><HEAD code=\"0\"/><ROWS><ROW><xm>测试甲</xm></ROW><ROW><xm>测试乙</xm><je"
                        + " bz=\"156\">1.50</je></ROW></ROWS></ROOT>");
        assertThat(made.validated()).isEmpty();
        assertThat(made.tested()).isEmpty();
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("run"))) {
            assertThat(running.ask("tried", made.json("routes/tried/cases/tried/sample/request.json")))
                    .isEqualTo(made.json("routes/tried/cases/tried/sample/answer.json"));
        }
    }
}
