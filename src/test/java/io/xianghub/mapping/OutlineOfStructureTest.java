package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told without any input of mappings of lists in lists, lookups, several targets, documents and scripts. */
class OutlineOfStructureTest {

    @Test
    void namesWhatEnclosesAnItemWhereItStandsInTheInput() {
        Outline outline = outline(
                """
                source: { format: record }
                each: "rows[].items[]"
                where: { path: ^.state, equals: "1" }
                fields:
                  batch: { from: ^.batchNo }
                  file: { from: ^^.name }
                  fen: { from: fen, type: fen }
                  parts: { each: "^.parts", fields: { of: { from: ^.fen }, no: { from: no } } }
                """);
        assertThat(outline.lines())
                .extracting(Outline.Line::target, line -> line.origin().sources())
                .containsExactly(
                        tuple("batch", List.of("rows.batchNo")),
                        tuple("file", List.of("name")),
                        tuple("fen", List.of("rows.items.fen")),
                        tuple("parts", List.of("rows.parts")),
                        tuple("parts.of", List.of("rows.items.fen")),
                        tuple("parts.no", List.of("rows.parts.no")));
        assertThat(outline.asks()).containsExactly("rows.items", "rows.state");
        assertThat(outline.needs())
                .as("of no rows there are no items, and nothing is refused")
                .isEmpty();
    }

    @Test
    void needsAListThatMustBeThereButNotOneOfElements() {
        String yaml = "source: { format: FORMAT }\neach: rows\nfields: { a: { from: a } }";
        assertThat(outline(yaml.replace("FORMAT", "json")).needs()).containsExactly("rows");
        assertThat(outline(yaml.replace("FORMAT", "xml")).needs()).isEmpty();
        assertThat(outline(yaml.replace("FORMAT", "xml")).asks()).containsExactly("rows");
    }

    @Test
    void tellsALookupByItsValueAndBothSidesOfItsKey() {
        Outline outline = outline(
                """
                source: { format: record }
                each: "."
                fields:
                  rate: { lookup: { in: $rates, where: [AAE140, YEAR], equals: [insutype, ^.year], take: RATE } }
                  all: { lookup: { in: $rates, where: AAE140, equals: insutype, take: . }, type: tree }
                """);
        assertThat(outline.lines())
                .extracting(
                        line -> line.origin().making(),
                        line -> line.origin().sources(),
                        line -> List.copyOf(line.origin().asks()),
                        line -> line.handling().functions())
                .containsExactly(
                        tuple(
                                Outline.Making.LOOKED_UP,
                                List.of("$rates.RATE", "$rates.AAE140", "$rates.YEAR", "insutype", "year"),
                                List.of(),
                                List.of("lookup")),
                        tuple(
                                Outline.Making.COPIED,
                                List.of("$rates"),
                                List.of("$rates.AAE140", "insutype"),
                                List.of("lookup")));
    }

    @Test
    void whatNotAllTargetsHaveIsNotAlwaysThere() {
        Outline outline = outline(
                """
                source: { format: record }
                targets:
                  - when: { path: kind, equals: "1" }
                    fields:
                      id: { value: 1 }
                      fen: { value: 2 }
                      group: { fields: { x: { value: 1 }, y: { value: 1 } } }
                  - fields:
                      id: { from: id, required: true }
                      group: { fields: { x: { value: 2 } } }
                """);
        assertThat(outline.list()).isTrue();
        assertThat(outline.asks()).containsExactly("kind");
        assertThat(outline.lines())
                .extracting(
                        Outline.Line::target,
                        line -> line.presence().always(),
                        line -> List.copyOf(line.origin().asks()))
                .containsExactly(
                        tuple("id", true, List.of("kind")),
                        tuple("fen", false, List.of("kind")),
                        tuple("group", true, List.of("kind")),
                        tuple("group.x", true, List.of()),
                        tuple("group.y", false, List.of()),
                        tuple("id", true, List.of()),
                        tuple("group", true, List.of()),
                        tuple("group.x", true, List.of()));
    }

    @Test
    void tellsOfDocumentsWhereTheyStandAndHowTheyAreReadAndWritten() {
        Outline outline = outline(
                """
                source: { format: record }
                fields:
                  vouchers:
                    inside:
                      - { path: data, encoding: base64, format: xml, charset: GBK }
                      - { path: Body, format: delimited, columns: [a], head: { columns: [day] } }
                    each: "."
                    fields: { a: { from: a }, day: { from: $head.day }, kept: { from: $kept.x }, of: { from: ^^.id } }
                  out:
                    as: { format: json, encoding: hex }
                    fields: { a: { from: a } }
                """);
        assertThat(outline.lines())
                .extracting(Outline.Line::target, line -> line.origin().sources(), line -> line.handling()
                        .functions())
                .containsExactly(
                        tuple(
                                "vouchers",
                                List.of("data.Body"),
                                List.of("inside xml (GB18030) base64", "inside delimited (UTF-8)")),
                        tuple("vouchers.a", List.of("data.Body.a"), List.of()),
                        tuple("vouchers.day", List.of("data.Body.$head.day"), List.of()),
                        tuple("vouchers.kept", List.of("$kept.x"), List.of()),
                        tuple("vouchers.of", List.of("id"), List.of()),
                        tuple("out", List.of(), List.of("as json (UTF-8) hex")),
                        tuple("out.a", List.of("a"), List.of()));
        assertThat(outline.lines().get(0).presence())
                .as("the first document without the second is refused")
                .isEqualTo(new Outline.Presence(false, true, false, true));
    }

    @Test
    void aFieldThatHasNoColumnIsNotWrittenAndMayStillRefuseTheInput() {
        Outline outline = outline(
                """
                source: { format: record }
                target: { format: fixed, columns: { a: 3 } }
                each: "."
                fields: { a: { from: x }, b: { from: y, required: true } }
                """);
        assertThat(outline.formats()).isEqualTo(new Outline.Formats("record", "fixed (UTF-8)"));
        assertThat(outline.lines()).extracting(Outline.Line::target).containsExactly("a");
        assertThat(outline.asks()).containsExactly("y");
    }

    @Test
    void ofAScriptOnlyTheFormatsAreKnown() {
        Outline outline = Compiled.mapping(
                        Map.of("m.jslt", "// hub: source: { format: json }\n// hub: target: { format: xml }\n."))
                .outline();
        assertThat(outline.opaque()).isTrue();
        assertThat(outline.formats()).isEqualTo(new Outline.Formats("json (UTF-8)", "xml (UTF-8)"));
        assertThat(outline("source: { format: record }\nfields: { a: { from: a } }")
                        .opaque())
                .isFalse();
    }

    private static Outline outline(String yaml) {
        return Compiled.mapping(yaml).outline();
    }
}
