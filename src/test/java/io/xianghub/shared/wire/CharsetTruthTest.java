package io.xianghub.shared.wire;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetTruthTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String NAMES = "{\"name\":\"测试㐀𠀀䶮·甲\"}";

    /** Agreed, header, prolog, what the bytes really are, and who is told of. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GBK,   GBK,        -,       GBK,   -",
                "GBK,   gb18030,    gb2312,  GBK,   -",
                "GBK,   -,          -,       GBK,   -",
                "GBK,   UTF-8,      -,       GBK,   header",
                "GBK,   -,          UTF-8,   GBK,   prolog",
                "GBK,   UTF-8,      UTF-8,   GBK,   header prolog",
                "GBK,   GBK,        GBK,     UTF-8, bytes",
                "GBK,   UTF-8,      GBK,     UTF-8, header bytes",
                "GBK,   UTF-8,      UTF-8,   UTF-8, header prolog bytes",
                "UTF-8, utf-8,      UTF-8,   UTF-8, -",
                "UTF-8, UTF-8,      UTF-8,   GBK,   bytes",
                "UTF-8, GBK,        -,       GBK,   header bytes",
                "UTF-8, x-unheard,  -,       UTF-8, header",
                "UTF-8, ISO-8859-1, -,       UTF-8, header",
            })
    void tellsEachThatLies(
            String agreed, @Nullable String header, @Nullable String prolog, String real, @Nullable String liars) {
        CharsetTruth truth = new CharsetTruth(Charsets.of(agreed), agreed, header, prolog);
        byte[] bytes = NAMES.getBytes(Charsets.of(real));
        if (liars == null) {
            assertThatCode(() -> truth.hold(bytes)).doesNotThrowAnyException();
            return;
        }
        String said = lie(truth, bytes);
        assertThat(said).startsWith("Agreed on " + agreed + ": ");
        assertThat(said.contains("the header says " + header)).isEqualTo(liars.contains("header"));
        assertThat(said.contains("the prolog says " + prolog)).isEqualTo(liars.contains("prolog"));
        assertThat(said.contains("they look like " + real)).isEqualTo(liars.contains("bytes"));
        assertThat(said.contains("and the bytes are " + agreed)).isEqualTo(!liars.contains("bytes"));
    }

    @Test
    void utf8IsSeenThoughEveryByteOfItIsGbkToo() {
        byte[] bytes = "张三".getBytes(UTF_8);
        assertThat(new String(bytes, GB18030)).isEqualTo("寮犱笁");
        assertThat(catchThrowableOfType(Malformed.class, () -> Charsets.decode(bytes, GB18030)))
                .hasMessage("The bytes are not GB18030, they look like UTF-8");
        assertThat(lie(new CharsetTruth(GB18030, "GBK", null, null), bytes)).contains("they look like UTF-8");
    }

    @Test
    void gbkIsNotTakenForUtf8WhereItHappensToBeThatToo() throws Malformed {
        byte[] bytes = "寮颁腹".getBytes(GB18030);
        assertThat(Charsets.decode(bytes, UTF_8)).isEqualTo("弰丹");
        assertThatCode(() -> new CharsetTruth(GB18030, "GBK", null, null).hold(bytes))
                .doesNotThrowAnyException();
    }

    @Test
    void namesByteLineAndColumnWhereTheTailIsOfAnotherCharset() {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.writeBytes("{\"a\":\"测试\",\n \"b\":\"".getBytes(UTF_8));
        mixed.writeBytes("张三\"}".getBytes(GB18030));
        assertThat(lie(new CharsetTruth(UTF_8, "UTF-8", null, null), mixed.toByteArray()))
                .contains("from number 22 (line 2, column 7) on are not UTF-8", "look like GBK");
    }

    @Test
    void aByteOrderMarkOfAnotherCharsetIsALie() {
        byte[] marked = "\uFEFF{}".getBytes(UTF_8);
        assertThatCode(() -> new CharsetTruth(UTF_8, "UTF-8", null, null).hold(marked))
                .doesNotThrowAnyException();
        assertThat(lie(new CharsetTruth(GB18030, "GBK", null, null), marked)).contains("byte order mark of UTF-8");
        assertThat(lie(new CharsetTruth(UTF_8, "UTF-8", null, null), "\uFEFF{}".getBytes(UTF_16LE)))
                .contains("byte order mark of UTF-16LE", "from number 1 ");
    }

    @ParameterizedTest
    @CsvSource({"GBK, 测㐀, 2, U+3400", "GBK, 䶮, 1, U+4DAE", "GBK, 𠀀, 1, U+20000", "GB2312, 测试犇, 3, U+7287"})
    void namesThePlaceAndTheCharacterThatCannotBeWritten(String charset, String text, int number, String point) {
        Charset strict = Charset.forName(charset);
        Malformed refused = catchThrowableOfType(Malformed.class, () -> Charsets.encode(text, strict));
        assertThat(refused.text().en()).isEqualTo("Character %d, %s, cannot be written in %s", number, point, charset);
        assertThat(Unwritable.in(Map.of("rows", List.of(Map.of("XM", text))), strict, charset)
                        .orElseThrow()
                        .text()
                        .zh())
                .isEqualTo("rows[0].XM 的第 %d 个字符 %s 无法用 %s 编码", number, point, charset);
        assertThat(Unwritable.in(Map.of("rows", text), GB18030, "GB18030")).isEmpty();
    }

    private static String lie(CharsetTruth truth, byte[] bytes) {
        return catchThrowableOfType(Malformed.class, () -> truth.hold(bytes))
                .text()
                .en();
    }
}
