package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Documents that stand inside other documents. */
class InsideTest {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final String NOTICE =
            """
            source: { format: xml, charset: GBK }
            inside:
              path: "body.field-list.field-list[@name=0].field[@name=DATA]"
              encoding: hex
              format: delimited
              charset: GBK
              columns: bank-23
            each: "."
            fields:
              account: { from: 账号 }
              opponent: { from: 交易对手账号, apply: no-null }
              fen: { from: 金额, type: fen, grouping: accepted }
              at: { from: [交易日期, 交易时间], join: "", digits: [8, 6], type: date-time, input: yyyyMMddHHmmss }
              business: { from: [摘要, 备注], apply: half-width, extract: "([0-9]{15})" }
            """;

    @Test
    void readsTheLinesOfABankThatStandInHexInANotice() throws Exception {
        String lines = "1|C43010001|777|71050|null|测试甲|12.30|20260601|93015|0.00|0731||156|0|99.00|0.00|||"
                + "301551000014|还贷３０１９０００００００００１２|0|1|1|\n";

        assertThat(compile(NOTICE).apply(notice(lines), Map.of()))
                .isEqualTo(List.of(Map.of(
                        "account", "C43010001",
                        "fen", 1230L,
                        "at", "2026-06-01T09:30:15+08:00",
                        "business", "301900000000012")));
    }

    @Test
    void namesTheLineOfTheInnerDocumentAndThePathToIt() {
        String good = "1|C1|7|1|2|x|1.00|20260601|93015|0|1||156|0|9|0|||3|s|0|1|1|\n";
        Mapping mapping = compile(NOTICE);

        assertThat(failure(mapping, notice(good + good.replace("1.00", "1.001")))
                        .violations())
                .extracting(violation ->
                        violation.path() + ": " + violation.message().en())
                .containsExactly("line 2, column 金额: The amount is out of range or finer than a fen");
        assertThat(failure(mapping, notice("1|2|\n"))).hasMessageContaining("field[@name=DATA]: Line 1 has");
        assertThat(failure(mapping, "<message><body/></message>".getBytes(GBK)))
                .hasMessageContaining("There is no document at body.field-list");
    }

    @Test
    void opensAVoucherInBase64AndRefusesItsBytesWhenTheyAreNotWhatItsPrologSays() {
        Mapping mapping = compile(
                """
                source: { format: json }
                inside: [{ path: voucher, encoding: base64, format: xml, charset: GBK }]
                fields: { payee: { from: Payee } }
                """);
        String voucher = "<?xml version=\"1.0\" encoding=\"%s\"?><Voucher><Payee>测试</Payee></Voucher>";

        assertThat(mapping.apply(json(voucher.formatted("GBK").getBytes(GBK)), Map.of()))
                .isEqualTo(Map.of("payee", "测试"));
        assertThat(failure(mapping, json(voucher.formatted("UTF-8").getBytes(GBK)))
                        .kind())
                .isEqualTo(MappingFailure.Kind.WRONG_CHARSET);
        assertThat(failure(mapping, "{\"voucher\": \"***\"}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("What stands at voucher is not base64");
    }

    @Test
    void doesNotAskThePrologOfCharactersThatAreDecodedAlready() {
        Mapping mapping = compile(
                """
                source: { format: xml, charset: UTF-8 }
                inside:
                  - { path: Body.getInfoReturn, format: xml }
                  - { path: data, format: json }
                fields: { name: { from: person.name } }
                """);
        String soap =
                "<Envelope><Body><getInfoReturn>&lt;?xml version=\"1.0\" encoding=\"GBK\"?&gt;&lt;r&gt;&lt;data&gt;"
                        + "{\"person\":{\"name\":\"测试\"}}&lt;/data&gt;&lt;/r&gt;</getInfoReturn></Body></Envelope>";

        assertThat(mapping.apply(soap.getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(Map.of("name", "测试"));
        assertThat(mapping.sources()).containsExactly("Body.getInfoReturn.data.person.name");
    }

    private static byte[] notice(String lines) {
        String hex = HexFormat.of().formatHex(lines.getBytes(GBK));
        return ("<?xml version=\"1.0\" encoding=\"GBK\"?><message><body><field-list name=\"FILE_LIST\"><field-list name=\"0\">"
                        + "<field name=\"NAME\">a.act</field><field name=\"DATA\">" + hex
                        + "</field></field-list></field-list></body></message>")
                .getBytes(GBK);
    }

    private static byte[] json(byte[] voucher) {
        return ("{\"voucher\": \"" + Base64.getEncoder().encodeToString(voucher) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static MappingFailure failure(Mapping mapping, byte[] input) {
        return catchThrowableOfType(MappingFailure.class, () -> mapping.apply(input, Map.of()));
    }

    private static Mapping compile(String yaml) {
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(
                new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
                findings,
                Clock.systemUTC());
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }
}
