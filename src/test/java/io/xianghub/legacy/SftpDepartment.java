package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A department's real SFTP server over a folder; it may refuse that files are moved. */
public final class SftpDepartment implements AutoCloseable {

    private final Path root;
    private final SshServer server;
    private final String hostKey;
    private volatile Predicate<Path> refused = to -> false;

    public SftpDepartment(Path root) throws Exception {
        this.root = root;
        Files.createDirectories(root.resolve("outgoing"));
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        keys.setKeySize(256);
        SftpSubsystemFactory files = new SftpSubsystemFactory();
        files.addSftpEventListener(new SftpEventListener() {
            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> how)
                    throws IOException {
                if (refused.test(to)) {
                    throw new AccessDeniedException(from.toString());
                }
            }
        });
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> true);
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(files));
        server.start();
        hostKey = KeyUtils.getFingerPrint(keys.loadKeys(null).iterator().next().getPublic());
    }

    /** Binds a connection to it. */
    public void bind(Bindings bindings, BundleName bundle, String connection) {
        bindings.register(
                bundle,
                connection,
                new Binding(
                        "sftp://127.0.0.1:" + server.getPort(),
                        Map.of("user", "hub", "host-key", hostKey),
                        new Secret("right")));
    }

    public Path path(String file) {
        return root.resolve(file);
    }

    /** A complete file in {@code /outgoing}. */
    public void put(String name, byte[] content) throws IOException {
        Files.write(path("outgoing/" + name), content);
        Files.write(path("outgoing/" + name + ".ok"), new byte[0]);
    }

    /** From now on no file is moved to such a place. */
    public void refuseToMove(Predicate<Path> to) {
        refused = to;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
