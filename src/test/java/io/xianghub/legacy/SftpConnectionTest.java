package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpConnectionTest {

    private static final BundleName BUNDLE = new BundleName("housing-fund");
    private static final ConnectionDefinition EXCHANGE = Declared.connection(
            "exchange",
            """
            style: sftp
            charset: GBK
            sources:
              movements: { directory: /outgoing, pattern: "GJMX_*.txt", done: ".ok", archive: /archive, rejected: /rejected, max-size: 1KB }
              loose: { directory: /outgoing, pattern: "*.txt", archive: /archive, rejected: /rejected }
            """);

    @TempDir
    private Path root;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final FileSource movements = connections.open(BUNDLE, EXCHANGE).files("movements");
    private SshServer server;
    private String hostKey;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(root.resolve("outgoing"));
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        keys.setKeySize(256);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> user.equals("hub") && password.equals("right"));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        hostKey = KeyUtils.getFingerPrint(keys.loadKeys(null).iterator().next().getPublic());
        bind(hostKey, "right");
    }

    @AfterEach
    void stop() throws IOException {
        connections.close();
        server.stop(true);
    }

    @Test
    void takesACompleteFileWithItsOriginalBytes() throws Exception {
        byte[] gbk = "1001|20260601|测试甲|\r\n".getBytes(Charset.forName("GBK"));
        put("outgoing/GJMX_1.txt", gbk);
        put("outgoing/GJMX_1.txt.ok", new byte[0]);
        List<FileSource.Arrival> arrivals = movements.arrivals();
        assertThat(arrivals).containsExactly(new FileSource.Arrival("GJMX_1.txt", gbk.length));
        assertThat(movements.fetch(arrivals.get(0))).isEqualTo(gbk);
        assertThat(movements.charset()).isEqualTo(Charset.forName("GB18030"));
    }

    @Test
    void leavesAHalfWrittenFileAlone() throws Exception {
        put("outgoing/GJMX_1.txt", new byte[10]);
        assertThat(movements.arrivals()).isEmpty();
        put("outgoing/GJMX_1.txt.ok", new byte[0]);
        assertThat(movements.arrivals()).hasSize(1);
    }

    @Test
    void aDoneFileLeftFromAnEarlierFileOfTheSameNameDoesNotCount() throws Exception {
        put("outgoing/GJMX_1.txt.ok", new byte[0]);
        Files.setLastModifiedTime(
                root.resolve("outgoing/GJMX_1.txt.ok"),
                FileTime.from(Instant.now().minusSeconds(60)));
        put("outgoing/GJMX_1.txt", new byte[10]);
        assertThat(movements.arrivals()).isEmpty();
    }

    @Test
    void withoutADoneFileItWaitsUntilTheFileHasStoppedGrowing() throws Exception {
        FileSource loose = connections.open(BUNDLE, EXCHANGE).files("loose");
        put("outgoing/a.txt", new byte[10]);
        assertThat(loose.arrivals()).isEmpty();
        put("outgoing/a.txt", new byte[20]);
        assertThat(loose.arrivals()).isEmpty();
        assertThat(loose.arrivals()).containsExactly(new FileSource.Arrival("a.txt", 20));
    }

    @Test
    void archivingAgainIsHarmlessAndOverwritesNothing() throws Exception {
        complete("GJMX_1.txt", "one");
        FileSource.Arrival arrival = movements.arrivals().get(0);
        movements.archive(arrival);
        movements.archive(arrival);
        assertThat(root.resolve("outgoing")).isEmptyDirectory();
        assertThat(root.resolve("archive/GJMX_1.txt")).hasContent("one");
        assertThat(root.resolve("archive/GJMX_1.txt.ok")).exists();

        complete("GJMX_1.txt", "two");
        movements.archive(movements.arrivals().get(0));
        assertThat(root.resolve("archive/GJMX_1.txt")).hasContent("one");
        assertThat(root.resolve("archive/GJMX_1.txt.2")).hasContent("two");
    }

    @Test
    void archivingFinishesWhatACrashLeftHalfDone() throws Exception {
        complete("GJMX_1.txt", "one");
        FileSource.Arrival arrival = movements.arrivals().get(0);
        Files.createDirectories(root.resolve("archive"));
        Files.move(root.resolve("outgoing/GJMX_1.txt"), root.resolve("archive/GJMX_1.txt"));
        movements.archive(arrival);
        assertThat(root.resolve("outgoing")).isEmptyDirectory();
    }

    @Test
    void aRejectedFileLiesBesideItsErrors() throws Exception {
        complete("GJMX_1.txt", "bad");
        movements.reject(movements.arrivals().get(0), List.of(Text.of("第 3 行：金额不正确", "Line 3: wrong amount")));
        assertThat(root.resolve("rejected/GJMX_1.txt")).hasContent("bad");
        assertThat(root.resolve("rejected/GJMX_1.txt.errors.txt")).hasContent("第 3 行：金额不正确\nLine 3: wrong amount\n");
        assertThat(root.resolve("outgoing")).isEmptyDirectory();
    }

    @Test
    void aFileBeyondTheLimitIsNotRead() throws Exception {
        complete("GJMX_1.txt", "x".repeat(2000));
        FileSource.Arrival arrival = movements.arrivals().get(0);
        Files.delete(root.resolve("outgoing/GJMX_1.txt"));
        Problem problem = catchThrowableOfType(Problem.class, () -> movements.fetch(arrival));
        assertThat(problem.type()).isEqualTo(ProblemType.BODY_TOO_LARGE);
        assertThat(problem.detail().en()).contains("2000", "1024");
    }

    @Test
    void aServerWithAnotherHostKeyIsNotSpokenTo() {
        bind("SHA256:AAAA", "right");
        Problem problem = catchThrowableOfType(Problem.class, movements::arrivals);
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem.detail().zh()).contains("主机密钥", hostKey);
    }

    @Test
    void aWrongPasswordIsNamed() {
        bind(hostKey, "wrong");
        Problem problem = catchThrowableOfType(Problem.class, movements::arrivals);
        assertThat(problem.detail().en()).contains("password");
    }

    @Test
    void aSessionThatBreaksWhileADirectoryIsReadIsAProblemLikeAnyOther() {
        SftpConnection.Task broken = sftp -> {
            throw new UncheckedIOException(new SshException("Channel is being closed"));
        };
        SftpConnection exchange = (SftpConnection) connections.open(BUNDLE, EXCHANGE);
        Problem problem = catchThrowableOfType(Problem.class, () -> exchange.work("movements", broken));
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(problem).hasCauseInstanceOf(SshException.class);
    }

    @Test
    void comesBackAfterTheServerWasAway() throws Exception {
        int port = server.getPort();
        complete("GJMX_1.txt", "one");
        assertThat(movements.arrivals()).hasSize(1);
        server.stop(true);
        assertThat(catchThrowableOfType(Problem.class, movements::arrivals).type())
                .isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        SshServer again = SshServer.setUpDefaultServer();
        again.setHost("127.0.0.1");
        again.setPort(port);
        again.setKeyPairProvider(server.getKeyPairProvider());
        again.setPasswordAuthenticator(server.getPasswordAuthenticator());
        again.setFileSystemFactory(server.getFileSystemFactory());
        again.setSubsystemFactories(server.getSubsystemFactories());
        again.start();
        server = again;
        assertThat(movements.arrivals()).hasSize(1);
    }

    private void bind(String fingerprint, String password) {
        bindings.register(
                BUNDLE,
                "exchange",
                new Binding(
                        "sftp://127.0.0.1:" + server.getPort(),
                        Map.of("user", "hub", "host-key", fingerprint),
                        new Secret(password)));
    }

    private void complete(String name, String text) throws IOException {
        put("outgoing/" + name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put("outgoing/" + name + ".ok", new byte[0]);
    }

    private void put(String path, byte[] bytes) throws IOException {
        Files.write(root.resolve(path), bytes);
    }
}
