package io.xianghub.bundle;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the versions that were active, then deploys what the folder brings anew, before the hub takes its first call. A
 * bundle that cannot be started is reported and does not keep the others from starting.
 */
final class BundleStartup implements SmartLifecycle {

    /** After the simulators, before the web server. */
    static final int PHASE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BundleStartup.class);

    private final BundleStore store;
    private final Deployments deployments;
    private final ActiveBundles active;
    private final BundlesProperties properties;
    private volatile boolean running;

    BundleStartup(BundleStore store, Deployments deployments, ActiveBundles active, BundlesProperties properties) {
        this.store = store;
        this.deployments = deployments;
        this.active = active;
        this.properties = properties;
    }

    @Override
    public void start() {
        for (BundleStore.ActiveRow row : store.active()) {
            attempt(row.name(), () -> resume(row));
        }
        String configured = properties.folder();
        if (configured != null) {
            Path folder = Path.of(configured);
            BundleFiles.names(folder).forEach(name -> attempt(name, () -> takeFrom(folder, name)));
        }
        running = true;
    }

    private void resume(BundleStore.ActiveRow row) {
        BundleFiles.unzip(store.zip(row.name(), row.digest()), new Findings()).ifPresent(deployments::resume);
        LOG.info(
                "Bundle {} resumed as it was deployed, digest {}",
                row.name(),
                row.digest().substring(0, 8));
    }

    private void takeFrom(Path folder, BundleName name) {
        Findings findings = new Findings();
        Optional<BundleFiles> files = BundleFiles.read(folder, name, findings);
        if (files.isEmpty()) {
            report(name, findings.all());
            return;
        }
        String digest = files.get().digest();
        if (store.takenFromFolder(name).filter(digest::equals).isPresent()) {
            return;
        }
        Receipt receipt = deployments.deploy(files.get(), "hub");
        store.takenFromFolder(name, digest);
        LOG.info("Bundle {} {} {} from the folder", name, receipt.version(), receipt.outcome());
    }

    private void attempt(BundleName name, Runnable action) {
        try {
            action.run();
        } catch (Problem refused) {
            LOG.error("Bundle {} was not started: {}", name, refused.getMessage());
            if (refused.extras().get("findings") instanceof List<?> findings) {
                report(name, findings);
            }
        } catch (RuntimeException failed) {
            LOG.error("Bundle {} was not started", name, failed);
        }
    }

    private static void report(BundleName name, List<?> findings) {
        for (Object found : findings) {
            if (found instanceof Finding finding) {
                LOG.error(
                        "{} {} {} {}",
                        name,
                        finding.place(),
                        finding.message().en(),
                        finding.remedy().en());
            }
        }
    }

    @Override
    public void stop() {
        active.all().forEach(RunningBundle::stopPolling);
        active.clear().forEach(bundle -> bundle.retire(Duration.ofSeconds(20)));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
