package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.deployment.HaltingDeployment.Point;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Wherever the machine stops during a deployment, the next start finds one version whole: the old one, or the new one. */
@Tag("bench")
class HaltInDeploymentTest {

    private static final BundleName NAME = new BundleName(HaltingDeployment.NAME);

    @TempDir
    Path folder;

    /** A database that nothing was deployed on yet: address, user, password. */
    @FunctionalInterface
    private interface Databases {
        List<String> next(String name) throws SQLException;
    }

    @Test
    void startsAgainWithOneWholeVersionOnH2() throws Exception {
        checkAll(name ->
                List.of("jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "hub", ""));
    }

    @Test
    void startsAgainWithOneWholeVersionOnPostgreSql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            Migrations.run(server.getTemplateDatabase());
            checkAll(name -> {
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + name + " template template1");
                }
                return List.of(server.getJdbcUrl("postgres", name), "postgres", "postgres");
            });
        }
    }

    private void checkAll(Databases databases) throws Exception {
        for (String phase : List.of("check", "admit", "compare", "start", "samples", "commit", "swap", "drain")) {
            assertThat(halts(databases, Point.begin(phase))).isTrue();
            assertThat(halts(databases, Point.end(phase))).isTrue();
        }
        int statements = 0;
        while (halts(databases, new Point("commit", statements + 1))) {
            statements++;
        }
        assertThat(statements).as("statements of the commit").isGreaterThan(2);
    }

    /** @return false when the deployment was over before that point */
    private boolean halts(Databases databases, Point point) throws Exception {
        List<String> database = databases.next("hub_" + point.phase() + point.done());
        DataSource source = new DriverManagerDataSource(database.get(0), database.get(1), database.get(2));
        Migrations.run(source);
        boolean halted = HaltingDeployment.run(database, point, folder.resolve("halts.log"));
        boolean next = !halted || isCommitted(point);
        String expected = next ? HaltingDeployment.NEXT : HaltingDeployment.OLD;
        try (TestHub hub = new TestHub(source, false, Duration.ofSeconds(5))) {
            BundleStartup startup = new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE);
            startup.start();

            assertThat(hub.call(HaltingDeployment.NAME)).as("after %s", point).isEqualTo(expected);
            assertThat(hub.store.versions(NAME)).as("versions after %s", point).hasSize(next ? 2 : 1);
            assertThat(hub.receipts.page(NAME, null, 10))
                    .as("receipts after %s", point)
                    .hasSize(next ? 2 : 1);
            assertThat(hub.deploy(BundleSource.of(HaltingDeployment.NAME, "1.0.2"))
                            .previous()
                            .version())
                    .hasToString(expected);
        }
        return halted;
    }

    private static boolean isCommitted(Point point) {
        return List.of("swap", "drain").contains(point.phase()) || point.equals(Point.end("commit"));
    }
}
