package io.xianghub.bundle.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractCoverageTest {

    private static final String ANSWER = "mappings/medical-insurance/person-answer.map.yaml";
    private static final String REQUEST = "mappings/medical-insurance/person-request.map.yaml";
    private static final String CONTRACT = "routes/medical-insurance/openapi.yaml";
    private static final String ROUTES = "routes/medical-insurance/insured-person.camel.yaml";

    private final BundleOfFiles bundle = BundleOfFiles.shipped("medical-insurance");

    @ParameterizedTest
    @MethodSource("shipped")
    void findsNothingInTheShippedBundles(String name) {
        assertThat(BundleOfFiles.shipped(name).coverage()).isEmpty();
    }

    static Stream<String> shipped() {
        return BundleFiles.names(Path.of(".")).stream().map(BundleName::value);
    }

    @Test
    void findsARequiredFieldThatNoMappingGives() {
        bundle.changing(ANSWER, "  personNumber: {", "  number: {");
        assertThat(bundle.coverage())
                .containsExactly(ANSWER + ":4:3 coverage.field-not-mapped No mapping gives the required field"
                        + " personNumber of getInsuredPerson's answer (contract: " + CONTRACT + ":51:9)");
    }

    @Test
    void findsOneInTheItemsOfAList() {
        bundle.changing(ANSWER, "      status: {", "      state: {");
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .startsWith(ANSWER + ":8:3 coverage.field-not-mapped ")
                .contains("insurances.status");
    }

    @Test
    void findsARequiredFieldThatMayBeAbsent() {
        bundle.changing(ANSWER, "psn_name, required: true,", "psn_name,");
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .startsWith(ANSWER + ":5:3 coverage.field-may-be-absent ")
                .contains("name");
    }

    @Test
    void takesADefaultForAValueThatIsAlwaysThere() {
        bundle.changing(ANSWER, "psn_name, required: true,", "psn_name, default: 无名,");
        assertThat(bundle.coverage()).isEmpty();
    }

    @Test
    void findsAFieldUnderACondition() {
        bundle.changing(ANSWER, "  personNumber: {", "  personNumber: { when: { path: baseinfo.gend, equals: \"1\" },");
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .contains(":4:3 coverage.field-may-be-absent ")
                .contains("personNumber");
    }

    @Test
    void findsWhatOnlyOneOfSeveralWaysGives() {
        bundle.changing(
                        ROUTES,
                        "        - to: { uri: \"mapping:person-answer\" }",
                        """
                                - choice:
                                    when:
                                      - simple: "${body[short]} == 'yes'"
                                        steps:
                                          - to: { uri: "mapping:short-answer" }
                                    otherwise:
                                      steps:
                                        - to: { uri: "mapping:person-answer" }
                        """)
                .with(
                        "mappings/medical-insurance/short-answer.map.yaml",
                        """
                        source: { format: record }
                        fields:
                          name: { from: baseinfo.psn_name, required: true }
                          insurances: { each: insuinfo, fields: { type: { value: resident }, status: { value: active } } }
                        """);
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .startsWith(ANSWER + ":4:3 coverage.field-may-be-absent ")
                .contains("personNumber");
    }

    @Test
    void saysNothingOfWhatIsPassedOnAsItCame() {
        bundle.changing(ROUTES, "        - to: { uri: \"mapping:person-answer\" }\n", "");
        assertThat(bundle.coverage()).isEmpty();
        BundleOfFiles structure = BundleOfFiles.shipped("medical-insurance");
        structure.with(
                ANSWER,
                """
                source: { format: record }
                fields:
                  personNumber: { value: "1" }
                  name: { value: 测试甲 }
                  insurances: { from: insuinfo, type: tree, required: true }
                """);
        assertThat(structure.coverage()).isEmpty();
    }

    @Test
    void findsARequiredFieldOfTheCallThatNobodyReads() {
        bundle.changing(CONTRACT, "      required: [identityNumber]", "      required: [identityNumber, name]")
                .changing(REQUEST, "  psn_name: { from: body.name, sensitivity: personal }\n", "");
        assertThat(bundle.coverage())
                .containsExactly(
                        CONTRACT + ":41:9 coverage.field-not-read No mapping reads the required field body.name"
                                + " of getInsuredPerson's calls");
    }

    @Test
    void knowsThatTheSubjectIsRead() {
        bundle.changing(REQUEST, "from: body.identityNumber, type: identity-number", "from: body.name");
        assertThat(bundle.coverage()).isEmpty();
    }

    @Test
    void findsAPathVariableThatNobodyReadsUnlessTheCallItselfIsPassedOn() {
        bundle.changing(CONTRACT, "/insured-person/query:", "/insured-person/{centre}:")
                .changing(
                        CONTRACT,
                        "      x-hub-timeout: 3s",
                        "      x-hub-timeout: 3s\n      parameters:\n"
                                + "        - { name: centre, in: path, required: true, schema: { type: string } }");
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .contains("coverage.field-not-read")
                .contains("path.centre");
        bundle.changing(ROUTES, "        - to: { uri: \"mapping:person-request\" }\n", "");
        assertThat(bundle.coverage()).isEmpty();
    }
}
