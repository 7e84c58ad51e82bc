package io.xianghub.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are read and written in another way than texts, which is faster, and nobody may see a difference. */
class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"名\": \"测试\", \"a\": [1, -2.50, 1e3, true, false, null, \"\\ud83d\\ude00\\u0000\"]}",
                "\uFEFF{\"a\": {}}",
                "[9223372036854775807, 9223372036854775808, -9223372036854775808, 100000000000000000000]",
                " \"𠀀\"\n",
                "7",
                "[]"
            })
    void readsTheSameOfBytesAndText(String text) throws Malformed {
        assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Json.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"名称\": \"测试\", \"乙\": tru}",
                "{\"名\": 1,\n \"测试\": 2, \"名\": 3}",
                "{\"名\": 1} 2",
                "{\"a\": null, \"a\": null}",
                "[\"测\", 1e99999999999]",
                "",
                "  ",
                "{\"a\":",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void refusesTheSameOfBytesAndTextAtTheSamePlace(String text) {
        Malformed ofText = catchThrowableOfType(Malformed.class, () -> Json.parse(text));
        Malformed ofBytes =
                catchThrowableOfType(Malformed.class, () -> Json.parse(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(ofBytes.text()).isEqualTo(ofText.text());
        assertThat(ofBytes.reason()).isEqualTo(ofText.reason());
    }

    @Test
    void countsColumnsInCharacters() {
        Malformed wrong =
                catchThrowableOfType(Malformed.class, () -> Json.parse("[\"测试\", x]".getBytes(StandardCharsets.UTF_8)));

        assertThat(wrong.text().en()).isEqualTo("Wrong JSON at line 1, column 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC080, 0xEDA080, 0xF4908080, 0xC3, 0xFF})
    void refusesBytesThatAreNoUtf8(int wrong) {
        byte[] tail = BigInteger.valueOf(wrong & 0xFFFFFFFFL).toByteArray();
        byte[] bytes = ("[\"" + "*".repeat(tail.length) + "\"]").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(tail, 0, bytes, 2, tail.length);

        Malformed malformed = catchThrowableOfType(Malformed.class, () -> Json.parse(bytes));

        assertThat(malformed.reason()).isEqualTo(Malformed.Reason.CHARSET);
    }

    @Test
    void neverGuessesThatBytesAreUtf16() {
        for (byte[] bytes : List.of(
                "[1]".getBytes(StandardCharsets.UTF_16BE),
                "[1]".getBytes(StandardCharsets.UTF_16LE),
                new byte[] {0, 0, 0, '7'},
                new byte[] {'7', 0, 0, 0})) {
            assertThat(catchThrowableOfType(Malformed.class, () -> Json.parse(bytes)))
                    .as(Arrays.toString(bytes))
                    .isNotNull();
        }
    }

    @Test
    void writesBytesAsText() throws Malformed {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("测\"试\\", List.of(1L, 2, new BigDecimal("1.50"), BigInteger.TEN.pow(30), true, "𠀀\u0001/\u2028"));
        tree.put("none", null);
        tree.put("of numbers", Map.of(1, "x"));
        tree.put("like half a pair", "\\uD83D");

        assertThat(new String(Json.writeBytes(tree), StandardCharsets.UTF_8)).isEqualTo(Json.write(tree));
        assertThat(Json.parse(Json.writeBytes(tree))).isEqualTo(Json.parse(Json.write(tree)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00b", "\uDE00\uD83D"})
    void writesNoHalfOfAPair(String half) {
        assertThat(catchThrowableOfType(Malformed.class, () -> Json.writeBytes(Map.of("a", half)))
                        .reason())
                .isEqualTo(Malformed.Reason.CHARSET);
    }
}
