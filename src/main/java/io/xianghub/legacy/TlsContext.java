package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

/** The TLS of one binding, ready for its sockets, and what went wrong with them in words. */
final class TlsContext {

    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)");
    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "handshake_failure",
            "no_certificate",
            "bad_certificate",
            "certificate_required",
            "certificate_unknown",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied");

    private static final Failure CERTIFICATE_WANTED = new Failure(
            "certificate",
            Text.of(
                    "部门系统要求客户端证书，绑定没有；请填写绑定的 tls.certificate 和 tls.key",
                    "The department's system asks for a client certificate and the binding has none; set the binding's"
                            + " tls.certificate and tls.key"));

    private final Tls tls;
    private final SSLContext context;
    private final OwnCertificate own;

    /** @param step of a connection test: {@code certificate} where it is about who one of the two ends is, {@code tls} or {@code http} */
    record Failure(String step, Text words) {}

    private TlsContext(Tls tls, SSLContext context, OwnCertificate own) {
        this.tls = tls;
        this.context = context;
        this.own = own;
    }

    /** @throws UnfitTls when certificates or key cannot be used */
    static TlsContext of(Tls tls) {
        Tls.Material certificate = tls.certificate();
        Secret secret = tls.key();
        if ((certificate == null) != (secret == null)) {
            throw certificate == null
                    ? new UnfitTls("有 tls.key 而没有 tls.certificate", "There is a tls.key without a tls.certificate")
                    : new UnfitTls("有 tls.certificate 而没有 tls.key", "There is a tls.certificate without a tls.key");
        }
        Tls.Material trust = tls.trust();
        List<X509Certificate> roots = trust == null ? null : Certificates.read("trust", trust);
        List<X509Certificate> chain = certificate == null ? List.of() : Certificates.read("certificate", certificate);
        PrivateKey key = secret == null ? null : Certificates.key(secret, chain.get(0));
        OwnCertificate own = new OwnCertificate(chain, key);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {own},
                    new TrustManager[] {new DepartmentTrust(Certificates.trust(roots), tls)},
                    null);
            return new TlsContext(tls, context, own);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The Java runtime has no TLS", broken);
        }
    }

    /** How the HTTP client secures its sockets; {@link DepartmentTrust} compares names first, and finds words for it. */
    TlsSocketStrategy strategy() {
        return new DefaultClientTlsStrategy(
                context,
                versions(),
                null,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.CLIENT,
                tls.verifyHost() ? new DefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE);
    }

    private String[] versions() {
        return tls.versions().toArray(new String[0]);
    }

    /** Secures a connected socket; the handshake is still to be made. */
    SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        secure.setEnabledProtocols(versions());
        return secure;
    }

    /** What went wrong and what to do, or null when it was not TLS that failed. */
    @Nullable Failure failure(IOException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof DepartmentTrust.Distrust distrust) {
                return new Failure("certificate", distrust.text());
            }
            // The client calls a handshake that does not end a connection that is not made.
            if (cause instanceof SocketTimeoutException
                    && failed instanceof ConnectTimeoutException
                    && String.valueOf(cause.getMessage()).contains("Read timed out")) {
                return new Failure("tls", unfinished());
            }
        }
        if (failed instanceof SSLException) {
            String message = String.valueOf(failed.getMessage());
            Matcher alert = ALERT.matcher(message);
            return alert.find() ? alerted(alert.group(1)) : unalerted(message);
        }
        // The department's alert may be lost with the connection that it closes, or never be sent.
        boolean broken = failed instanceof SocketException || failed instanceof NoHttpResponseException;
        return broken ? unsaid() : null;
    }

    private Failure alerted(String alert) {
        if (alert.equals("protocol_version")) {
            return new Failure("tls", noVersion());
        }
        if (own.isAskedFor() && ABOUT_CERTIFICATES.contains(alert)) {
            X509Certificate shown = own.shown();
            return shown == null
                    ? CERTIFICATE_WANTED
                    : new Failure(
                            "certificate",
                            Text.of(
                                    "部门系统不接受枢纽的客户端证书 %s（有效至 %s，%s）；请与部门核对它信任的签发者",
                                    "The department's system does not accept the hub's client certificate %s (valid"
                                            + " until %s, %s); ask the department which issuers it trusts",
                                    DepartmentTrust.names(shown),
                                    DepartmentTrust.lastDay(shown),
                                    alert));
        }
        return new Failure(
                "tls",
                Text.of(
                        "部门系统以 %s 中止了 TLS 握手；请部门查看其日志",
                        "The department's system ended the TLS handshake with %s; it should look into its log", alert));
    }

    private Failure unalerted(String message) {
        if (message.contains("Unsupported or unrecognized SSL message") || message.contains("plaintext connection")) {
            return new Failure(
                    "tls",
                    Text.of(
                            "对方在此端口不用 TLS；请核对端口，或把地址改为 http://",
                            "What answers on this port does not use TLS; check the port, or make the address http://"));
        }
        if (message.contains("protocol version") || message.contains("No appropriate protocol")) {
            return new Failure("tls", noVersion());
        }
        Failure unsaid = unsaid();
        return unsaid == null
                ? new Failure(
                        "tls",
                        Text.of(
                                "TLS 握手失败；请部门查看其日志",
                                "The TLS handshake failed; the department should look into its log"))
                : unsaid;
    }

    /** The other end, which had asked who the hub is, ended the connection without a word. */
    private @Nullable Failure unsaid() {
        if (!own.isAskedFor()) {
            return null;
        }
        X509Certificate shown = own.shown();
        return shown == null
                ? CERTIFICATE_WANTED
                : new Failure(
                        "http",
                        Text.of(
                                "连接在应答之前中断；若总是如此，部门系统可能不接受枢纽的客户端证书 %s（有效至 %s）",
                                "The connection broke before the answer; if it always does, the department's system"
                                        + " may not accept the hub's client certificate %s (valid until %s)",
                                DepartmentTrust.names(shown),
                                DepartmentTrust.lastDay(shown)));
    }

    private static Text unfinished() {
        return Text.of(
                "TLS 握手没有按时完成；对方在此端口可能不用 TLS，请核对端口",
                "The TLS handshake was not finished in time; what listens on this port may not use TLS, check the"
                        + " port");
    }

    private Text noVersion() {
        return Text.of(
                "双方没有共同的 TLS 版本，枢纽用 %s；请核对绑定的 tls.versions，或请部门启用其一",
                "There is no common version of TLS, the hub uses %s; check the binding's tls.versions, or have the"
                        + " department enable one of them",
                String.join(", ", tls.versions()));
    }
}
