package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.DateFormatter;

/** Judges a department's certificate as its binding says, and says what is wrong with it and what to do. */
final class DepartmentTrust extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;
    private static final DateFormatter DAY = new DateFormatter("yyyy-MM-dd");

    static {
        DAY.setTimeZone(TimeZone.getTimeZone("Asia/Shanghai"));
    }

    private final X509ExtendedTrustManager roots;
    private final Tls tls;
    private final DefaultHostnameVerifier hosts = new DefaultHostnameVerifier();

    /** Why a certificate was not accepted. */
    static final class Distrust extends CertificateException {

        private static final long serialVersionUID = 1L;

        private final transient Text text;

        Distrust(String zh, String en, Object... arguments) {
            super(Text.of(zh, en, arguments).en());
            text = Text.of(zh, en, arguments);
        }

        Text text() {
            return text;
        }
    }

    @FunctionalInterface
    private interface Check {
        void make() throws CertificateException;
    }

    DepartmentTrust(X509ExtendedTrustManager roots, Tls tls) {
        this.roots = roots;
        this.tls = tls;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        SSLSession session = socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null;
        judge(chain, session, () -> roots.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, engine.getHandshakeSession(), () -> roots.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain, null, () -> roots.checkServerTrusted(chain, authType));
    }

    private void judge(X509Certificate[] chain, @Nullable SSLSession session, Check check) throws CertificateException {
        try {
            check.make();
        } catch (CertificateException refused) {
            Distrust why = why(chain, refused);
            why.initCause(refused);
            throw why;
        }
        // A certificate that is trusted by itself is not asked for its time.
        Distrust outOfTime = outOfTime(chain[0]);
        if (outOfTime != null) {
            throw outOfTime;
        }
        requireHost(chain[0], session);
        requirePin(chain);
    }

    private static Distrust why(X509Certificate[] chain, CertificateException refused) {
        for (X509Certificate certificate : chain) {
            Distrust outOfTime = outOfTime(certificate);
            if (outOfTime != null) {
                return outOfTime;
            }
        }
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException path
                    && path.getReason() == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
                return new Distrust(
                        "服务器证书用了已停用的算法；请部门换用 RSA 2048 位以上或 EC 的证书",
                        "The server's certificate uses an algorithm that is no longer accepted; the department must"
                                + " get one with RSA of 2048 bits or more, or EC");
            }
        }
        return new Distrust(
                "服务器证书由 %s 签发，枢纽不信任它；核实后把该签发者的证书填入绑定的 tls.trust",
                "The server's certificate was issued by %s, which the hub does not trust; once you have verified it,"
                        + " put that issuer's certificate into the binding's tls.trust",
                name(chain[chain.length - 1].getIssuerX500Principal().getName()));
    }

    private static @Nullable Distrust outOfTime(X509Certificate certificate) {
        String name = name(certificate.getSubjectX500Principal().getName());
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException expired) {
            return new Distrust(
                    "证书 %s 已于 %s 过期；请部门更换证书",
                    "The certificate %s expired on %s; the department must renew it", name, lastDay(certificate));
        } catch (CertificateNotYetValidException early) {
            return new Distrust(
                    "证书 %s 自 %s 起才有效；请核对部门和枢纽的时钟",
                    "The certificate %s is not valid before %s; check the department's clock and the hub's",
                    name,
                    firstDay(certificate));
        }
    }

    private void requireHost(X509Certificate certificate, @Nullable SSLSession session) throws Distrust {
        if (!tls.verifyHost()) {
            return;
        }
        String host = session == null ? null : session.getPeerHost();
        try {
            if (host != null) {
                hosts.verify(host, certificate);
                return;
            }
        } catch (SSLException another) {
            // said below, with the names
        }
        throw new Distrust(
                "服务器证书属于 %s，不是 %s；请按证书上的名称填写地址，或请部门更换证书",
                "The server's certificate names %s, not %s; use a name of the certificate in the address, or have the"
                        + " department renew it",
                names(certificate),
                String.valueOf(host));
    }

    private void requirePin(X509Certificate[] chain) throws Distrust {
        if (tls.pins().isEmpty() || Stream.of(chain).map(DepartmentTrust::pin).anyMatch(tls.pins()::contains)) {
            return;
        }
        throw new Distrust(
                "服务器的公钥是 %s，不在绑定的 tls.pin 之列；与部门核实后更新 tls.pin",
                "The server's public key is %s, which is none of the binding's tls.pin; verify it with the department,"
                        + " then renew tls.pin",
                pin(chain[0]));
    }

    /** The public key of a certificate as RFC 7469 names it. */
    static String pin(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return "sha256/" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The hosts that a certificate names, else its subject. */
    static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            String names = alternatives == null
                    ? ""
                    : alternatives.stream()
                            .filter(entry -> entry.get(0).equals(DNS_NAME)
                                    || entry.get(0).equals(ADDRESS))
                            .map(entry -> String.valueOf(entry.get(1)))
                            .limit(5)
                            .collect(Collectors.joining(", "));
            return names.isEmpty() ? name(certificate.getSubjectX500Principal().getName()) : name(names);
        } catch (CertificateParsingException unreadable) {
            return name(certificate.getSubjectX500Principal().getName());
        }
    }

    /** What a stranger's certificate says, fit for one line. */
    private static String name(String said) {
        String line = said.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    /** The day on which the certificate ends, in China. */
    static String lastDay(X509Certificate certificate) {
        return DAY.print(certificate.getNotAfter(), Locale.ROOT);
    }

    private static String firstDay(X509Certificate certificate) {
        return DAY.print(certificate.getNotBefore(), Locale.ROOT);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("No client calls here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return roots.getAcceptedIssuers();
    }
}
