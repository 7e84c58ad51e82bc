package io.xianghub.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTest {

    @Test
    void knowsNoCharsetThatCannotBeWritten() {
        assertThatThrownBy(() -> Charsets.of("ISO-2022-CN")).isInstanceOf(UnsupportedCharsetException.class);
        assertThat(Charsets.of("gb2312").name()).isEqualTo("GB18030");
    }

    private static final Charset GB18030 = Charsets.of("GBK");

    @Test
    void everyCharacterIsTheSameAfterGb18030() throws Malformed {
        String all = IntStream.rangeClosed(0x20, 0x2FFFF)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(Charsets.decode(Charsets.encode(all, GB18030), GB18030)).isEqualTo(all);
    }

    @Test
    void everyPairOfBytesIsTheSameAfterText() throws Malformed {
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        for (int lead = 0x81; lead <= 0xFE; lead++) {
            for (int trail = 0x40; trail <= 0xFE; trail++) {
                if (trail != 0x7F) {
                    pairs.write(lead);
                    pairs.write(trail);
                }
            }
        }
        byte[] bytes = pairs.toByteArray();
        assertThat(Charsets.encode(Charsets.decode(bytes, GB18030), GB18030)).isEqualTo(bytes);
    }

    /** GB 18030-2022 moved 18 code points; what came by the old way goes out as it came. */
    @ParameterizedTest
    @CsvSource({
        "A6D9, FE10",
        "84318236, E78D",
        "FE59, 9FB4",
        "82359037, E81E",
        "8139EE39, 3400",
        "95328236, 20000",
        "A1A4, B7"
    })
    void knowsThePlacesOf2022(String bytes, String codePoint) throws Malformed {
        byte[] written = HexFormat.of().parseHex(bytes);
        assertThat(Charsets.decode(written, GB18030).codePointAt(0)).isEqualTo(Integer.parseInt(codePoint, 16));
        assertThat(Charsets.encode(Character.toString(Integer.parseInt(codePoint, 16)), GB18030))
                .isEqualTo(written);
    }
}
