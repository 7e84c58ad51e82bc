package io.xianghub.bundle.deployment;

import io.xianghub.HubApplication;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.push.NettyMemory;
import io.xianghub.shared.problem.Findings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole hub in this process, with nothing deployed but what the measurement deploys. */
final class BenchHub implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final @Nullable EmbeddedPostgres server;

    /**
     * A hub on H2, as the demo has it.
     *
     * @param data where the hub keeps everything; a hub started there again goes on with it
     */
    BenchHub(Path data) throws IOException {
        this(data, null);
    }

    /** A hub on PostgreSQL, as in production: a commit is on the disk before it is answered. */
    static BenchHub onPostgreSql(Path data) throws IOException {
        return new BenchHub(
                data,
                EmbeddedPostgres.builder()
                        .setDataDirectory(data.resolve("postgresql"))
                        .setCleanDataDirectory(false)
                        .setServerConfig("synchronous_commit", "on")
                        .start());
    }

    private BenchHub(Path data, @Nullable EmbeddedPostgres server) throws IOException {
        this.server = server;
        NettyMemory.allowUnsafe();
        Path empty = Files.createDirectories(data.resolve("no-bundles"));
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--xianghub.data-dir=" + data,
                "--xianghub.bundles.folder=" + empty,
                "--xianghub.bundles.watch=0s",
                "--xianghub.simulation.enabled=false",
                "--logging.level.root=error",
                "--logging.level.org.apache.camel=error"));
        if (server != null) {
            settings.add("--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"));
            settings.add("--spring.datasource.username=postgres");
            settings.add("--spring.datasource.password=postgres");
        }
        context = new SpringApplicationBuilder(HubApplication.class)
                .profiles("demo")
                .run(settings.toArray(String[]::new));
    }

    Deployments deployments() {
        return context.getBean(Deployments.class);
    }

    ActiveBundles active() {
        return context.getBean(ActiveBundles.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Deploys as an upload would: from the bytes of a zip. */
    Receipt deploy(byte[] zip) {
        BundleFiles files = BundleFiles.unzip(zip, new Findings()).orElseThrow();
        return deployments().deploy(Order.deploy(files, "engineer"));
    }

    @Override
    public void close() throws IOException {
        context.close();
        if (server != null) {
            server.close();
        }
    }
}
