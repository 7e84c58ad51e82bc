package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that others wrote and published, unedited: the build takes them from named artefacts into {@code
 * target/public-documents}. Each becomes a bundle that {@code hub validate} and {@code hub test} pass, and that answers over
 * real sockets what its cases say.
 */
class PublicDocumentsTest {

    private static final Path DOCUMENTS = Path.of("target/public-documents");

    /** Operations of each that are called over a real socket too. */
    private static final int SIMULATED = 10;

    @TempDir
    Path folder;

    /** file, tags (empty: all), number of operations */
    static Stream<Arguments> documents() {
        return Stream.of(
                // org.apache.cxf:cxf-testutils
                Arguments.of("cxf-testutils/wsdl/hello_world.wsdl", List.of(), 8),
                Arguments.of("cxf-testutils/wsdl/hello_world_services.wsdl", List.of(), 3),
                Arguments.of("cxf-testutils/wsdl/hello_world_rpc_lit.wsdl", List.of(), 4),
                Arguments.of("cxf-testutils/wsdl/hello_world_soap12.wsdl", List.of(), 2),
                Arguments.of("cxf-testutils/wsdl/header_doc_lit.wsdl", List.of(), 3),
                Arguments.of("cxf-testutils/wsdl/locator.wsdl", List.of(), 7),
                Arguments.of("cxf-testutils/wsdl/cardealer.wsdl", List.of(), 2),
                // org.apache.juddi:uddi-ws, OASIS UDDI with imported WSDLs and schemas
                Arguments.of("uddi-ws/uddi_v3_service.wsdl", List.of(), 41),
                Arguments.of("uddi-ws/uddi_v2_service.wsdl", List.of(), 26),
                Arguments.of("uddi-ws/juddi_api_v1.wsdl", List.of(), 23),
                // org.camunda.bpm:camunda-engine-rest-openapi, 3.0, 53,000 lines
                Arguments.of("camunda-engine-rest-openapi/openapi.json", List.of("Task", "Process Definition"), 62),
                // io.apicurio:apicurio-registry-common, 3.0
                Arguments.of("apicurio-registry-common/META-INF/openapi.json", List.of(), 78),
                Arguments.of("apicurio-registry-common/META-INF/openapi-v2.json", List.of(), 64),
                // org.eclipse.microprofile.openapi:microprofile-openapi-tck, 3.1
                Arguments.of("microprofile-openapi-tck/openapi.yaml", List.of(), 2),
                // org.wiremock:wiremock-standalone, 3.0 in many files
                Arguments.of("wiremock-standalone/swagger/wiremock-admin-api.yaml", List.of(), 40));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("documents")
    void becomeBundlesThatAnswerAsTheirCasesSay(String file, List<String> tags, int operations) throws Exception {
        Path document = DOCUMENTS.resolve(file);
        assertThat(document)
                .as("the build puts it there: mvn generate-test-resources")
                .exists();
        ScaffoldedBundle made = ScaffoldedBundle.of(new Order(
                ScaffoldedBundle.NAME,
                new Order.Source(document.toString(), null, null),
                new Selection(List.of(), tags),
                Order.Owner.UNKNOWN,
                false));

        assertThat(made.validated()).isEmpty();
        assertThat(made.operations()).hasSize(operations);
        assertThat(made.findings().all()).allSatisfy(PublicDocumentsTest::saysWhereAndWhatToDo);
        assertThat(made.tested()).isEmpty();
        if (file.startsWith("wiremock")) {
            return; // its paths are the ones that a simulator keeps for itself
        }
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("root"))) {
            for (String operation : made.operations().subList(0, Math.min(SIMULATED, operations))) {
                Object request = made.json("routes/tried/cases/" + operation + "/sample/request.json");
                Object answer = made.json("routes/tried/cases/" + operation + "/sample/answer.json");
                assertThat(running.ask(operation, request)).as(operation).isEqualTo(answer);
            }
        }
    }

    private static void saysWhereAndWhatToDo(Finding finding) {
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.file()).isNotBlank();
        assertThat(finding.remedy().zh()).isNotBlank();
        assertThat(finding.remedy().en()).isNotBlank();
    }
}
