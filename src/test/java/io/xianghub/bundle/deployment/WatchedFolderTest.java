package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.check.Placeholders;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving a bundle's files is deploying it; a state of the folder that nobody meant is never taken. */
class WatchedFolderTest {

    private static final BundleName NAME = new BundleName("pension");

    @TempDir
    Path root;

    private TestHub hub;
    private WatchedFolder folder;

    @BeforeEach
    void start() throws IOException {
        hub = new TestHub(Databases.fresh(Dialect.H2), true, Duration.ofSeconds(20));
        folder = new WatchedFolder(root, hub.store, hub.deployments);
        save(BundleSource.of("pension", "1.0.0"));
        folder.takeAll();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void takesAChangeOnceItHasStoodStill() throws IOException {
        save(BundleSource.of("pension", "1.0.1"));

        folder.look();
        assertThat(hub.call("pension")).isEqualTo("1.0.0");
        folder.look();

        assertThat(hub.call("pension")).isEqualTo("1.0.1");
    }

    @Test
    void takesABundleThatIsNew() throws IOException {
        save(BundleSource.of("archive", "1.0.0"));

        folder.look();
        folder.look();

        assertThat(hub.call("archive")).isEqualTo("1.0.0");
    }

    @Test
    void waitsWhileSomebodyIsStillWriting() throws IOException {
        for (int change = 1; change <= 3; change++) {
            save(BundleSource.of("pension", "1.0.1").answering("change " + change));
            folder.look();
            assertThat(hub.call("pension")).isEqualTo("1.0.0");
        }

        folder.look();

        assertThat(hub.call("pension")).isEqualTo("change 3");
    }

    @Test
    void triesARefusedStateOnceAndTheMendedOneAgain() throws IOException {
        save(BundleSource.of("pension", "1.0.1").steps("- to: mapping:missing"));
        for (int look = 0; look < 5; look++) {
            folder.look();
        }
        assertThat(hub.receipts.page(NAME, null, 10))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.REFUSED, Receipt.Outcome.DEPLOYED);
        assertThat(hub.call("pension")).isEqualTo("1.0.0");

        save(BundleSource.of("pension", "1.0.1"));
        folder.look();
        folder.look();

        assertThat(hub.call("pension")).isEqualTo("1.0.1");
    }

    @Test
    void waitsItsTurnWithoutARefusalWhileSomebodyElseChangesTheBundle() throws Exception {
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            hub.deploy(BundleSource.of("pension", "1.0.1")
                    .steps("- to: redemption:hold/here", "- setBody: { constant: old }"));
            Future<Object> slow = others.submit(() -> hub.call("pension"));
            hub.held.await();
            Future<Receipt> first = others.submit(() -> hub.deploy(BundleSource.of("pension", "1.0.2")));
            await().until(() -> hub.active
                    .slot(NAME, 1)
                    .orElseThrow()
                    .active()
                    .version()
                    .version()
                    .toString()
                    .equals("1.0.2"));
            save(BundleSource.of("pension", "1.0.3"));
            for (int look = 0; look < 4; look++) {
                folder.look();
            }
            hub.letGo.countDown();
            assertThat(slow.get()).isEqualTo("old");
            first.get();

            folder.look();

            assertThat(hub.call("pension")).isEqualTo("1.0.3");
            assertThat(hub.receipts.page(NAME, null, 10))
                    .extracting(Receipt::outcome)
                    .containsOnly(Receipt.Outcome.DEPLOYED);
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void undoesNoRollbackBecauseTheFolderStayedAsItWas() throws IOException {
        save(BundleSource.of("pension", "1.0.1"));
        folder.look();
        folder.look();
        hub.deployments.deploy(
                Order.rollBack(BundleSource.of("pension", "1.0.0").build(), "engineer"));

        folder.look();
        new WatchedFolder(root, hub.store, hub.deployments).takeAll();

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void keepsABundleRunningWhoseFolderIsGone() throws IOException {
        Files.delete(root.resolve("routes/pension/bundle.yaml"));

        folder.look();
        folder.look();

        assertThat(hub.call("pension")).isEqualTo("1.0.0");
    }

    @Test
    void leavesABundleAloneThatBelongsToNobodyYet() throws IOException {
        BundleSource source = BundleSource.of("archive", "1.0.0");
        String definition = "routes/archive/bundle.yaml";
        String owned = new String(source.files().get(definition), StandardCharsets.UTF_8);
        save(source.with(definition, owned.replace("11430000MBHUB005XB", Placeholders.DEPARTMENT)));

        folder.look();
        folder.look();
        assertThat(hub.active.slots(new BundleName("archive"))).isEmpty();
        assertThat(hub.receipts.page(new BundleName("archive"), null, 10)).isEmpty();

        save(source);
        folder.look();
        folder.look();
        assertThat(hub.call("archive")).isEqualTo("1.0.0");
    }

    private void save(BundleSource source) throws IOException {
        for (Map.Entry<String, byte[]> file : source.files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
