package io.xianghub.bundle.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {

    @Test
    void aFieldThatAMappingDemandsTakesTheWholeServiceWithIt() {
        assertThat(without("medical-insurance", "core/queryPerson:baseinfo.psn_no"))
                .containsExactly(
                        "getInsuredPerson : fails mappings/medical-insurance/person-answer.map.yaml:4:3",
                        "getInsuredPerson answer:personNumber lost demanded"
                                + " mappings/medical-insurance/person-answer.map.yaml:4:3");
    }

    @Test
    void anOptionalFieldIsLostAlone() {
        assertThat(without("medical-insurance", "core/queryPerson:baseinfo.gend"))
                .containsExactly("getInsuredPerson answer:gender lost"
                        + " mappings/medical-insurance/person-answer.map.yaml:6:3");
        assertThat(without("medical-insurance", "core/queryPerson:insuinfo[0].balc"))
                .containsExactly("getInsuredPerson answer:insurances.balanceFen lost"
                        + " mappings/medical-insurance/person-answer.map.yaml:13:7");
    }

    @Test
    void aStructureTakesAllOfItsFields() {
        assertThat(without("medical-insurance", "core/queryPerson:insuinfo"))
                .anyMatch(line -> line.startsWith("getInsuredPerson answer:insurances lost demanded"))
                .anyMatch(line -> line.startsWith("getInsuredPerson answer:insurances.employer lost"))
                .noneMatch(line -> line.contains("personNumber"));
    }

    @Test
    void whatNobodyReadsIsMissedByNobody() {
        assertThat(without("medical-insurance", "core/queryPerson:baseinfo.naty"))
                .isEmpty();
    }

    @Test
    void followsWhatWasSetAsideIntoTheMessage() {
        assertThat(without("housing-fund", "core/account:XingMing"))
                .contains(
                        "message.account-movement push:submit account-movement:receiver.name lost"
                                + " mappings/housing-fund/movement-correction.map.yaml:20:7",
                        "facade.notify push:submit account-movement:variables.name lost"
                                + " mappings/housing-fund/movement-correction.map.yaml:24:7",
                        "exchange/movements push:submit account-movement:variables.name lost"
                                + " mappings/housing-fund/movement-correction.map.yaml:24:7");
    }

    @Test
    void tellsADefaultFromALoss() {
        List<String> lost = without("housing-fund", "message.account-movement:FSLXE");
        assertThat(lost)
                .anyMatch(line -> line.startsWith(
                        "message.account-movement push:submit account-movement:variables.interest defaulted"))
                .anyMatch(
                        line -> line.startsWith("message.account-movement push:submit account-movement:row.FSLXE lost"))
                .noneMatch(line -> line.contains(": fails") || line.contains("facade.notify"));
    }

    @Test
    void followsAFieldThroughSeveralMappings() {
        assertThat(without("housing-fund", "facade.notify-xml:body.field[@name=GJHTQYWLX]"))
                .anyMatch(line ->
                        line.equals("facade.notify-xml : fails mappings/housing-fund/movement-row.map.yaml:6:3"))
                .allMatch(line -> line.startsWith("facade.notify-xml "));
        assertThat(without("housing-fund", "facade.notify-xml:body.field[@name=TQFS]"))
                .containsExactly("facade.notify-xml push:submit account-movement:row.TQFS lost"
                        + " mappings/housing-fund/movement-correction.map.yaml:11:3");
    }

    @Test
    void saysPerhapsOfWhatAQueryOrAChoiceDependsOn() {
        List<String> lost = without("housing-fund", "message.account-movement:GRZH");
        assertThat(lost)
                .anyMatch(line ->
                        line.startsWith("message.account-movement push:submit account-movement:variables.name perhaps"))
                .anyMatch(line -> line.startsWith("message.account-movement : fails"));
        assertThat(without("housing-fund", "message.account-movement:CZBZ"))
                .anyMatch(line -> line.startsWith("message.account-movement push:submit account-movement: perhaps"));
    }

    @Test
    void knowsWhatASyncReads() {
        assertThat(without("fiscal-budget", "budget/bills:XPAY_AMT"))
                .containsExactly("sync.payments.bill redemption:payments/bill:paid lost"
                        + " mappings/fiscal-budget/bill.map.yaml:10:3");
    }

    @Test
    void anAnswerOnOneOfSeveralWaysMayFail() {
        BundleOfFiles bundle = BundleOfFiles.shipped("medical-insurance")
                .changing(
                        "routes/medical-insurance/insured-person.camel.yaml",
                        "        - to: { uri: \"mapping:person-answer\" }",
                        """
                                - choice:
                                    when:
                                      - simple: "${body[infcode]} == '0'"
                                        steps:
                                          - to: { uri: "mapping:person-answer" }
                        """);
        assertThat(words(Lineage.of(bundle.checked()).without(Dropped.of("core/queryPerson:baseinfo.psn_no"))))
                .anyMatch(line -> line.startsWith("getInsuredPerson : may-fail"))
                .noneMatch(line -> line.startsWith("getInsuredPerson : fails"));
        assertThat(words(Lineage.of(bundle.checked()).without(Dropped.of("core/queryPerson:infcode"))))
                .anyMatch(line -> line.equals("getInsuredPerson answer: perhaps"));
    }

    @Test
    void namesTheSourcesOfEveryFieldOfAnAnswer() {
        Lineage lineage = Lineage.of(BundleOfFiles.shipped("medical-insurance").checked());
        Flow.End answer = lineage.flows().get(0).ends().get(0);
        assertThat(answer.to()).isEqualTo("answer");
        assertThat(answer.known()).isTrue();
        assertThat(answer.fields())
                .filteredOn(field -> field.path().equals("insurances.type"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.from().get(0))
                            .isEqualTo(new Flow.Source("core/queryPerson", "insuinfo.insutype", Bond.CERTAIN));
                    assertThat(field.from())
                            .contains(new Flow.Source("getInsuredPerson", "body.identityNumber", Bond.PERHAPS));
                });
        assertThat(lineage.fieldsOf("core/queryPerson")).contains("baseinfo.psn_no", "insuinfo.balc");
        assertThat(lineage.places()).containsExactly("core/queryPerson", "getInsuredPerson");
    }

    @Test
    void givesUpOnRoutesThatWereMadeToBeFollowedForEver() {
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String from = i == 0 ? "getInsuredPerson" : "r" + i;
            routes.append("- route:\n    id: r")
                    .append(i)
                    .append("\n    from:\n      uri: direct:")
                    .append(from);
            routes.append("\n      steps:\n        - to: direct:r").append(i + 1);
            routes.append("\n        - to: direct:r").append(i + 1).append('\n');
        }
        routes.append("- route: { id: last, from: { uri: direct:r40, steps: [ { to: mapping:person-answer } ] } }\n");
        BundleOfFiles bundle = BundleOfFiles.shipped("medical-insurance")
                .with("routes/medical-insurance/insured-person.camel.yaml", routes.toString());

        assertThat(Lineage.of(bundle.checked()).flows()).singleElement().satisfies(flow -> assertThat(flow.complete())
                .isFalse());
        assertThat(bundle.coverage()).isEmpty();
    }

    private static List<String> without(String bundle, String dropped) {
        return words(Lineage.of(BundleOfFiles.shipped(bundle).checked()).without(Dropped.of(dropped)));
    }

    private static List<String> words(List<Breakage> breakages) {
        return breakages.stream()
                .map(lost -> lost.input() + " " + lost.end() + ":" + lost.field() + " "
                        + lost.effect().word() + (lost.demanded() ? " demanded" : "")
                        + (lost.at() == null ? "" : " " + lost.at()))
                .toList();
    }
}
