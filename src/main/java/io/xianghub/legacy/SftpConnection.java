package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** Files on a department's SFTP server. */
final class SftpConnection extends BoundConnection {

    private final SftpDeclaration declaration;

    SftpConnection(BundleName bundle, ConnectionDefinition definition, SftpDeclaration declaration, Access access) {
        super(bundle, definition, access);
        this.declaration = declaration;
    }

    @Override
    public Source source(String source) {
        return files(source);
    }

    @Override
    public FileSource files(String source) {
        return new SftpFileSource(this, declared(declaration.sources(), source), declaration.charset(), source);
    }

    /** @param size bytes to be moved, which lengthen the time that is granted: a megabyte a second is expected at least */
    <R extends @Nullable Object> R work(String source, long size, SftpTransport.Work<R> work) {
        Faults faults = faults(source);
        Binding binding = binding(Style.SFTP, faults);
        Instant deadline = access().clock().instant().plus(Duration.ofMinutes(10));
        return run(
                Style.SFTP,
                binding,
                faults,
                deadline,
                bound -> new SftpTransport(bound, access().watchdog()),
                (transport, within) -> {
                    Duration granted = within.plusSeconds(size >> 20);
                    try {
                        return transport.use(granted, work);
                    } catch (IOException failed) {
                        throw problem(failed, faults, granted).causedBy(failed);
                    }
                });
    }

    @FunctionalInterface
    interface Task {
        void with(SftpClient sftp) throws IOException;
    }

    void work(String source, Task task) {
        work(source, 0, sftp -> {
            task.with(sftp);
            return true;
        });
    }

    private static Problem problem(IOException failed, Faults faults, Duration within) {
        if (failed instanceof SftpTransport.TooSlow) {
            return faults.timeout(within);
        }
        if (failed instanceof SftpTransport.Busy) {
            return faults.busy(1);
        }
        if (failed instanceof SftpTransport.NotOpened closed) {
            return faults.unreachable(why(closed));
        }
        if (failed instanceof SftpException said) {
            return faults.refused(
                    SftpConstants.getStatusName(said.getStatus()), Optional.ofNullable(said.getMessage()));
        }
        return faults.unreachable(Text.of("SFTP 会话中断", "The SFTP session broke"));
    }

    static Text why(SftpTransport.NotOpened closed) {
        return switch (closed.step()) {
            case "host-key" ->
                Text.of(
                        "服务器的主机密钥是 %s，与绑定的不同",
                        "The server's host key is %s, which is not the one in the binding",
                        String.valueOf(closed.getMessage()));
            case "credentials" -> Text.of("用户名、密码或密钥不正确", "User, password or key is wrong");
            default -> Text.of("无法建立连接", "No connection can be made");
        };
    }

    @Override
    public @Nullable Object call(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire) {
        throw faults(operation).misused(Text.of("sftp 连接没有操作", "A connection of style sftp has no operations"));
    }

    @Override
    public RowSource rows(String source) {
        throw faults(source).misused(Text.of("sftp 连接没有表", "A connection of style sftp has no tables"));
    }
}
