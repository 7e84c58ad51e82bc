package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;

/** The certificate of who seals vouchers, with a key of RSA or of SM2. */
record SealCertificate(X509CertificateHolder held) {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** How {@link Time#getTime} writes both forms of ASN.1. */
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'GMT'xxx", Locale.ROOT);

    /** @param written in PEM or Base64 */
    static SealCertificate read(String written) throws Malformed {
        try {
            SealCertificate certificate = new SealCertificate(new X509CertificateHolder(der(written)));
            if ((certificate.isRsa() || certificate.isSm2())
                    && certificate.from().isBefore(certificate.until())) {
                return certificate;
            }
        } catch (IOException | RuntimeException unreadable) {
            // said below
        }
        throw new Malformed(
                Malformed.Reason.SYNTAX,
                Text.of(
                        "不是 RSA 或 SM2 的 X.509 证书（PEM 或 Base64）",
                        "Not a certificate (X.509, in PEM or Base64) of RSA or SM2"));
    }

    /** The serial number as certificates show it: pairs of hexadecimal digits, in capitals. */
    static String written(BigInteger serial) {
        String digits = serial.toString(16).toUpperCase(Locale.ROOT);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    String serial() {
        return written(held.getSerialNumber());
    }

    boolean isRsa() {
        return PKCSObjectIdentifiers.rsaEncryption.equals(
                held.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm());
    }

    private boolean isSm2() {
        return GMObjectIdentifiers.sm2p256v1.equals(
                held.getSubjectPublicKeyInfo().getAlgorithm().getParameters());
    }

    private Instant from() {
        return instant(held.toASN1Structure().getStartDate());
    }

    private Instant until() {
        return instant(held.toASN1Structure().getEndDate());
    }

    private static Instant instant(Time time) {
        return OffsetDateTime.parse(time.getTime(), WRITTEN).toInstant();
    }

    /** Why it proves nothing today; empty when it does. */
    Optional<Text> lapse(Instant now) {
        if (now.isAfter(until())) {
            return Optional.of(Text.of(
                    "证书 %s 已于 %s 过期，请登记新证书",
                    "The certificate %s expired on %s; register the new one", serial(), day(until())));
        }
        return now.isBefore(from())
                ? Optional.of(
                        Text.of("证书 %s 自 %s 起才有效", "The certificate %s is valid from %s on", serial(), day(from())))
                : Optional.empty();
    }

    /** @param pkcs8 in PEM or Base64; that it belongs to the certificate shows when it has signed */
    PrivateKey key(String pkcs8) throws Malformed {
        try {
            KeyFactory keys = isRsa() ? KeyFactory.getInstance("RSA") : KeyFactory.getInstance("EC", Cms.PROVIDER);
            return keys.generatePrivate(new PKCS8EncodedKeySpec(der(pkcs8)));
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "不是证书 %s 所用算法的私钥（PKCS #8）",
                            "Not a private key of the algorithm of the certificate %s (PKCS #8)", serial()));
        }
    }

    private static byte[] der(String written) {
        return Base64.getDecoder()
                .decode(written.replaceAll("-----[A-Z0-9 ]{1,60}-----", "").replaceAll("\\s", ""));
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, CHINA).toString();
    }
}
