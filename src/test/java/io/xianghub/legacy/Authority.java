package io.xianghub.legacy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate authority of a test's own. */
final class Authority {

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Name name;
    private final KeyPair keys = pair();
    private final X509Certificate certificate;

    /** A certificate with its private key and the one that issued it. */
    record Issued(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {

        String pem() {
            return Authority.pem("CERTIFICATE", encoded(certificate));
        }

        String keyPem() {
            return Authority.pem("PRIVATE KEY", key.getEncoded());
        }

        /** TLS of a server that shows this certificate, and lets clients of {@code clients} in. */
        SSLContext server(Authority clients) {
            try {
                KeyStore keys = store();
                keys.setKeyEntry("server", key, new char[0], new X509Certificate[] {certificate, issuer});
                KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
                keyManagers.init(keys, new char[0]);
                KeyStore trusted = store();
                trusted.setCertificateEntry("clients", clients.certificate);
                TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
                trust.init(trusted);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
                return context;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }

        private static KeyStore store() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        }
    }

    Authority(String commonName) {
        name = new X500Name("CN=" + commonName);
        Instant now = Instant.now();
        certificate =
                signed(name, keys, List.of(), true, now.minus(Duration.ofDays(1000)), now.plus(Duration.ofDays(1000)));
    }

    String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** @param names host names, or addresses */
    Issued issue(String subject, String... names) {
        Instant now = Instant.now();
        return issue(subject, now.minus(Duration.ofDays(10)), now.plus(Duration.ofDays(10)), names);
    }

    Issued issue(String subject, Instant from, Instant until, String... names) {
        KeyPair own = pair();
        List<GeneralName> all = Stream.of(names)
                .map(text ->
                        new GeneralName(text.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, text))
                .toList();
        return new Issued(
                signed(new X500Name("CN=" + subject), own, all, false, from, until), own.getPrivate(), certificate);
    }

    private X509Certificate signed(
            X500Name subject, KeyPair owner, List<GeneralName> names, boolean authority, Instant from, Instant until) {
        try {
            V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
            generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(SERIAL.getAndIncrement())));
            generator.setSignature(ALGORITHM);
            generator.setIssuer(name);
            generator.setSubject(subject);
            generator.setStartDate(new Time(Date.from(from)));
            generator.setEndDate(new Time(Date.from(until)));
            generator.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(owner.getPublic().getEncoded()));
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                extensions.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
            }
            generator.setExtensions(extensions.generate());
            TBSCertificate body = generator.generateTBSCertificate();
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(body.getEncoded());
            ASN1EncodableVector whole = new ASN1EncodableVector();
            whole.add(body);
            whole.add(ALGORITHM);
            whole.add(new DERBitString(signer.sign()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(new DERSequence(whole).getEncoded()));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----";
    }
}
