package io.xianghub.shared.shangmi;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.ECPoint;

/** The public half of an SM2 key pair: checks signatures, and enciphers for the private half. */
public final class Sm2PublicKey {

    private static final int POINT = 64;

    private final ECPublicKeyParameters key;
    private final SecureRandom random;

    private Sm2PublicKey(ECPublicKeyParameters key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    static Sm2PublicKey of(ECPoint point, SecureRandom random) {
        return new Sm2PublicKey(new ECPublicKeyParameters(point, Sm2.CURVE), random);
    }

    /** @param written x‖y with or without 04, or compressed, in hexadecimal or Base64; or SubjectPublicKeyInfo in PEM or Base64 */
    public static Sm2PublicKey read(String written) throws Malformed {
        byte[] bytes = Written.bytes(written);
        try {
            if (bytes.length == POINT) {
                return of(
                        Sm2.CURVE
                                .getCurve()
                                .decodePoint(HexFormat.of()
                                        .parseHex("04" + HexFormat.of().formatHex(bytes))),
                        new SecureRandom());
            }
            if (bytes.length <= POINT + 1) {
                return of(Sm2.CURVE.getCurve().decodePoint(bytes), new SecureRandom());
            }
            if (PublicKeyFactory.createKey(bytes) instanceof ECPublicKeyParameters elliptic
                    && elliptic.getParameters().getCurve().equals(Sm2.CURVE.getCurve())) {
                return of(elliptic.getQ(), new SecureRandom());
            }
        } catch (IOException | RuntimeException unreadable) {
            // said below
        }
        throw Written.wrong(Text.of(
                "不是 SM2 公钥：应为曲线上的点（十六进制或 Base64）或 PEM",
                "Not a public key of SM2: a point of its curve (hexadecimal or Base64) or PEM is expected"));
    }

    /** The point x‖y after 04, in hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(key.getQ().getEncoded(false));
    }

    /** Why this is no signature of the message, and what to change where the two ends only disagree; empty when it is one. */
    public Optional<Text> flaw(byte[] message, byte[] signature, String user, Sm2.SignatureForm form) {
        if (fits(message, signature, user, form)) {
            return Optional.empty();
        }
        if (fits(message, signature, user, form.other())) {
            return Optional.of(Text.of(
                    "SM2 签名写成 %s，声明的是 %s",
                    "The SM2 signature is written as %s, and %s is declared", form.other(), form));
        }
        if (!user.equals(Sm2.DEFAULT_USER) && fits(message, signature, Sm2.DEFAULT_USER, form)) {
            return Optional.of(Text.of(
                    "SM2 签名用的是默认用户标识 %s，声明的是另一个",
                    "The SM2 signature was made with the default user id %s, and another is declared",
                    Sm2.DEFAULT_USER));
        }
        return Optional.of(
                Text.of("SM2 签名与内容、密钥或用户标识不符", "The SM2 signature does not fit the content, the key or the user id"));
    }

    private boolean fits(byte[] message, byte[] signature, String user, Sm2.SignatureForm form) {
        SM2Signer verifier = new SM2Signer(Sm2.encoding(form));
        verifier.init(false, new ParametersWithID(key, user.getBytes(StandardCharsets.UTF_8)));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    /** @param prefix whether the byte 04 stands before the point */
    public byte[] encrypt(byte[] plain, Sm2.CipherOrder order, boolean prefix) {
        SM2Engine engine = new SM2Engine(order.mode());
        engine.init(true, new ParametersWithRandom(key, random));
        try {
            byte[] enciphered = engine.processBlock(plain, 0, plain.length);
            return prefix ? enciphered : Sm2PrivateKey.withoutPrefix(enciphered);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("Bytes could not be enciphered", impossible);
        }
    }
}
