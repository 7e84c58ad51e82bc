package io.xianghub.bundle.camel.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.lease.TestLeases;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.Secret;
import io.xianghub.record.Exchange;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Files that a route takes from a department's real SFTP server. */
class FileIntakeTest {

    private static final BundleName NAME = new BundleName("intake");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final List<Exchange> log = new CopyOnWriteArrayList<>();
    private final List<Seen> taken = new CopyOnWriteArrayList<>();
    private final AtomicBoolean locked = new AtomicBoolean(true);
    private SshServer server;
    private RunningBundle running;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(root.resolve("outgoing"));
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        keys.setKeySize(256);
        SftpSubsystemFactory files = new SftpSubsystemFactory();
        files.addSftpEventListener(new SftpEventListener() {
            @Override
            public void moving(
                    ServerSession session, Path from, Path to, java.util.Collection<java.nio.file.CopyOption> how)
                    throws IOException {
                if (locked.get() && from.getFileName().toString().startsWith("a.txt")) {
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
        bindings.register(
                NAME,
                "exchange",
                new Binding(
                        "sftp://127.0.0.1:" + server.getPort(),
                        Map.of(
                                "user",
                                "hub",
                                "host-key",
                                KeyUtils.getFingerPrint(
                                        keys.loadKeys(null).iterator().next().getPublic())),
                        new Secret("right")));
    }

    @AfterEach
    void stop() throws IOException {
        running.retire(Duration.ofSeconds(5));
        connections.close();
        server.stop(true);
    }

    @Test
    void aFileThatCannotBeMovedAwayKeepsNoOtherWaitingAndIsMovedWhenItCanBe() throws Exception {
        put("a.txt", Instant.now().minusSeconds(60));
        put("b.txt", Instant.now().minusSeconds(30));
        run();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(root.resolve("archive/b.txt")).exists());
        assertThat(root.resolve("outgoing/a.txt")).exists();
        assertThat(log).extracting(Exchange::outcome).containsOnly(Exchange.Outcome.QUEUED);
        assertThat(log).extracting(Exchange::note).contains("a.txt (5 bytes)", "b.txt (5 bytes)");

        locked.set(false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(root.resolve("archive/a.txt")).exists());
    }

    @Test
    void aFilesNameReachesNeitherTheRouteNorASecondLineOfTheLog() throws Exception {
        List<String> names = List.of(
                "CamelHttpUri=http:--127.0.0.1:1.txt",
                "hub.context.txt",
                "b\r\nCamelFileName: c.txt",
                "d\u001b[2J\u202Exslx.txt",
                "${body}{{env:PATH}}.txt",
                "x".repeat(240) + ".txt");
        for (String name : names) {
            put(name, Instant.now().minusSeconds(60));
        }
        run();

        await().atMost(SOON).untilAsserted(() -> assertThat(taken).hasSize(names.size()));
        assertThat(taken).allSatisfy(route -> {
            assertThat(route.headers()).isEmpty();
            assertThat(route.properties()).allMatch(name -> name.startsWith("hub.") || name.startsWith("Camel"));
            assertThat(route.body()).isEqualTo("bytes");
        });
        for (String name : names) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(root.resolve("archive").resolve(name)).exists());
        }
        assertThat(log).hasSize(names.size()).allSatisfy(row -> assertThat(row.note())
                .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]")
                .hasSizeLessThan(300));
    }

    /** What a route could see of an exchange beside its body. */
    private record Seen(Set<String> headers, Set<String> properties, String body) {}

    private void put(String name, Instant modified) throws IOException {
        Path file = root.resolve("outgoing").resolve(name);
        Files.writeString(file, "bytes");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private void run() {
        Map<String, byte[]> texts = new TreeMap<>();
        texts.put(
                "routes/intake/bundle.yaml",
                """
                bundle: intake
                version: 1.0.0
                title: { zh: 收文件, en: Intake }
                department: 12430000MBHUB0041G
                app: hf-mobile
                connections:
                  exchange:
                    style: sftp
                    charset: UTF-8
                    sources:
                      letters: { directory: /outgoing, pattern: "*.txt", archive: /archive, rejected: /rejected, every: 1s }
                """
                        .getBytes(StandardCharsets.UTF_8));
        texts.put(
                "routes/intake/letters.camel.yaml",
                """
                - route:
                    id: letters
                    from:
                      uri: legacy:exchange/letters
                      steps:
                        - to: push:submit
                """
                        .getBytes(StandardCharsets.UTF_8));
        Findings findings = new Findings();
        CheckedBundle bundle = BundleCheck.check(
                        new BundleFiles(NAME, new TreeMap<>(texts)), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        Map<String, Connection> opened = new LinkedHashMap<>();
        bundle.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(NAME, definition)));
        DataSource source = Databases.fresh(Dialect.H2);
        FileIntake intake = new FileIntake(
                TestLeases.node(source, new JdbcTransactionManager(source)),
                log::add,
                Clock.systemUTC(),
                Duration.ofSeconds(30));
        running = new BundleContexts(List.of(new Watcher()), intake)
                .start(bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        running.startPolling();
    }

    private final class Watcher implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> exchange -> taken.add(new Seen(
                    Set.copyOf(exchange.getMessage().getHeaders().keySet()),
                    Set.copyOf(exchange.getProperties().keySet()),
                    new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))));
        }
    }
}
