package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are written into others, and lines of columns of a fixed width. */
class ComposedTest {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final Map<String, Object> PAYEE = Map.of("name", "测试甲", "fen", 120L);
    private static final String VOUCHER =
            """
            source: { format: record }
            target: { format: FORMAT, root: MOF, charset: GBK }
            fields:
              Voucher:
                as: { format: xml, root: Voucher, charset: GBK, encoding: ENCODING }
                fields: { Payee: { from: name }, Amt: { from: fen, type: yuan, unit: fen } }
            """;
    private static final String XML = "<Voucher><Payee>测试甲</Payee><Amt>1.20</Amt></Voucher>";
    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n";

    @Test
    void writesADocumentAsTheTextOfAFieldEscapedOrInASection() throws Exception {
        assertThat(written("xml", "text"))
                .isEqualTo(PROLOG + "<MOF><Voucher>" + XML.replace("<", "&lt;").replace(">", "&gt;")
                        + "</Voucher></MOF>\n");
        assertThat(written("xml", "cdata"))
                .isEqualTo(PROLOG + "<MOF><Voucher><![CDATA[" + XML + "]]></Voucher></MOF>\n");
    }

    @Test
    void writesTheBytesOfADocumentInItsOwnCharset() throws Exception {
        Object inBase64 = Compiled.mapping(yaml("record", "base64")).apply(PAYEE, Map.of());
        Object inHex = Compiled.mapping(yaml("record", "hex").replace("encoding: hex", "encoding: hex, prolog: false"))
                .apply(PAYEE, Map.of());

        assertThat(new String(Base64.getDecoder().decode(voucher(inBase64)), GBK))
                .isEqualTo(PROLOG + XML);
        assertThat(new String(HexFormat.of().parseHex(voucher(inHex)), GBK)).isEqualTo(XML);
    }

    @Test
    void writesAListAsJsonOrLinesInsideAForm() throws Exception {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                target: { format: form }
                fields:
                  json: { as: { format: json }, each: rows, fields: { a: { from: a } } }
                  lines: { as: { format: delimited, separator: ",", columns: [a] }, each: rows, fields: { a: { from: a } } }
                """);

        byte[] form = (byte[]) mapping.apply(Map.of("rows", List.of(Map.of("a", "1"), Map.of("a", "2"))), Map.of());

        assertThat(new String(form, StandardCharsets.UTF_8))
                .isEqualTo("json=%5B%7B%22a%22%3A%221%22%7D%2C%7B%22a%22%3A%222%22%7D%5D&lines=1%2C%0A2%2C%0A");
    }

    @Test
    void namesTheFieldOfTheInnerDocumentThatCannotBeWritten() {
        Mapping mapping = Compiled.mapping(
                yaml("record", "base64").replace("charset: GBK, enc", "charset: GBK, writes: strict, enc"));

        assertThat(Compiled.refused(mapping, Map.of("name", "某㐀", "fen", 1L), Map.of()))
                .containsExactly("Voucher.Payee: The character U+3400 cannot be written in GBK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ as: { format: record }, fields: { a: { from: a } } }",
                "{ as: { root: x }, fields: { a: { from: a } } }",
                "{ as: { format: xml, encoding: cdata }, fields: { a: { from: a } } }",
                "{ as: { format: xml }, each: l, fields: { a: { from: a } } }",
            })
    void findsADocumentThatCannotStandThere(String field) {
        assertThat(Compiled.findings(
                        "source: { format: record }\ntarget: { format: json }\nfields: { d: " + field + " }"))
                .singleElement()
                .asString()
                .endsWith(" mapping.as");
    }

    private static final String FIXED =
            """
            source: { format: record }
            target:
              format: fixed
              charset: GBK
              columns: { name: 8, no: { width: 4, align: right }, fen: { width: 6, align: right, fill: "0" } }
            each: "."
            fields: { name: { from: name }, no: { from: no }, fen: { from: fen } }
            """;

    @Test
    void writesColumnsOfAWidthInBytesAndPutsASignBeforeTheZeros() {
        Object written = Compiled.mapping(FIXED)
                .apply(
                        List.of(
                                Map.of("name", "测试", "no", "12", "fen", -34L),
                                Map.of("name", "abcdefgh", "fen", 123456L)),
                        Map.of());

        assertThat(new String((byte[]) written, GBK)).isEqualTo("测试      12-00034\nabcdefgh    123456\n");
    }

    @Test
    void refusesWhatIsWiderThanItsColumnAndNeverCutsIt() {
        assertThat(Compiled.refused(
                        Compiled.mapping(FIXED),
                        List.of(Map.of("name", "abc"), Map.of("name", "测试甲乙丙", "no", "1\n2")),
                        Map.of()))
                .containsExactly(
                        "[1].name: Longer than the 8 bytes of its column", "[1].no: The value holds a line end");
        Object inCharacters = Compiled.mapping(FIXED.replace("charset: GBK", "charset: GBK\n  width: characters"))
                .apply(List.of(Map.of("name", "测试甲乙丙丁戊己")), Map.of());
        assertThat(new String((byte[]) inCharacters, GBK)).startsWith("测试甲乙丙丁戊己    000000");
    }

    @Test
    void readsWhatItHasWritten() {
        Object written = Compiled.mapping(FIXED).apply(List.of(Map.of("name", "测试", "no", "7", "fen", 5L)), Map.of());
        Mapping back = Compiled.mapping(
                """
                source: { format: fixed, charset: GBK, columns: { name: 8, no: 4, fen: 6 } }
                each: "."
                fields: { name: { from: name }, no: { from: no }, fen: { from: fen, type: integer } }
                """);

        assertThat(back.apply(written, Map.of())).isEqualTo(List.of(Map.of("name", "测试", "no", "7", "fen", 5L)));
    }

    @Test
    void findsAColumnWithoutAWidthOrWithAFillOfNoUse() {
        assertThat(
                        Compiled.findings(
                                """
                        source: { format: record }
                        target: { format: fixed, columns: { a: { align: right }, b: { width: 2, fill: "ab" } } }
                        each: "."
                        fields: { a: { from: a } }
                        """))
                .containsExactly("2:40 mapping.missing-key", "2:79 mapping.fill");
        assertThat(
                        Compiled.findings(
                                """
                        source: { format: record }
                        target: { format: fixed }
                        each: "."
                        fields: { a: { from: a } }
                        """))
                .containsExactly("2:9 mapping.columns");
    }

    private static String yaml(String format, String encoding) {
        return VOUCHER.replace("FORMAT", format).replace("ENCODING", encoding);
    }

    private static String written(String format, String encoding) {
        return new String((byte[]) Compiled.mapping(yaml(format, encoding)).apply(PAYEE, Map.of()), GBK);
    }

    private static String voucher(Object made) {
        return String.valueOf(((Map<?, ?>) made).get("Voucher"));
    }
}
