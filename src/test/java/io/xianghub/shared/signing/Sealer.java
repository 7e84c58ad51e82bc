package io.xianghub.shared.signing;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Somebody of a test's own who seals vouchers, with a certificate of RSA or of SM2. */
public final class Sealer {

    public static final Charset GBK = Charset.forName("GB18030");

    private static final Pattern SIGNED =
            Pattern.compile("(<Voucher>)([^<]+)(</Voucher>.*?<Signature [^>]*>)[^<]*", Pattern.DOTALL);
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2099-01-01T00:00:00Z");

    private final String algorithm;
    private final KeyPair pair;
    private final X509CertificateHolder certificate;

    private Sealer(String algorithm, KeyPair pair, X509CertificateHolder certificate) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.certificate = certificate;
    }

    /** @param serial in hexadecimal digits */
    public static Sealer rsa(String serial) {
        return rsa(serial, "CN=Test authority", UNTIL);
    }

    static Sealer rsa(String serial, String issuer, Instant until) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(2048);
            return of("SHA256WITHRSA", pairs.generateKeyPair(), serial, issuer, until);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    public static Sealer sm2(String serial) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", PROVIDER);
            pairs.initialize(new ECGenParameterSpec("sm2p256v1"));
            return of("SM3WITHSM2", pairs.generateKeyPair(), serial, "CN=Test authority", UNTIL);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Sealer of(String algorithm, KeyPair pair, String serial, String issuer, Instant until)
            throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                new BigInteger(serial, 16),
                Date.from(FROM),
                Date.from(until),
                new X500Name("CN=Seal"),
                pair.getPublic());
        return new Sealer(
                algorithm,
                pair,
                builder.build(new JcaContentSignerBuilder(algorithm)
                        .setProvider(PROVIDER)
                        .build(pair.getPrivate())));
    }

    public String certificate() {
        return pem("CERTIFICATE", encoded());
    }

    public String key() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A signature of PKCS #7 beside the document, over attributes of which one is its digest. */
    public byte[] signature(byte[] document) {
        return signature(document, false);
    }

    /** @param direct whether the document itself is what is signed */
    byte[] signature(byte[] document, boolean direct) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(PROVIDER)
                            .build())
                    .setDirectSignature(direct)
                    .build(
                            new JcaContentSignerBuilder(algorithm)
                                    .setProvider(PROVIDER)
                                    .build(pair.getPrivate()),
                            certificate));
            generator.addCertificate(certificate);
            return generator
                    .generate(new CMSProcessableByteArray(document), false)
                    .getEncoded();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The same message with this signature in the place of the one that each of its vouchers has. */
    public byte[] seal(byte[] message) {
        return SIGNED.matcher(new String(message, GBK))
                .replaceAll(voucher -> voucher.group(1)
                        + voucher.group(2)
                        + voucher.group(3)
                        + Base64.getEncoder()
                                .encodeToString(
                                        signature(Base64.getMimeDecoder().decode(voucher.group(2)))))
                .getBytes(GBK);
    }

    /** A voucher that says little but its number. */
    public static String voucher(String no) {
        return "<?xml version=\"1.0\" encoding=\"GBK\"?><Voucher><VoucherNo>" + no
                + "</VoucherNo><VtCode>5201</VtCode><PayeeAcctName>湘枢演示企业</PayeeAcctName></Voucher>";
    }

    /** {@code <VoucherBody>} of a voucher, signed by each of these. */
    public static String body(String no, String voucher, Sealer... sealers) {
        byte[] bytes = voucher.getBytes(GBK);
        String signatures = Arrays.stream(sealers)
                .map(sealer -> "<Signature No=\"1\" SN=\"\">"
                        + Base64.getEncoder().encodeToString(sealer.signature(bytes)) + "</Signature>")
                .collect(Collectors.joining());
        return body(no, Base64.getMimeEncoder().encodeToString(bytes), signatures);
    }

    static String body(String no, String base64, String signatures) {
        return "<VoucherBody VoucherNo=\"" + no + "\" VtCode=\"5201\"><VoucherFlag>1</VoucherFlag><Voucher>" + base64
                + "</Voucher><SignStampList/><SignatureList>" + signatures + "</SignatureList></VoucherBody>";
    }

    /** The message of so many bodies, in GBK. */
    public static byte[] message(String... bodies) {
        return counted(Integer.toString(bodies.length), String.join("\n ", bodies));
    }

    static byte[] counted(String count, String bodies) {
        return ("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<MOF><VoucherCount>" + count + "</VoucherCount>\n " + bodies
                        + "</MOF>")
                .getBytes(GBK);
    }
}
