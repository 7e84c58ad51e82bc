package io.xianghub.shared.shangmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sm4Test {

    private static final byte[] BLOCK = hex("0123456789abcdeffedcba9876543210");
    private static final byte[] NO_IV = new byte[0];
    private static final Sm4 KEY = new Sm4(BLOCK);

    @Test
    void enciphersTheStandardsExampleBlock() {
        assertThat(firstBlock(KEY.encrypt(Sm4.Mode.ECB, NO_IV, BLOCK))).isEqualTo("681edf34d206965e86b3e94f536e4246");
        assertThat(firstBlock(KEY.encrypt(Sm4.Mode.CBC, hex("000102030405060708090a0b0c0d0e0f"), BLOCK)))
                .isEqualTo("a9a268883a336315bac0c9c9ff350ab1");
    }

    @Test
    void enciphersTheStandardsExampleAMillionTimes() {
        // in CBC, zeros encipher the block before: the last of a million is the standard's second example
        byte[] chained = KEY.encrypt(Sm4.Mode.CBC, BLOCK, new byte[16_000_000]);
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(chained, 16_000_000 - 16, 16_000_000)))
                .isEqualTo("595298c7c6fd271f0402f804c33d3f66");
    }

    @Test
    void opensInEachModeWhatItEncipheredWhateverItsLength() throws Malformed {
        for (Sm4.Mode mode : Sm4.Mode.values()) {
            byte[] iv = new byte[mode.iv()];
            for (int length : new int[] {0, 1, 15, 16, 17, 4_000}) {
                byte[] plain = "9".repeat(length).getBytes(StandardCharsets.US_ASCII);
                byte[] enciphered = KEY.encrypt(mode, iv, plain);
                assertThat(enciphered.length).isEqualTo(mode == Sm4.Mode.GCM ? length + 16 : (length / 16 + 1) * 16);
                assertThat(KEY.decrypt(mode, iv, enciphered)).isEqualTo(plain);
            }
        }
    }

    @Test
    void saysThatAnotherKeyDoesNotOpenIt() {
        byte[] enciphered = KEY.encrypt(Sm4.Mode.GCM, new byte[12], BLOCK);
        Malformed unfit = catchThrowableOfType(
                Malformed.class, () -> new Sm4(new byte[16]).decrypt(Sm4.Mode.GCM, new byte[12], enciphered));
        assertThat(unfit.text().en()).isEqualTo("SM4-GCM does not open it: key, mode or content do not fit");
        assertThatThrownBy(() -> KEY.decrypt(Sm4.Mode.ECB, NO_IV, new byte[15])).isInstanceOf(Malformed.class);
    }

    @Test
    void readsAKeyInEachWayItIsHandedOver() throws Malformed {
        String expected = firstBlock(KEY.encrypt(Sm4.Mode.ECB, NO_IV, BLOCK));
        for (String written : new String[] {"0123456789ABCDEFFEDCBA9876543210", "ASNFZ4mrze/+3LqYdlQyEA=="}) {
            assertThat(firstBlock(Sm4.read(written).encrypt(Sm4.Mode.ECB, NO_IV, BLOCK)))
                    .isEqualTo(expected);
        }
        byte[] letters = "sixteen-letters!".getBytes(StandardCharsets.US_ASCII);
        assertThat(Sm4.read("sixteen-letters!").encrypt(Sm4.Mode.ECB, NO_IV, BLOCK))
                .isEqualTo(new Sm4(letters).encrypt(Sm4.Mode.ECB, NO_IV, BLOCK));
        assertThatThrownBy(() -> Sm4.read("0123456789ABCDEF01"))
                .isInstanceOfSatisfying(
                        Malformed.class, wrong -> assertThat(wrong.text().en()).contains("16 bytes"));
    }

    private static String firstBlock(byte[] enciphered) {
        return HexFormat.of().formatHex(Arrays.copyOf(enciphered, 16));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
