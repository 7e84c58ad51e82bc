package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that the hub does not bring along, built here, dropped into the folder while the hub runs. */
class DriversTest {

    private static final BundleName BUNDLE = new BundleName("fiscal-budget");
    private static final ConnectionDefinition BUDGET = Declared.connection(
            "budget",
            """
            style: sql
            operations:
              one: { rows: one, query: "select 1 as found" }
            """);
    private static final String DRIVER =
            """
            package dropped;
            public final class DroppedDriver implements java.sql.Driver {
                private static final String PREFIX = "jdbc:dropped:";
                public java.sql.Connection connect(String url, java.util.Properties info) throws java.sql.SQLException {
                    return acceptsURL(url) ? new org.h2.Driver().connect("jdbc:h2:" + url.substring(PREFIX.length()), info) : null;
                }
                public boolean acceptsURL(String url) { return url.startsWith(PREFIX); }
                public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
                    return new java.sql.DriverPropertyInfo[0];
                }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return java.util.logging.Logger.getGlobal(); }
            }
            """;

    @TempDir
    private Path folder;

    private Path drivers;
    private Server server;
    private Connections connections;
    private io.xianghub.legacy.Connection budget;

    @BeforeEach
    void bind() throws Exception {
        drivers = folder.resolve("drivers");
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        DriverManager.getConnection("jdbc:h2:mem:dropped;DB_CLOSE_DELAY=-1", "reader", "right")
                .close();
        Bindings bindings = new Bindings();
        bindings.register(
                BUNDLE,
                "budget",
                new Binding(
                        "jdbc:dropped:tcp://127.0.0.1:" + server.getPort() + "/mem:dropped",
                        Map.of("user", "reader"),
                        new Secret("right")));
        Site site = new Site(bindings, new RememberedPolls(), new Drivers(List.of(drivers)));
        connections = new Connections(site, Clock.systemUTC(), null, (bundle, owner, all) -> {}, BreakerWatch.NOBODY);
        budget = connections.open(BUNDLE, BUDGET);
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop();
    }

    @Test
    void aDriverThatIsDroppedInServesTheNextCallWithoutARestart() throws Exception {
        Problem none = catchThrowableOfType(Problem.class, this::call);
        assertThat(none.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
        assertThat(none.detail().zh()).contains("drivers 文件夹");

        drop("driver.jar", "dropped.DroppedDriver", true);

        assertThat(call()).isEqualTo(Map.of("found", 1L));
    }

    @Test
    void aJarThatHoldsNoDriverAndOneThatIsNoneHinderNobody() throws Exception {
        drop("broken.jar", "dropped.Missing", false);
        Files.writeString(drivers.resolve("a-text.jar"), "not a jar");
        Files.writeString(drivers.resolve("README.txt"), "not a jar either");
        drop("driver.jar", "dropped.DroppedDriver", true);

        assertThat(call()).isEqualTo(Map.of("found", 1L));
    }

    @Test
    void theHubDoesNotSeeTheClassesOfADriver() throws Exception {
        drop("driver.jar", "dropped.DroppedDriver", true);
        call();
        assertThat(catchThrowableOfType(ClassNotFoundException.class, () -> Class.forName("dropped.DroppedDriver")))
                .isNotNull();
    }

    @Test
    void aDriverOnTheClassPathIsNotLookedForInTheFolder() {
        assertThat(new Drivers(List.of(drivers)).find("jdbc:h2:tcp://127.0.0.1:1/mem:x"))
                .isEmpty();
    }

    private Object call() {
        return budget.call("one", Map.of(), Map.of(), Instant.now().plusSeconds(10));
    }

    private void drop(String jar, String named, boolean compiled) throws Exception {
        Files.createDirectories(drivers);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(folder.resolve("DroppedDriver.java"), DRIVER);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString()))
                .isZero();
        try (OutputStream out = Files.newOutputStream(drivers.resolve(jar));
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
            entries.write(named.getBytes(StandardCharsets.UTF_8));
            if (compiled) {
                entries.putNextEntry(new JarEntry("dropped/DroppedDriver.class"));
                entries.write(Files.readAllBytes(classes.resolve("dropped/DroppedDriver.class")));
            }
        }
    }
}
