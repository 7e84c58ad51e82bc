package io.xianghub.bundle.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lookups, several targets, documents in documents and scripts, followed without any input. */
class LineageOfStructureTest {

    private static final String ANSWER = "mappings/medical-insurance/person-answer.map.yaml";
    private static final String REQUEST = "mappings/medical-insurance/person-request.map.yaml";
    private static final String ROUTES = "routes/medical-insurance/insured-person.camel.yaml";
    private static final String LAST = "        - to: { uri: \"mapping:person-answer\" }\n";
    private static final String KIND = "{ from: insutype, dictionary: insurance-type, required: true }";
    private static final String SCRIPT =
            """
            // hub: source: { format: record }
            // hub: target: { format: record }
            { "personNumber": .baseinfo.psn_no, "of": $asked.body.name }
            """;

    private final BundleOfFiles bundle = BundleOfFiles.shipped("medical-insurance");

    @Test
    void aValueThatIsLookedUpDependsOnTheListOnItsKeyAndOnTheKeyOfTheItem() {
        bundle.changing(
                ANSWER, KIND, "{ lookup: { in: ^.kinds, where: code, equals: insutype, take: std }, required: true }");
        for (String field : List.of("kinds.std", "kinds.code", "kinds", "insuinfo.insutype")) {
            assertThat(without("core/queryPerson:" + field))
                    .as(field)
                    .contains(
                            "getInsuredPerson : fails " + ANSWER + ":11:7",
                            "getInsuredPerson answer:insurances.type lost demanded " + ANSWER + ":11:7");
        }
        assertThat(without("core/queryPerson:kinds.label")).isEmpty();
    }

    @Test
    void whatOnlyOneOfSeveralTargetsNeedsMayFailAndItsConditionDecidesPerhaps() {
        targets("status: { value: active }");
        assertThat(without("core/queryPerson:emp_name")).isEmpty();
        assertThat(without("core/queryPerson:insuinfo.emp_name"))
                .containsExactly(
                        "getInsuredPerson answer:insurances.employer lost " + ANSWER + ":13:96",
                        "getInsuredPerson : may-fail " + ANSWER + ":13:96");
        assertThat(without("core/queryPerson:insuinfo.insutype"))
                .contains(
                        "getInsuredPerson answer:insurances perhaps demanded " + ANSWER + ":8:3",
                        "getInsuredPerson answer:insurances.type perhaps demanded " + ANSWER + ":13:19")
                .noneMatch(line -> line.contains(" lost") || line.contains("fail"));
        assertThat(bundle.coverage()).isEmpty();
    }

    @Test
    void aFieldThatOneOfSeveralTargetsDoesNotHaveMayBeAbsent() {
        targets("employer: { value: x }");
        assertThat(bundle.coverage())
                .singleElement()
                .asString()
                .contains("coverage.field-may-be-absent")
                .contains("insurances.status");
    }

    @Test
    void whatStandsInADocumentDependsOnTheFieldThatHoldsIt() {
        bundle.changing(
                ANSWER,
                "  gender: { from: baseinfo.gend, dictionary: gender }",
                """
                  more:
                    inside: { path: baseinfo.exp, format: delimited, columns: [a, b], head: { columns: [day] } }
                    each: "."
                    fields: { a: { from: a }, day: { from: $head.day }, of: { from: ^^.baseinfo.naty } }
                """);
        assertThat(without("core/queryPerson:baseinfo.exp"))
                .contains(
                        "getInsuredPerson answer:more lost " + ANSWER + ":6:3",
                        "getInsuredPerson answer:more.a lost " + ANSWER + ":9:15",
                        "getInsuredPerson answer:more.day lost " + ANSWER + ":9:31")
                .noneMatch(line -> line.contains("more.of"));
        assertThat(without("core/queryPerson:baseinfo.exp.a"))
                .containsExactly("getInsuredPerson answer:more.a lost " + ANSWER + ":9:15");
        assertThat(without("core/queryPerson:baseinfo.naty"))
                .containsExactly("getInsuredPerson answer:more.of lost " + ANSWER + ":9:57");
        bundle.changing(ANSWER, "    each: \".\"\n", "    each: \".\"\n    required: true\n");
        assertThat(without("core/queryPerson:baseinfo.exp")).contains("getInsuredPerson : fails " + ANSWER + ":6:3");
    }

    @Test
    void followsAFieldIntoADocumentAndOutOfIt() {
        bundle.changing(ROUTES, LAST, "        - to: { uri: \"mapping:person-wrapped\" }\n" + LAST)
                .with(
                        "mappings/medical-insurance/person-wrapped.map.yaml",
                        """
                        source: { format: record }
                        fields:
                          whole: { from: ., type: tree }
                          doc:
                            as: { format: xml, root: d, encoding: base64 }
                            fields: { n: { from: baseinfo.psn_no }, other: { from: baseinfo.naty } }
                        """)
                .with(
                        ANSWER,
                        """
                        source: { format: record }
                        fields:
                          name: { from: whole.baseinfo.psn_name, required: true }
                          insurances: { each: whole.insuinfo, fields: { type: { value: resident }, status: { value: active } } }
                          inner: { inside: { path: doc, encoding: base64, format: xml }, fields: { n: { from: n } } }
                          personNumber: { value: "1" }
                        """);
        assertThat(without("core/queryPerson:baseinfo.psn_no"))
                .contains("getInsuredPerson answer:inner.n lost " + ANSWER + ":5:76")
                .noneMatch(line -> line.contains("fail"));
        assertThat(without("core/queryPerson:baseinfo.naty")).allMatch(line -> line.contains(" perhaps "));
    }

    @Test
    void ofAScriptEverythingMayDependOnEverythingThatItIsGiven() {
        scripted();
        assertThat(without("core/queryPerson:baseinfo.psn_no")).containsExactly("getInsuredPerson answer: perhaps");
        assertThat(without("core/queryPerson:whatever")).containsExactly("getInsuredPerson answer: perhaps");
        assertThat(without("getInsuredPerson:body.name")).containsExactly("getInsuredPerson answer: perhaps");
        assertThat(without("core/queryPerson"))
                .contains("getInsuredPerson : may-fail mappings/medical-insurance/person-script.jslt:1:1");
        Flow.End answer = Lineage.of(bundle.checked()).flows().get(0).ends().get(0);
        assertThat(answer.known()).isFalse();
        assertThat(answer.fields())
                .allMatch(field -> field.from().stream().allMatch(source -> source.bond() == Bond.PERHAPS));
    }

    @Test
    void theContractIsNotHeldAgainstWhatAScriptMakes() {
        scripted();
        assertThat(bundle.coverage()).isEmpty();
    }

    @Test
    void followsAMappingBehindAScript() {
        scripted();
        bundle.changing(ROUTES, "mapping:person-script\" }\n", "mapping:person-script\" }\n" + LAST);
        assertThat(without("core/queryPerson:baseinfo.psn_no"))
                .contains("getInsuredPerson answer:personNumber perhaps demanded " + ANSWER + ":4:3")
                .noneMatch(line -> line.contains(" lost") || line.contains(" fails"));
    }

    private void targets(String second) {
        bundle.changing(
                ANSWER,
                """
                    fields:
                      type: { from: insutype, dictionary: insurance-type, required: true }
                      status: { from: psn_insu_stas, dictionary: insured-status, required: true }
                      balanceFen: { from: balc, type: fen }
                      insuredSince: { from: psn_insu_date, type: date, input: yyyy-MM-dd }
                      pausedSince: { from: paus_insu_date, type: date, input: yyyy-MM-dd }
                      placeCode: { from: insuplc_admdvs, pattern: "[0-9]{6}" }
                      employer: { from: emp_name }
                """
                        .stripTrailing(),
                """
                    targets:
                      - fields: { type: { value: resident }, SECOND }
                      - when: { path: insutype, equals: "310" }
                        fields: { type: { value: employee }, status: { from: psn_insu_stas, default: active }, employer: { from: emp_name, required: true } }
                """
                        .replace("SECOND", second));
    }

    private void scripted() {
        bundle.changing(ROUTES, LAST, "        - to: { uri: \"mapping:person-script\" }\n")
                .changing(
                        ROUTES,
                        "        - to: { uri: \"mapping:person-request\" }",
                        "        - setProperty: { name: asked, simple: \"${body}\" }\n"
                                + "        - to: { uri: \"mapping:person-request\" }")
                .changing(REQUEST, "  psn_name: { from: body.name, sensitivity: personal }\n", "")
                .with("mappings/medical-insurance/person-script.jslt", SCRIPT);
    }

    private List<String> without(String dropped) {
        return Lineage.of(bundle.checked()).without(Dropped.of(dropped)).stream()
                .map(lost -> lost.input() + " " + lost.end() + ":" + lost.field() + " "
                        + lost.effect().word() + (lost.demanded() ? " demanded" : "")
                        + (lost.at() == null ? "" : " " + lost.at()))
                .toList();
    }
}
