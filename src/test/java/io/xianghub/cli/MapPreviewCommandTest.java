package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapPreviewCommandTest {

    private static final String MAPPING = "mappings/medical-insurance/person-answer.map.yaml";

    @TempDir
    private Path copy;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyTheBundles() throws IOException {
        for (String bundle : List.of("medical-insurance", "housing-fund")) {
            BundleCopy.copy("routes/" + bundle, copy);
            BundleCopy.copy("mappings/" + bundle, copy);
        }
    }

    @Test
    void pointsEachFieldAtItsSourceAndAtItsLineInTheMapping() throws IOException {
        change(
                MAPPING,
                "dictionary: insurance-type, required: true",
                "dictionary: insurance-type, sensitivity: public");
        assertThat(preview("medical-insurance", "person-answer"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("  11  insurances[0].type = \"employee\"  ← insuinfo[0].insutype \"310\"")
                .contains("  11  insurances[1].type = \"resident\"  ← insuinfo[1].insutype \"390\"")
                .contains("  15  insurances[0].pausedSince = (absent)  ← insuinfo[0].paus_insu_date \"\"");
        assertThat(preview("housing-fund", "movement")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("   4  message = \"account-movement\"  ← constant");
    }

    @Test
    void hidesWhatIsNotPublicAndShowsWhatAMaskLeft() throws IOException {
        assertThat(preview("medical-insurance", "person-answer")).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("name = \"测*甲\"  ← baseinfo.psn_name (personal, length 3)")
                .contains("personNumber = (personal, length 20)  ← baseinfo.psn_no (personal, length 20)")
                .doesNotContain("测试甲")
                .doesNotContain("43000000000000000001")
                .doesNotContain("123450");
        preview("medical-insurance", "person-answer", "--json");
        assertThat(out.toString()).doesNotContain("测试甲").doesNotContain("43000000000000000001");
        preview("housing-fund", "movement");
        assertThat(out.toString())
                .contains("row = (a structure)  ← . (a structure)")
                .contains("receiver.number = (sensitive, length 18)")
                .doesNotContain("测试");
    }

    @Test
    void hidesInAPublicFieldWhatAnotherFieldCallsPersonal() throws IOException {
        change(MAPPING, "gender: {", "alias: { from: baseinfo.psn_name, sensitivity: public }\n  gender: {");
        assertThat(preview("medical-insurance", "person-answer")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("alias = (personal, length 3)").doesNotContain("测试甲");
    }

    @Test
    void showsAFieldWhoseConditionDoesNotHoldAndWhatTheConditionLookedAt() throws IOException, Malformed {
        change(
                MAPPING,
                "  gender: { from: baseinfo.gend,",
                "  gender: { when: { path: baseinfo.gend, equals: \"9\" }, from: baseinfo.gend,");
        assertThat(preview("medical-insurance", "person-answer")).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("   6  gender (left out: its condition does not hold)  ← baseinfo.gend (personal, length 1)");
        preview("medical-insurance", "person-answer", "--json");
        List<?> fields = (List<?>) ((Map<?, ?>) Json.parse(out.toString())).get("fields");
        Map<?, ?> gender = (Map<?, ?>) fields.get(2);
        assertThat(gender.get("target")).isEqualTo("gender");
        assertThat(gender.get("skipped")).isEqualTo(true);
        assertThat(gender.containsKey("value")).isFalse();
    }

    @Test
    void revealsOnlyWhenAskedAndSaysSo() {
        assertThat(preview("medical-insurance", "person-answer", "--reveal")).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("← baseinfo.psn_name \"测试甲\"")
                .contains("\"personNumber\":\"43000000000000000001\"");
        assertThat(err.toString()).contains("do not pass the output on");
    }

    @Test
    void takesAFileThatIsNoSampleYet() throws IOException {
        Path rows = Files.writeString(
                copy.resolve("rows.txt"), "43030000000000000001|20260601|01|1200.00|1200.00|0.00|0.00|||A1|0|\n");
        assertThat(preview("housing-fund", "movement-lines", "--in", rows.toString()))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("[0].FSE = (personal, length 7)  ← line 1, column FSE (personal, length 7)");
    }

    @Test
    void saysWhyAMappingRefusesTheInputAndWhatItHadMadeBefore() throws IOException {
        Path row = Files.writeString(copy.resolve("row.json"), "{\"baseinfo\": {\"brdy\": \"19000101\"}}");
        assertThat(preview("medical-insurance", "person-answer", "--in", row.toString()))
                .isEqualTo(Exit.FINDINGS);
        assertThat(err.toString())
                .contains("baseinfo.psn_no: A required value is missing")
                .contains("baseinfo.brdy: ");
        assertThat(out.toString()).contains("birthDate = (absent)  ← baseinfo.brdy (personal, length 8)");
    }

    @Test
    void printsTheFieldsAsJson() throws Malformed {
        assertThat(preview("medical-insurance", "person-answer", "--json", "--sample", "two-insurances"))
                .isEqualTo(Exit.OK);
        Map<?, ?> tree = (Map<?, ?>) Json.parse(out.toString());
        assertThat(tree.get("input")).isEqualTo("two-insurances");
        assertThat(((List<?>) tree.get("fields")).get(1))
                .isEqualTo(Map.of(
                        "target",
                        "name",
                        "value",
                        "测*甲",
                        "from",
                        List.of(Map.of("place", "baseinfo.psn_name", "hidden", "(personal, length 3)")),
                        "file",
                        MAPPING,
                        "line",
                        5L));
        assertThat(tree.containsKey("result")).isFalse();
    }

    @Test
    void tellsWhatIsUnknownFromWhatIsWrong() throws IOException {
        assertThat(preview("no-such", "person-answer")).isEqualTo(Exit.NOT_FOUND);
        assertThat(preview("medical-insurance", "person")).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("has no mapping person (there are: person-answer person-request)");
        assertThat(preview("medical-insurance", "person-answer", "--sample", "none"))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("has no sample none (there are: two-insurances)");
        assertThat(preview("medical-insurance", "person-answer", "--in", "no-file"))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(preview("medical-insurance", "person-answer", "--scope", "no-file"))
                .isEqualTo(Exit.USAGE);
        change(MAPPING, "mask: name", "mask: nam");
        assertThat(preview("medical-insurance", "person-answer")).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains(MAPPING + ":5:");
    }

    @Test
    void placesWhatEnclosesAnItemWhatIsLookedUpAndATargetThatIsNotMade() throws IOException {
        change(
                MAPPING,
                "      employer: { from: emp_name }",
                """
                      of: { from: ^.baseinfo.psn_no, sensitivity: public }
                      known: { lookup: { in: ^.insuinfo, where: insutype, equals: insutype, take: emp_name } }
                      pays:
                        targets:
                          - fields: { fen: { from: balc, type: fen, sensitivity: public } }
                          - { when: { path: psn_insu_stas, equals: "7" }, fields: { fen: { value: 1 } } }
                """
                        .indent(2)
                        .stripTrailing()
                        .replace("        of:", "      of:")
                        .replace("        known:", "      known:")
                        .replace("        pays:", "      pays:"));
        assertThat(preview("medical-insurance", "person-answer"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("insurances[0].of = (personal, length 20)  ← baseinfo.psn_no (personal, length 20)")
                .contains("← insuinfo[0].insutype (personal, length 3), insuinfo.emp_name (personal, length ")
                .contains("insurances[1].pays[0].fen = ")
                .contains("insurances[1].pays.targets[1] (left out: its condition does not hold)"
                        + "  ← insuinfo[1].psn_insu_stas (personal, length 1)");
    }

    @Test
    void saysOfAScriptThatNobodyKnowsAndHidesTheResult() throws IOException, Malformed {
        Files.writeString(
                copy.resolve("mappings/medical-insurance/short.jslt"),
                "// hub: source: { format: record }\n// hub: target: { format: record }\n{ \"n\": .name }");
        Path in = Files.writeString(copy.resolve("in.json"), "{\"name\": \"测试甲\"}");
        assertThat(preview("medical-insurance", "short", "--in", in.toString())).isEqualTo(Exit.OK);
        assertThat(err.toString()).contains("This is a script").contains("--reveal");
        assertThat(out.toString()).doesNotContain("测试甲");
        preview("medical-insurance", "short", "--in", in.toString(), "--json");
        assertThat(((Map<?, ?>) Json.parse(out.toString())).get("script")).isEqualTo(true);
        preview("medical-insurance", "short", "--in", in.toString(), "--reveal");
        assertThat(out.toString()).contains("{\"n\":\"测试甲\"}");
    }

    private void change(String file, String from, String to) throws IOException {
        String before = Files.readString(copy.resolve(file));
        assertThat(before).contains(from);
        Files.writeString(copy.resolve(file), before.replace(from, to));
    }

    private int preview(String bundle, String mapping, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] arguments = new String[options.length + 8];
        System.arraycopy(
                new String[] {"map", "preview", bundle, mapping, "--folder", copy.toString(), "--lang", "en"},
                0,
                arguments,
                0,
                8);
        System.arraycopy(options, 0, arguments, 8, options.length);
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
