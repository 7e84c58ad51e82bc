package io.xianghub.shared.shangmi;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.util.Arrays;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** A key of 16 bytes that enciphers by SM4; ECB and CBC are padded by PKCS #7, GCM ends in a tag of 16 bytes. */
// GB/T 32907-2016; modes: GB/T 17964
public final class Sm4 {

    private static final int KEY = 16;
    private static final int TAG_BITS = 128;
    private static final byte[] NONE = new byte[0];

    private final byte[] key;

    /** How blocks follow one another. */
    public enum Mode {
        ECB(0),
        CBC(16),
        GCM(12);

        private final int iv;

        Mode(int iv) {
            this.iv = iv;
        }

        /** How many bytes its initial vector or nonce has; 0 for none. */
        public int iv() {
            return iv;
        }
    }

    /** @throws IllegalArgumentException when the key has not 16 bytes */
    public Sm4(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("A key of SM4 has 16 bytes, not " + key.length);
        }
        this.key = key.clone();
    }

    /** @throws Malformed when the text is neither 32 hexadecimal digits, nor 16 bytes in Base64, nor 16 characters of ASCII */
    public static Sm4 read(String written) throws Malformed {
        byte[] bytes = written.length() == KEY && written.chars().allMatch(c -> c > 0x20 && c < 0x7F)
                ? written.getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                : Written.bytes(written);
        if (bytes.length != KEY) {
            throw Written.wrong(Text.of(
                    "SM4 密钥应为 16 字节（32 位十六进制、Base64 或 16 个字符），实际 %d 字节",
                    "A key of SM4 has 16 bytes (32 hexadecimal digits, Base64, or 16 characters), not %d",
                    bytes.length));
        }
        return new Sm4(bytes);
    }

    /** @param iv of the mode's length; never the same twice under one key for {@link Mode#GCM} */
    public byte[] encrypt(Mode mode, byte[] iv, byte[] plain) {
        try {
            return run(true, mode, iv, plain);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("Bytes could not be enciphered", impossible);
        }
    }

    public byte[] decrypt(Mode mode, byte[] iv, byte[] enciphered) throws Malformed {
        try {
            return run(false, mode, iv, enciphered);
        } catch (InvalidCipherTextException | RuntimeException unfit) {
            throw Written.wrong(Text.of(
                    "无法用 SM4-%s 解开：密钥、模式或内容不符", "SM4-%s does not open it: key, mode or content do not fit", mode));
        }
    }

    private byte[] run(boolean encrypt, Mode mode, byte[] iv, byte[] input) throws InvalidCipherTextException {
        if (iv.length != mode.iv()) {
            throw new IllegalArgumentException(mode + " needs " + mode.iv() + " bytes of IV, not " + iv.length);
        }
        return mode == Mode.GCM ? gcm(encrypt, iv, input) : blocks(encrypt, mode, iv, input);
    }

    private byte[] gcm(boolean encrypt, byte[] nonce, byte[] input) throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, NONE));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int written = cipher.processBytes(input, 0, input.length, output, 0);
        return Arrays.copyOf(output, written + cipher.doFinal(output, written));
    }

    private byte[] blocks(boolean encrypt, Mode mode, byte[] iv, byte[] input) throws InvalidCipherTextException {
        CipherParameters parameters = new KeyParameter(key);
        BufferedBlockCipher cipher;
        if (mode == Mode.CBC) {
            cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(new SM4Engine()));
            parameters = new ParametersWithIV(parameters, iv);
        } else {
            cipher = new PaddedBufferedBlockCipher(new SM4Engine());
        }
        cipher.init(encrypt, parameters);
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int written = cipher.processBytes(input, 0, input.length, output, 0);
        return Arrays.copyOf(output, written + cipher.doFinal(output, written));
    }

    @Override
    public String toString() {
        return "Sm4 ***";
    }
}
