package io.xianghub.legacy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates and keys of a binding, out of their texts (RFC 7468). */
final class Certificates {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]*-----END CERTIFICATE-----");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END \\1PRIVATE KEY-----");

    private Certificates() {}

    /** @throws UnfitTls naming {@code member} when there are none */
    static List<X509Certificate> read(String member, Tls.Material material) {
        String pem = material.pem();
        if (pem == null) {
            throw new UnfitTls("tls.%s 所指的 %s 不存在", "tls.%s refers to nothing: %s", member, material.written());
        }
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory reader = CertificateFactory.getInstance("X.509");
            Matcher block = CERTIFICATE.matcher(pem);
            while (block.find()) {
                all.add((X509Certificate) reader.generateCertificate(
                        new ByteArrayInputStream(block.group().getBytes(StandardCharsets.US_ASCII))));
            }
        } catch (GeneralSecurityException broken) {
            all.clear();
        }
        if (all.isEmpty()) {
            throw new UnfitTls(
                    "tls.%s 不是 PEM 证书（-----BEGIN CERTIFICATE-----）",
                    "tls.%s is no certificate in PEM (-----BEGIN CERTIFICATE-----)", member);
        }
        return all;
    }

    /**
     * The private key of the hub's own certificate.
     *
     * @throws UnfitTls when it is none, or another's
     */
    static PrivateKey key(Secret secret, X509Certificate certificate) {
        Matcher block = KEY.matcher(secret.value());
        if (!block.find() || !block.group(1).isEmpty()) {
            throw new UnfitTls(
                    "tls.key 应为未加密的 PKCS #8 私钥（-----BEGIN PRIVATE KEY-----）；可用 openssl pkcs8 -topk8 -nocrypt 转换",
                    "tls.key must be a private key in PKCS #8, not enciphered (-----BEGIN PRIVATE KEY-----); convert it"
                            + " with openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            String algorithm = certificate.getPublicKey().getAlgorithm();
            PrivateKey key = KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2))));
            if (belong(key, certificate, algorithm)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException notItsKey) {
            throw stranger();
        }
        throw stranger();
    }

    private static UnfitTls stranger() {
        return new UnfitTls("tls.key 不是 tls.certificate 的私钥", "tls.key is not the private key of tls.certificate");
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate, String algorithm)
            throws GeneralSecurityException {
        String scheme =
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                };
        byte[] text = certificate.getEncoded();
        Signature signer = Signature.getInstance(scheme);
        signer.initSign(key);
        signer.update(text);
        Signature verifier = Signature.getInstance(scheme);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(text);
        return verifier.verify(signer.sign());
    }

    /** @param roots null for those of the Java runtime */
    static X509ExtendedTrustManager trust(@Nullable List<X509Certificate> roots) {
        try {
            KeyStore store = null;
            if (roots != null) {
                store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (int i = 0; i < roots.size(); i++) {
                    store.setCertificateEntry("root-" + i, roots.get(i));
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager known) {
                    return known;
                }
            }
        } catch (GeneralSecurityException | java.io.IOException broken) {
            throw new IllegalStateException("The Java runtime checks no certificates", broken);
        }
        throw new IllegalStateException("The Java runtime checks no certificates");
    }
}
