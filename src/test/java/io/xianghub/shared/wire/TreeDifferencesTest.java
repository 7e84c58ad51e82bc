package io.xianghub.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.TreeDifferences.Difference;
import io.xianghub.shared.wire.TreeDifferences.Kind;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeDifferencesTest {

    @Test
    void namesThePathOfEveryDifference() throws Malformed {
        Object expected = Json.parse("{\"a\":{\"b\":[1,{\"c\":\"x\"},3]},\"gone\":null,\"same\":true}");
        Object actual = Json.parse("{\"a\":{\"b\":[1,{\"c\":\"y\"}]},\"same\":true,\"new\":2}");

        assertThat(TreeDifferences.between(expected, actual))
                .containsExactly(
                        new Difference("a.b[1].c", Kind.OTHER, "x", "y"),
                        new Difference("a.b[2]", Kind.MISSING, 3L, null),
                        new Difference("gone", Kind.MISSING, null, null),
                        new Difference("new", Kind.UNEXPECTED, null, 2L));
    }

    @Test
    void takesNumbersByTheirValueAndNothingElse() {
        assertThat(TreeDifferences.between(1L, new BigDecimal("1.00"))).isEmpty();
        assertThat(TreeDifferences.between(List.of(2), List.of(2L))).isEmpty();
        assertThat(TreeDifferences.between("1", 1L)).hasSize(1);
        assertThat(TreeDifferences.between("true", true)).hasSize(1);
        assertThat(TreeDifferences.between(null, "")).hasSize(1);
        assertThat(TreeDifferences.between(Map.of(), List.of())).hasSize(1);
        assertThat(TreeDifferences.between("{}", Map.of())).hasSize(1);
    }

    @Test
    void anyIsWhateverIsThereButSomethingMustBe() {
        assertThat(TreeDifferences.between(Map.of("at", "${any}"), Map.of("at", List.of(1))))
                .isEmpty();
        assertThat(TreeDifferences.between(Map.of("at", "${any}"), Map.of()))
                .extracting(Difference::kind)
                .containsExactly(Kind.MISSING);
        assertThat(TreeDifferences.between(Map.of("at", 1L), Map.of("at", "${any}")))
                .hasSize(1);
    }

    @Test
    void takesADateOfARowAsItsText() {
        LocalDateTime time = LocalDateTime.of(2026, 6, 1, 12, 30);
        assertThat(TreeDifferences.between("2026-06-01T12:30", time)).isEmpty();
        assertThat(TreeDifferences.between("2026-06-02T12:30", time)).hasSize(1);
    }

    @Test
    void comparesBytesAsTreesWhenTheyAreJsonAndElseLineByLine() {
        Charset gb = Charset.forName("GB18030");
        assertThat(TreeDifferences.between("{ \"名\" : 1 }".getBytes(gb), "{\"名\":1.0}".getBytes(gb), gb))
                .isEmpty();
        assertThat(TreeDifferences.between("甲\n乙\n".getBytes(gb), "甲\n丙\n".getBytes(gb), gb))
                .containsExactly(new Difference("line 2", Kind.OTHER, "乙", "丙"));
        assertThat(TreeDifferences.between("a\nb".getBytes(gb), "a".getBytes(gb), gb))
                .containsExactly(new Difference("line 2", Kind.MISSING, "b", null));
    }

    @Test
    void comparesBytesOfAnotherCharsetByteByByte() {
        byte[] expected = {'a', (byte) 0xFF, 'b'};
        byte[] actual = Arrays.copyOf(expected, 2);
        assertThat(TreeDifferences.between(expected, actual, StandardCharsets.UTF_8))
                .containsExactly(new Difference("byte 2", Kind.OTHER, "0x62", null));
        assertThat(TreeDifferences.between(expected, expected.clone(), StandardCharsets.UTF_8))
                .isEmpty();
    }
}
