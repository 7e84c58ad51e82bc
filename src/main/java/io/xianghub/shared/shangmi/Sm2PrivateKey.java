package io.xianghub.shared.shangmi;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The private half of an SM2 key pair: signs, and opens what was enciphered for it. */
public final class Sm2PrivateKey {

    private static final int NUMBER = 32;
    private static final byte UNCOMPRESSED = 4;

    private final ECPrivateKeyParameters key;
    private final SecureRandom random;

    private Sm2PrivateKey(ECPrivateKeyParameters key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** @param written the number in 64 hexadecimal digits or in Base64, or PKCS #8 in PEM or Base64 */
    public static Sm2PrivateKey read(String written) throws Malformed {
        return read(written, new SecureRandom());
    }

    /** @param random where the number of each signature comes from */
    static Sm2PrivateKey read(String written, SecureRandom random) throws Malformed {
        byte[] bytes = Written.bytes(written);
        try {
            if (bytes.length == NUMBER) {
                return new Sm2PrivateKey(new ECPrivateKeyParameters(new BigInteger(1, bytes), Sm2.CURVE), random);
            }
            if (PrivateKeyFactory.createKey(bytes) instanceof ECPrivateKeyParameters elliptic
                    && elliptic.getParameters().getCurve().equals(Sm2.CURVE.getCurve())) {
                return new Sm2PrivateKey(new ECPrivateKeyParameters(elliptic.getD(), Sm2.CURVE), random);
            }
        } catch (IOException | RuntimeException unreadable) {
            // said below, without any part of the key
        }
        throw Written.wrong(Text.of(
                "不是 SM2 私钥：应为 64 位十六进制、Base64 或 PKCS#8（PEM）",
                "Not a private key of SM2: 64 hexadecimal digits, Base64 or PKCS #8 (PEM) are expected"));
    }

    public Sm2PublicKey publicKey() {
        return Sm2PublicKey.of(new FixedPointCombMultiplier().multiply(Sm2.CURVE.getG(), key.getD()), random);
    }

    /** @param user the signer's id, {@link Sm2#DEFAULT_USER} unless both ends agreed on another */
    public byte[] sign(byte[] message, String user, Sm2.SignatureForm form) {
        SM2Signer signer = new SM2Signer(Sm2.encoding(form));
        signer.init(
                true,
                new ParametersWithID(new ParametersWithRandom(key, random), user.getBytes(StandardCharsets.UTF_8)));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException impossible) {
            throw new IllegalStateException("The message could not be signed", impossible);
        }
    }

    /**
     * Opens a ciphertext with or without the byte 04 before its point.
     *
     * @throws Malformed that says so when the other order would open it
     */
    public byte[] decrypt(byte[] enciphered, Sm2.CipherOrder order) throws Malformed {
        Optional<byte[]> plain = opened(enciphered, order);
        if (plain.isPresent()) {
            return plain.get();
        }
        throw Written.wrong(
                opened(enciphered, order.other()).isPresent()
                        ? Text.of(
                                "SM2 密文的次序是 %s，声明的是 %s",
                                "The SM2 ciphertext is in the order %s, and %s is declared", order.other(), order)
                        : Text.of("SM2 密文不是给此密钥的，或已改动", "The SM2 ciphertext is not for this key, or was altered"));
    }

    private Optional<byte[]> opened(byte[] enciphered, Sm2.CipherOrder order) {
        Optional<byte[]> plain =
                enciphered.length > 0 && enciphered[0] == UNCOMPRESSED ? attempt(enciphered, order) : Optional.empty();
        return plain.isPresent() ? plain : attempt(prefixed(enciphered), order);
    }

    private static byte[] prefixed(byte[] enciphered) {
        byte[] whole = new byte[enciphered.length + 1];
        whole[0] = UNCOMPRESSED;
        System.arraycopy(enciphered, 0, whole, 1, enciphered.length);
        return whole;
    }

    private Optional<byte[]> attempt(byte[] enciphered, Sm2.CipherOrder order) {
        SM2Engine engine = new SM2Engine(order.mode());
        engine.init(false, key);
        try {
            return Optional.of(engine.processBlock(enciphered, 0, enciphered.length));
        } catch (InvalidCipherTextException | RuntimeException unfit) {
            return Optional.empty();
        }
    }

    static byte[] withoutPrefix(byte[] enciphered) {
        return Arrays.copyOfRange(enciphered, 1, enciphered.length);
    }

    @Override
    public String toString() {
        return "Sm2PrivateKey ***";
    }
}
