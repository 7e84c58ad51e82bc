package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RareNamesTest {

    /** In GB18030: 㐀, 𠀀 and 𫓧 take four bytes, 䶮 and U+FE10 moved in 2022, U+E000 is private, · is A1A4. */
    private static final String RARE = "㐀䶮𠀀𫓧·\uFE10\uE78D\uE000";

    @ParameterizedTest
    @CsvSource({
        "json, UTF-8",
        "json, GBK",
        "form, UTF-8",
        "form, GBK",
        "xml, UTF-8",
        "xml, GBK",
        "delimited, UTF-8",
        "delimited, GBK"
    })
    void passEveryFormatByteForByte(String format, String label) throws Exception {
        Charset charset = Charsets.of(label);
        byte[] bytes = written(format, label, URLEncoder.encode(RARE, charset)).getBytes(charset);
        assertThat(mapping(format, label).apply(bytes, Map.of())).isEqualTo(bytes);
    }

    private static String written(String format, String label, String escaped) {
        return switch (format) {
            case "json" -> "{\"XM\":\"" + RARE + "\"}";
            case "form" -> "XM=" + escaped;
            case "xml" -> "<?xml version=\"1.0\" encoding=\"" + label + "\"?>\n<m><XM>" + RARE + "</XM></m>\n";
            default -> RARE + "|7|\n";
        };
    }

    @Test
    void aFileInUtf8IsNotTakenForGbkThoughEveryByteOfItIsThat() {
        byte[] bytes = "张三|1\n".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(bytes, Charsets.of("GBK"))).isEqualTo("寮犱笁|1\n");
        MappingFailure lie = catchThrowableOfType(
                MappingFailure.class, () -> mapping("delimited", "GBK").apply(bytes, Map.of()));
        assertThat(lie.kind()).isEqualTo(MappingFailure.Kind.WRONG_CHARSET);
        assertThat(lie).hasMessageContaining("look like UTF-8");
    }

    private static Mapping mapping(String format, String label) {
        String list = format.equals("delimited") ? "each: \".\"\n" : "";
        String columns = format.equals("delimited") ? ", separator: \"|\", columns: [XM, NO]" : "";
        String yaml = "source: { format: " + format + ", charset: " + label + columns + " }\n"
                + "target: { format: " + format + ", charset: " + label
                + (format.equals("xml") ? ", root: m" : format.equals("delimited") ? columns : "") + " }\n"
                + list + "fields: { XM: { from: XM } "
                + (format.equals("delimited") ? ", NO: { from: NO }" : "") + " }\n";
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(
                new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
                findings,
                Clock.systemUTC());
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }
}
