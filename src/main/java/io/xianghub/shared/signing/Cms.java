package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * One signature beside what it signs: PKCS #7 (RFC 5652) with RSA and SHA-256 or, by GM/T 0009 and GM/T 0010, with SM2 and
 * SM3.
 */
final class Cms {

    // Never registered: it serves nobody else.
    static final Provider PROVIDER = new BouncyCastleProvider();

    // MD5 and SHA-1 can be forged.
    private static final String DIGEST_WORDS = "SHA-256, SHA-384, SHA-512, SM3";
    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256,
            NISTObjectIdentifiers.id_sha384,
            NISTObjectIdentifiers.id_sha512,
            GMObjectIdentifiers.sm3);
    private static final CMSSignatureAlgorithmNameGenerator NAMES = new Names();

    private final SignerInformation signer;

    private Cms(SignerInformation signer) {
        this.signer = signer;
    }

    /** GM/T 0010 names SM2 itself where others name SM2 with SM3. */
    private static final class Names extends DefaultCMSSignatureAlgorithmNameGenerator {
        @Override
        public String getSignatureName(AlgorithmIdentifier digest, AlgorithmIdentifier encryption) {
            ASN1ObjectIdentifier algorithm = encryption.getAlgorithm();
            return algorithm.equals(GMObjectIdentifiers.sm2sign) || algorithm.equals(GMObjectIdentifiers.sm2p256v1)
                    ? "SM3WITHSM2"
                    : super.getSignatureName(digest, encryption);
        }
    }

    /** @throws Malformed when the key does not belong to the certificate */
    static byte[] sign(byte[] content, SealCertificate certificate, PrivateKey key) throws Malformed {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests())
                    .build(
                            new JcaContentSignerBuilder(certificate.isRsa() ? "SHA256WITHRSA" : "SM3WITHSM2")
                                    .setProvider(PROVIDER)
                                    .build(key),
                            certificate.held()));
            generator.addCertificate(certificate.held());
            byte[] signature = generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded();
            if (read(content, signature).verifies(certificate)) {
                return signature;
            }
        } catch (OperatorCreationException
                | CMSException
                | CertificateException
                | IOException
                | RuntimeException unfit) {
            // said below, without any part of the key
        }
        throw new Malformed(
                Malformed.Reason.SYNTAX,
                Text.of(
                        "私钥与证书 %s 不是一对，或算法不是 RSA、SM2",
                        "The private key does not belong to the certificate %s, or is neither of RSA nor of SM2",
                        certificate.serial()));
    }

    /** @throws Malformed when it is no such signature; whether it fits nobody has asked yet */
    static Cms read(byte[] content, byte[] signature) throws Malformed {
        try {
            CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), signature);
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.size() == 1) {
                return new Cms(signers.iterator().next());
            }
        } catch (CMSException | RuntimeException unreadable) {
            throw wrong(Text.of("不是 PKCS #7 签名", "Not a signature of PKCS #7"));
        }
        throw wrong(Text.of("一个 PKCS #7 签名应只有一个签名者", "A signature of PKCS #7 has one signer"));
    }

    /** The serial number of the certificate that it says it was made with. */
    String signer() {
        return SealCertificate.written(signer.getSID().getSerialNumber());
    }

    /** Why this is no signature of the content by the owner of the certificate; empty when it is one. */
    Optional<Text> flaw(SealCertificate certificate) {
        if (!DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
            return Optional.of(
                    Text.of("签名的摘要算法应为 %s 之一", "The digest of the signature must be one of %s", DIGEST_WORDS));
        }
        if (!signer.getSID().match(certificate.held())) {
            return Optional.of(Text.of(
                    "登记的证书 %s 由另一机构签发",
                    "The certificate %s that is registered was issued by another authority", signer()));
        }
        try {
            return verifies(certificate)
                    ? Optional.empty()
                    : Optional.of(Text.of("签名与内容不符", "The signature does not fit the content"));
        } catch (OperatorCreationException | CMSException | CertificateException | RuntimeException unfit) {
            return Optional.of(Text.of("签名与内容不符", "The signature does not fit the content"));
        }
    }

    private boolean verifies(SealCertificate certificate)
            throws OperatorCreationException, CMSException, CertificateException {
        return signer.verify(new JcaSignerInfoVerifierBuilder(digests())
                .setProvider(PROVIDER)
                .setSignatureAlgorithmNameGenerator(NAMES)
                .build(certificate.held()));
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build();
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
