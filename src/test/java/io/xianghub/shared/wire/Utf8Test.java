package io.xianghub.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Every two bytes, and every byte behind every lead of three and four, against the JDK's decoder. */
    @Test
    void saysOfEveryPairOfBytesWhatADecoderSays() {
        for (int pair = 0; pair < 0x1_0000; pair++) {
            byte first = (byte) (pair >> 8);
            byte second = (byte) pair;
            same(first, second);
            same(first, second, (byte) 0x80);
            same(first, second, (byte) 0xBF, (byte) 0x80);
            same((byte) 'a', first, second, (byte) 0xBF, (byte) 'z');
        }
    }

    @Test
    void saysOfMixedBytesWhatADecoderSays() {
        Random random = new Random(9);
        byte[] text = "a测试𠀀é\uFFFD{\"x\"}".repeat(3).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = Arrays.copyOf(text, 1 + random.nextInt(text.length));
            if (i % 2 == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            same(bytes);
        }
        assertThat(Utf8.is(new byte[0])).isTrue();
        assertThat(Utf8.is(text)).isTrue();
    }

    private static void same(byte... bytes) {
        boolean decoded = true;
        try {
            Charsets.decode(bytes, StandardCharsets.UTF_8);
        } catch (Malformed malformed) {
            decoded = false;
        }
        // a decoder that is told that this is all refuses half a character at the end, too
        if (Utf8.is(bytes) != decoded) {
            fail("%s of %s".formatted(decoded, Arrays.toString(bytes)));
        }
    }
}
