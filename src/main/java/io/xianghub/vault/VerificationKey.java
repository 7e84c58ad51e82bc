package io.xianghub.vault;

import io.xianghub.shared.Text;
import io.xianghub.shared.shangmi.Sm3;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/** The public half of a key pair: tells whether bytes were signed by the other half. */
public final class VerificationKey {

    private static final String LABEL = "PUBLIC KEY";
    private static final int ID_BYTES = 16;
    private static final Pattern NOT_AFTER = Pattern.compile("(?m)^Not-After:\\h*(\\S+)\\h*$");

    private final AsymmetricKeyParameter key;
    private final byte[] info;
    private final @Nullable Instant notAfter;

    private VerificationKey(AsymmetricKeyParameter key, byte[] info, @Nullable Instant notAfter) {
        this.key = key;
        this.info = info;
        this.notAfter = notAfter;
    }

    static VerificationKey of(AsymmetricKeyParameter key) throws Malformed {
        boolean known = key instanceof Ed25519PublicKeyParameters
                || (key instanceof ECPublicKeyParameters elliptic && onSm2Curve(elliptic));
        if (!known) {
            throw neither();
        }
        try {
            return new VerificationKey(
                    key,
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded(),
                    null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @param pem an SM2 or Ed25519 key; a line {@code Not-After: <RFC 3339>} before it says until when it is good */
    public static VerificationKey read(String pem) throws Malformed {
        Pem block = Pem.read(pem);
        if (!block.label().equals(LABEL)) {
            throw Pem.wrong(Text.of(
                    "应为公钥（BEGIN PUBLIC KEY），实际是 %s",
                    "A public key (BEGIN PUBLIC KEY) is needed, not %s", block.label()));
        }
        AsymmetricKeyParameter key;
        try {
            key = PublicKeyFactory.createKey(block.der());
        } catch (IOException | RuntimeException unreadable) {
            throw Pem.wrong(Text.of("公钥无法读取", "The public key cannot be read"));
        }
        return of(key).until(notAfter(pem));
    }

    private static @Nullable Instant notAfter(String pem) throws Malformed {
        Matcher line = NOT_AFTER.matcher(pem);
        try {
            return line.find() ? Instant.parse(line.group(1)) : null;
        } catch (DateTimeParseException notATime) {
            throw Pem.wrong(
                    Text.of("Not-After 应写成 2027-01-31T00:00:00Z 的形式", "Not-After is written 2027-01-31T00:00:00Z"));
        }
    }

    /** The same key, good until then; null for no end. */
    public VerificationKey until(@Nullable Instant end) {
        return new VerificationKey(key, info, end);
    }

    public Optional<Instant> notAfter() {
        return Optional.ofNullable(notAfter);
    }

    public boolean expired(Instant now) {
        return notAfter != null && now.isAfter(notAfter);
    }

    /** The first half of the SM3 print of the key, 32 hexadecimal characters. */
    public String id() {
        return HexFormat.of().formatHex(Arrays.copyOf(Sm3.digest(info), ID_BYTES));
    }

    public SignatureAlgorithm algorithm() {
        return key instanceof Ed25519PublicKeyParameters ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.SM2;
    }

    /** The key with its id and its end, as {@link #read} takes it. */
    public String pem() {
        String end = notAfter == null ? "" : "Not-After: " + notAfter + "\n";
        return "Key: " + id() + "\nAlgorithm: " + algorithm().label() + "\n" + end
                + Pem.of(LABEL, info).text();
    }

    /** Whether the private half signed exactly these bytes. */
    public boolean verifies(byte[] message, byte[] signature) {
        Signer verifier = algorithm() == SignatureAlgorithm.ED25519 ? new Ed25519Signer() : new SM2Signer();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    @Override
    public String toString() {
        return "VerificationKey " + id();
    }

    static boolean onSm2Curve(ECKeyParameters key) {
        return key.getParameters() instanceof ECNamedDomainParameters named
                && named.getName().equals(GMObjectIdentifiers.sm2p256v1);
    }

    static Malformed neither() {
        return Pem.wrong(Text.of("密钥既不是 SM2 也不是 Ed25519", "The key is neither SM2 nor Ed25519"));
    }
}
