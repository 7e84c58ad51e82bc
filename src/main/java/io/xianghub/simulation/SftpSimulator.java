package io.xianghub.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server over a real folder; its host key is made anew at each start. */
final class SftpSimulator implements Simulator {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path root;
    private final SimulatedSystem system;

    SftpSimulator(SystemDefinition definition, int port, Path root, String password) throws IOException {
        this.root = root;
        boolean firstStart = !Files.exists(root);
        for (String directory : definition.texts("directories")) {
            Files.createDirectories(root.resolve(directory.substring(directory.startsWith("/") ? 1 : 0)));
        }
        String files = definition.text("files", "");
        if (firstStart && !files.isEmpty()) {
            copy(definition.file(files));
        }
        String user = definition.text("user", "hub");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        keys.setKeySize(256);
        server.setKeyPairProvider(keys);
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setPasswordAuthenticator((name, given, session) -> name.equals(user) && given.equals(password));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root.toAbsolutePath()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        PublicKey key = keys.loadKeys(null).iterator().next().getPublic();
        system = new SimulatedSystem(
                definition.bundle(),
                definition.name(),
                definition.connection(),
                "sftp",
                "sftp://127.0.0.1:" + server.getPort(),
                user,
                password,
                Map.of("user", user, "host-key", KeyUtils.getFingerPrint(key)),
                definition.binding());
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(from.relativize(file).toString());
                Files.createDirectories(to.resolveSibling("."));
                Files.copy(file, to);
            }
        }
    }

    /** Where its files lie on this machine. */
    Path root() {
        return root;
    }

    @Override
    public SimulatedSystem system() {
        return system;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
