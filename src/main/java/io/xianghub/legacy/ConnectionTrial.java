package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.sshd.sftp.common.SftpException;

/** Goes the way to a department's system step by step and says which step fails; stands beside breaker and pool. */
final class ConnectionTrial {

    private static final Pattern JDBC_HOST = Pattern.compile("//([^:/;?,]+)(?::([0-9]+))?");

    private final Binding binding;
    private final Declaration declaration;
    private final Watchdog watchdog;
    private final List<Step> steps = new ArrayList<>();

    /** @param step {@code dns}, {@code tcp}, {@code tls}, {@code http}, {@code host-key}, {@code credentials}, {@code folder} or {@code table} */
    record Step(String step, boolean ok, Text message) {}

    ConnectionTrial(Binding binding, Declaration declaration, Watchdog watchdog) {
        this.binding = binding;
        this.declaration = declaration;
        this.watchdog = watchdog;
    }

    /** The steps in their order; none follows one that failed. */
    List<Step> run() {
        URI address = address();
        if (address.getHost() == null
                || reaches(address.getHost(), address.getPort(), "https".equals(address.getScheme()))) {
            speak();
        }
        return List.copyOf(steps);
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
            passed("dns", Text.of("主机名解析为 %s", "The name resolves to %s", found.getHostAddress()));
        } catch (UnknownHostException unknown) {
            return failed(
                    "dns", Text.of("主机名 %s 无法解析，请核对地址", "The name %s cannot be resolved; check the address", host));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int)
                    binding.connectTimeout().toMillis());
            passed("tcp", Text.of("端口 %d 可连接", "Port %d accepts connections", port));
            return !secure || handshake(socket, host, port);
        } catch (IOException refused) {
            return failed(
                    "tcp",
                    Text.of(
                            "端口 %d 无法连接，请核对端口和防火墙",
                            "Port %d cannot be reached; check the port and the firewall", port));
        }
    }

    private boolean handshake(Socket socket, String host, int port) {
        try (SSLSocket tls =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true)) {
            tls.setSoTimeout((int) binding.timeout().toMillis());
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return passed("tls", Text.of("TLS 握手成功", "The TLS handshake succeeds"));
        } catch (IOException refused) {
            return failed(
                    "tls",
                    Text.of(
                            "TLS 握手失败，请核对服务器证书是否可信、域名是否一致",
                            "The TLS handshake fails; check that the certificate is trusted and names this host"));
        }
    }

    private void speak() {
        if (declaration instanceof SftpDeclaration sftp) {
            sftp(sftp);
        } else if (declaration instanceof SqlDeclaration sql) {
            sql(sql);
        } else {
            http();
        }
    }

    private void http() {
        HttpTransport.Request request = new HttpTransport.Request(
                "GET", URI.create(binding.address()), Map.of(), null, HttpTransport.Told.NOTHING);
        try (HttpTransport transport = new HttpTransport(binding, watchdog)) {
            HttpTransport.Answer answer = transport.exchange(request, binding.timeout());
            int status = answer.status();
            if (status == 401 || status == 403) {
                failed(
                        "credentials",
                        Text.of("应答 HTTP %d：凭据不被接受", "HTTP %d: the credentials are not accepted", status));
            } else if (status >= 500 && !isFault(answer)) {
                failed(
                        "http",
                        Text.of("应答 HTTP %d，请部门检查系统", "HTTP %d; the department should look at its system", status));
            } else {
                passed("http", Text.of("有 HTTP 应答（%d）", "There is an HTTP answer (%d)", status));
            }
        } catch (IOException silent) {
            failed("http", Text.of("没有 HTTP 应答", "There is no HTTP answer"));
        }
    }

    /** A GET is no call: many a SOAP service answers it with status 500 and a Fault, and works. */
    private boolean isFault(HttpTransport.Answer answer) {
        return declaration instanceof HttpDeclaration http
                && http.operations().values().stream()
                        .anyMatch(operation -> operation.answer().body().isFault(answer.body()));
    }

    private void sftp(SftpDeclaration sftp) {
        try (SftpTransport transport = new SftpTransport(binding, watchdog)) {
            transport.use(binding.timeout(), session -> session.canonicalPath("/"));
            passed("host-key", Text.of("主机密钥与绑定一致", "The host key is the one in the binding"));
            passed("credentials", Text.of("登录成功", "The login succeeds"));
            for (Map.Entry<String, SftpDeclaration.Source> source :
                    sftp.sources().entrySet()) {
                folder(transport, source.getValue().directory());
            }
        } catch (SftpTransport.NotOpened closed) {
            failed(closed.step().equals("connect") ? "tcp" : closed.step(), SftpConnection.why(closed));
        } catch (IOException broken) {
            failed("credentials", Text.of("SFTP 会话中断", "The SFTP session broke"));
        }
    }

    private void folder(SftpTransport transport, String directory) throws IOException {
        try {
            transport.use(binding.timeout(), session -> session.stat(directory));
            passed("folder", Text.of("目录 %s 可读", "The folder %s is there", directory));
        } catch (SftpException refused) {
            failed("folder", Text.of("目录 %s 不存在或无权限", "The folder %s is missing, or not allowed", directory));
        }
    }

    private void sql(SqlDeclaration sql) {
        try (SqlPool pool = new SqlPool(binding, watchdog)) {
            pool.answers(binding.timeout());
            passed("credentials", Text.of("登录成功", "The login succeeds"));
            for (SqlDeclaration.Table table : sql.sources().values()) {
                table(pool, table);
            }
        } catch (SQLException refused) {
            failed("credentials", Text.of("登录失败：%s", "The login fails: %s", reason(refused)));
        }
    }

    private void table(SqlPool pool, SqlDeclaration.Table table) {
        try {
            pool.typeOf(table.name(), String.join(", ", table.columns()), binding.timeout());
            passed("table", Text.of("表 %s 可读", "The table %s can be read", table.name()));
        } catch (SQLException refused) {
            failed("table", Text.of("表 %s 不可读：%s", "The table %s cannot be read: %s", table.name(), reason(refused)));
        }
    }

    /** The SQL state only: messages quote names and values. */
    private static String reason(SQLException refused) {
        SQLException deepest = refused.getCause() instanceof SQLException cause ? cause : refused;
        return "SQLSTATE " + Optional.ofNullable(deepest.getSQLState()).orElse("?");
    }

    private boolean passed(String step, Text message) {
        steps.add(new Step(step, true, message));
        return true;
    }

    private boolean failed(String step, Text message) {
        steps.add(new Step(step, false, message));
        return false;
    }
}
