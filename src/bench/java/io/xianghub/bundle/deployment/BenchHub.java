package io.xianghub.bundle.deployment;

import io.xianghub.HubApplication;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.push.NettyMemory;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole hub in this process, with nothing deployed but what the measurement deploys. */
final class BenchHub implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /** @param data where the hub keeps everything; a hub started there again goes on with it */
    BenchHub(Path data) throws IOException {
        NettyMemory.allowUnsafe();
        Path empty = Files.createDirectories(data.resolve("no-bundles"));
        context = new SpringApplicationBuilder(HubApplication.class)
                .profiles("demo")
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--xianghub.data-dir=" + data,
                        "--xianghub.bundles.folder=" + empty,
                        "--xianghub.bundles.watch=0s",
                        "--xianghub.simulation.enabled=false",
                        "--logging.level.root=error",
                        "--logging.level.org.apache.camel=error");
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
    public void close() {
        context.close();
    }
}
