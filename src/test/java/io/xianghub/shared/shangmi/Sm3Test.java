package io.xianghub.shared.shangmi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sm3Test {

    @Test
    void hashesBothExamplesOfTheStandard() {
        assertThat(hash("abc")).isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(hash("abcd".repeat(16)))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void keysAHashAsRfc2104DoesAlsoWithAKeyLongerThanABlock() {
        for (int length : new int[] {3, 64, 65, 200}) {
            byte[] key = "k".repeat(length).getBytes(StandardCharsets.US_ASCII);
            byte[] block = new byte[64];
            byte[] fitting = length > 64 ? Sm3.digest(key) : key;
            System.arraycopy(fitting, 0, block, 0, fitting.length);
            byte[] message = "余额".getBytes(StandardCharsets.UTF_8);
            byte[] expected = Sm3.digest(joined(mixed(block, 0x5C), Sm3.digest(joined(mixed(block, 0x36), message))));
            assertThat(Sm3.hmac(key, message)).isEqualTo(expected);
        }
    }

    private static byte[] mixed(byte[] block, int pad) {
        byte[] mixed = block.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] ^= (byte) pad;
        }
        return mixed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sm3.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
