package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.deployment.HaltingDeployment.Point;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void startsAgainWithOneWholeVersionOnH2() throws Exception {
        int run = 0;
        for (Point point : points().toList()) {
            String url = "jdbc:h2:file:" + folder.resolve("hub" + run++) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
            check(List.of(url, "hub", ""), point);
        }
    }

    @Test
    void startsAgainWithOneWholeVersionOnPostgreSql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            Migrations.run(server.getTemplateDatabase());
            int run = 0;
            for (Point point : points().toList()) {
                String name = "hub" + run++;
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + name + " template template1");
                }
                check(List.of(server.getJdbcUrl("postgres", name), "postgres", "postgres"), point);
            }
        }
    }

    private static Stream<Point> points() {
        return Stream.of("check", "admit", "compare", "start", "samples", "commit", "swap", "drain")
                .flatMap(phase -> Stream.of(new Point(phase, false), new Point(phase, true)));
    }

    private void check(List<String> database, Point point) throws IOException, InterruptedException {
        DataSource source = new DriverManagerDataSource(database.get(0), database.get(1), database.get(2));
        Migrations.run(source);
        HaltingDeployment.run(database, point, folder.resolve("halts.log"));
        String expected = isCommitted(point) ? HaltingDeployment.NEXT : HaltingDeployment.OLD;
        try (TestHub hub = new TestHub(source, false, Duration.ofSeconds(5))) {
            BundleStartup startup = new BundleStartup(hub.deployments, hub.active, null, BundleStartup.Rhythm.ONCE);
            startup.start();

            assertThat(hub.call(HaltingDeployment.NAME)).as("after %s", point).isEqualTo(expected);
            assertThat(hub.store.versions(NAME)).as("versions after %s", point).hasSize(isCommitted(point) ? 2 : 1);
            assertThat(hub.receipts.page(NAME, null, 10))
                    .as("receipts after %s", point)
                    .hasSize(isCommitted(point) ? 2 : 1);
            assertThat(hub.deploy(BundleSource.of(HaltingDeployment.NAME, "1.0.2"))
                            .previous()
                            .version())
                    .hasToString(expected);
        }
    }

    private static boolean isCommitted(Point point) {
        return List.of("swap", "drain").contains(point.phase()) || point.equals(new Point("commit", true));
    }
}
