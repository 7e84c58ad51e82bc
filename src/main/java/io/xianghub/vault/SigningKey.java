package io.xianghub.vault;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The private half of a key pair, which makes detached signatures. */
public final class SigningKey {

    private static final String LABEL = "PRIVATE KEY";

    private final AsymmetricKeyParameter key;
    private final VerificationKey verification;

    private SigningKey(AsymmetricKeyParameter key) throws Malformed {
        this.key = key;
        this.verification = VerificationKey.of(publicOf(key));
    }

    public static SigningKey generate(SignatureAlgorithm algorithm) {
        SecureRandom random = new SecureRandom();
        try {
            if (algorithm == SignatureAlgorithm.ED25519) {
                return new SigningKey(new Ed25519PrivateKeyParameters(random));
            }
            ECKeyPairGenerator pairs = new ECKeyPairGenerator();
            pairs.init(new ECKeyGenerationParameters(curve(), random));
            AsymmetricCipherKeyPair pair = pairs.generateKeyPair();
            return new SigningKey(pair.getPrivate());
        } catch (Malformed impossible) {
            throw new IllegalStateException("A fresh key does not fit", impossible);
        }
    }

    /** @param pem PKCS #8, not encrypted, of an SM2 or Ed25519 key */
    public static SigningKey read(String pem) throws Malformed {
        Pem block = Pem.read(pem);
        if (!block.label().equals(LABEL)) {
            throw Pem.wrong(Text.of(
                    "应为未加密的 PKCS#8 私钥（BEGIN PRIVATE KEY），实际是 %s；可用 openssl pkcs8 -topk8 -nocrypt 转换",
                    "A private key in plain PKCS #8 (BEGIN PRIVATE KEY) is needed, not %s; openssl pkcs8 -topk8 -nocrypt converts it",
                    block.label()));
        }
        try {
            return new SigningKey(PrivateKeyFactory.createKey(block.der()));
        } catch (IOException | RuntimeException unreadable) {
            throw Pem.wrong(Text.of("私钥无法读取", "The private key cannot be read"));
        }
    }

    public VerificationKey verification() {
        return verification;
    }

    /** The private key itself: for a file that only its owner may read. */
    public String pem() {
        try {
            return Pem.of(LABEL, PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded())
                    .text();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public byte[] sign(byte[] message) {
        Signer signer;
        if (key instanceof Ed25519PrivateKeyParameters) {
            signer = new Ed25519Signer();
            signer.init(true, key);
        } else {
            signer = new SM2Signer();
            signer.init(true, new ParametersWithRandom(key, new SecureRandom()));
        }
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException impossible) {
            throw new IllegalStateException("The message could not be signed", impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKey " + verification.id();
    }

    static ECNamedDomainParameters curve() {
        return new ECNamedDomainParameters(
                GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1));
    }

    private static AsymmetricKeyParameter publicOf(AsymmetricKeyParameter key) throws Malformed {
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
            return edwards.generatePublicKey();
        }
        if (key instanceof ECPrivateKeyParameters elliptic && VerificationKey.onSm2Curve(elliptic)) {
            return new ECPublicKeyParameters(
                    new FixedPointCombMultiplier().multiply(curve().getG(), elliptic.getD()), curve());
        }
        throw VerificationKey.neither();
    }
}
