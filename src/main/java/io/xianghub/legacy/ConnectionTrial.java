package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.apache.sshd.sftp.common.SftpException;

/** Goes the way to a department's system step by step and says which step fails; stands beside breaker and pool. */
final class ConnectionTrial {

    private static final Pattern JDBC_HOST = Pattern.compile("//([^:/;?,]+)(?::([0-9]+))?");

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Binding binding;
    private final Declaration declaration;
    private final Watchdog watchdog;
    private final Drivers drivers;
    private final HttpTrial.Caller caller;
    private final TrialSteps steps = new TrialSteps();

    ConnectionTrial(
            Binding binding, Declaration declaration, Watchdog watchdog, Drivers drivers, HttpTrial.Caller caller) {
        this.binding = binding;
        this.declaration = declaration;
        this.watchdog = watchdog;
        this.drivers = drivers;
        this.caller = caller;
    }

    /** The steps in their order; none follows one that failed. */
    List<TrialSteps.Step> run() {
        URI address = address();
        if (address.getHost() == null
                || reaches(address.getHost(), address.getPort(), "https".equals(address.getScheme()))) {
            speak();
        }
        return steps.all();
    }

    private URI address() {
        if (!binding.address().startsWith("jdbc:")) {
            URI uri = URI.create(binding.address());
            int known = Map.of("http", 80, "https", 443, "sftp", 22).getOrDefault(uri.getScheme(), 0);
            return URI.create(
                    uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? known : uri.getPort()));
        }
        Matcher host = JDBC_HOST.matcher(binding.address());
        if (!host.find() || host.group(2) == null) {
            return URI.create("jdbc:/");
        }
        return URI.create("jdbc://" + host.group(1) + ":" + host.group(2));
    }

    private boolean reaches(String host, int port, boolean secure) {
        try {
            InetAddress found = InetAddress.getByName(host);
            steps.passed("dns", Text.of("主机名解析为 %s", "The name resolves to %s", found.getHostAddress()));
        } catch (UnknownHostException unknown) {
            return steps.failed(
                    "dns", Text.of("主机名 %s 无法解析，请核对地址", "The name %s cannot be resolved; check the address", host));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int)
                    binding.connectTimeout().toMillis());
            steps.passed("tcp", Text.of("端口 %d 可连接", "Port %d accepts connections", port));
            return !secure || handshake(socket, host, port);
        } catch (IOException refused) {
            return steps.failed(
                    "tcp",
                    Text.of(
                            "端口 %d 无法连接，请核对端口和防火墙",
                            "Port %d cannot be reached; check the port and the firewall", port));
        }
    }

    private boolean handshake(Socket socket, String host, int port) {
        TlsContext context;
        try {
            context = TlsContext.of(binding.tls());
        } catch (UnfitTls unfit) {
            return steps.failed("certificate", unfit.text());
        }
        try (SSLSocket tls = context.secured(socket, host, port)) {
            tls.setSoTimeout((int) longest().toMillis());
            tls.startHandshake();
            steps.passed(
                    "tls",
                    Text.of(
                            "TLS 握手成功（%s）",
                            "The TLS handshake succeeds (%s)", tls.getSession().getProtocol()));
            return tls.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
                    && steps.suspend(
                            "certificate",
                            Text.of(
                                    "服务器证书可信：%s，有效至 %s，公钥 %s",
                                    "The server's certificate is trusted: %s, valid until %s, public key %s",
                                    DepartmentTrust.names(shown),
                                    DepartmentTrust.lastDay(shown),
                                    DepartmentTrust.pin(shown)));
        } catch (IOException refused) {
            TlsContext.Failure failure = context.failure(refused);
            if (failure != null && failure.step().equals("certificate")) {
                steps.passed("tls", Text.of("对方使用 TLS", "The other end uses TLS"));
                return steps.failed("certificate", failure.words());
            }
            return steps.failed(
                    "tls",
                    failure == null
                            ? Text.of(
                                    "对方没有完成 TLS 握手；请核对端口，请部门查看其系统",
                                    "The other end does not finish the TLS handshake; check the port, and have the"
                                            + " department look at its system")
                            : failure.words());
        }
    }

    private Duration longest() {
        return binding.timeout().compareTo(LONGEST) < 0 ? binding.timeout() : LONGEST;
    }

    private void speak() {
        if (declaration instanceof SftpDeclaration sftp) {
            sftp(sftp);
        } else if (declaration instanceof SqlDeclaration sql) {
            sql(sql);
        } else if (declaration instanceof FrameDeclaration frame) {
            frame(frame);
        } else {
            http((HttpDeclaration) declaration);
        }
    }

    /** What connects and goes without a word is the interface's own probe, SYS600; what is left is our side. */
    private void frame(FrameDeclaration frame) {
        if (frame.sources().isEmpty()) {
            return;
        }
        try {
            steps.passed("listen", ListenAddress.of(binding).written());
        } catch (Malformed wrong) {
            steps.failed("listen", wrong.text());
        }
    }

    private void http(HttpDeclaration http) {
        try (HttpTransport transport = new HttpTransport(binding, watchdog)) {
            new HttpTrial(binding, http, transport, caller, steps).run(longest());
        }
    }

    private void sftp(SftpDeclaration sftp) {
        try (SftpTransport transport = new SftpTransport(binding, watchdog)) {
            transport.use(longest(), session -> session.canonicalPath("/"));
            steps.passed("host-key", Text.of("主机密钥与绑定一致", "The host key is the one in the binding"));
            steps.passed("credentials", Text.of("登录成功", "The login succeeds"));
            for (Map.Entry<String, SftpDeclaration.Source> source :
                    sftp.sources().entrySet()) {
                folder(transport, source.getValue().folders().directory());
            }
        } catch (SftpTransport.NotOpened closed) {
            steps.failed(closed.step().equals("connect") ? "tcp" : closed.step(), SftpConnection.why(closed));
        } catch (IOException broken) {
            steps.failed("credentials", Text.of("SFTP 会话中断", "The SFTP session broke"));
        }
    }

    private void folder(SftpTransport transport, String directory) throws IOException {
        try {
            transport.use(longest(), session -> session.stat(directory));
            steps.passed("folder", Text.of("目录 %s 可读", "The folder %s is there", directory));
        } catch (SftpException refused) {
            steps.failed("folder", Text.of("目录 %s 不存在或无权限", "The folder %s is missing, or not allowed", directory));
        }
    }

    private void sql(SqlDeclaration sql) {
        try (SqlPool pool = new SqlPool(binding, watchdog, drivers)) {
            pool.answers(longest());
            steps.passed("credentials", Text.of("登录成功", "The login succeeds"));
            for (SqlTable table : sql.sources().values()) {
                table(pool, table);
            }
        } catch (SQLException refused) {
            steps.failed("credentials", Text.of("登录失败：%s", "The login fails: %s", reason(refused)));
        }
    }

    private void table(SqlPool pool, SqlTable table) {
        try {
            pool.typeOf(table.name(), String.join(", ", table.columns()), longest());
            steps.passed("table", Text.of("表 %s 可读", "The table %s can be read", table.name()));
        } catch (SQLException refused) {
            steps.failed(
                    "table", Text.of("表 %s 不可读：%s", "The table %s cannot be read: %s", table.name(), reason(refused)));
        }
    }

    /** The SQL state only: messages quote names and values. */
    private static String reason(SQLException refused) {
        SQLException deepest = refused.getCause() instanceof SQLException cause ? cause : refused;
        return "SQLSTATE " + Optional.ofNullable(deepest.getSQLState()).orElse("?");
    }
}
