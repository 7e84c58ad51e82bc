package io.xianghub.bundle.deployment;

import io.xianghub.bundle.check.Placeholders;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys what a folder brings: a bundle is taken once it has stood still between two looks, whole, and each state of it
 * once. What is refused is tried again when the folder changes.
 */
final class WatchedFolder {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final String BY = "hub";

    private final Path root;
    private final BundleStore store;
    private final Deployments deployments;
    private final Map<BundleName, State> states = new HashMap<>();

    WatchedFolder(Path root, BundleStore store, Deployments deployments) {
        this.root = root;
        this.store = store;
        this.deployments = deployments;
    }

    /** @param done whether this state was taken, or refused for good */
    private record State(long fingerprint, boolean done) {}

    /** Takes everything as it is now; at start-up nobody is still writing. */
    void takeAll() {
        for (BundleName name : BundleFiles.names(root)) {
            long fingerprint = fingerprint(name);
            states.put(name, new State(fingerprint, take(name)));
        }
    }

    /** Takes what has changed and stood still since the last look. */
    void look() {
        for (BundleName name : BundleFiles.names(root)) {
            State before = states.get(name);
            long now = fingerprint(name);
            if (before == null || before.fingerprint() != now) {
                states.put(name, new State(now, false));
            } else if (!before.done()) {
                boolean done = take(name);
                states.put(name, new State(now, done && fingerprint(name) == now));
            }
        }
    }

    /** False when trying again may find it otherwise although the folder stays the same. */
    private boolean take(BundleName name) {
        try {
            Findings findings = new Findings();
            Optional<BundleFiles> files = BundleFiles.read(root, name, findings);
            if (files.isEmpty()) {
                report(name, findings.all());
                return true;
            }
            String digest = files.get().digest();
            if (store.takenFromFolder(name).filter(digest::equals).isPresent()) {
                signature(files.get());
                return true;
            }
            if (Placeholders.anyIn(files.get())) {
                LOG.warn(
                        "Bundle {} in the folder belongs to nobody yet: write its department and app into"
                                + " routes/{}/bundle.yaml (hub validate {} shows where)",
                        name,
                        name,
                        name);
                return true;
            }
            Receipt receipt = deployments.deploy(Order.deploy(files.get(), BY));
            store.takenFromFolder(name, digest);
            LOG.info(
                    "Bundle {} {} {} from the folder",
                    name,
                    receipt.version(),
                    receipt.outcome().word());
            return true;
        } catch (Problem refused) {
            if (refused.type() == ProblemType.DEPLOYMENT_IN_PROGRESS) {
                LOG.info("Bundle {} in the folder waits: {}", name, refused.getMessage());
                return false;
            }
            LOG.error("Bundle {} was not taken from the folder: {}", name, refused.getMessage());
            if (refused.extras().get("findings") instanceof List<?> findings) {
                report(name, findings);
            }
            return refused.type() != ProblemType.CONFLICT;
        } catch (RuntimeException failed) {
            LOG.error("Bundle {} was not taken from the folder", name, failed);
            return false;
        }
    }

    /** Content that was taken is not taken again, so that a restart undoes nothing; a better signature of it is. */
    private void signature(BundleFiles files) {
        if (files.file(BundleFiles.signaturePath(files.name())).isPresent()) {
            deployments
                    .signAnew(Order.deploy(files, BY))
                    .ifPresent(receipt -> LOG.info(
                            "Bundle {} {} {} from the folder",
                            files.name(),
                            receipt.version(),
                            receipt.outcome().word()));
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

    /** Changes whenever a file comes, goes, grows or is written. */
    private long fingerprint(BundleName name) {
        long sum = 1;
        for (String part : List.of("routes", "mappings")) {
            Path base = root.resolve(part).resolve(name.value());
            if (Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
                sum = 31 * sum + fingerprint(base);
            }
        }
        return sum;
    }

    private static long fingerprint(Path base) {
        try (Stream<Path> paths = Files.walk(base)) {
            long sum = 1;
            for (Path path : paths.sorted().toList()) {
                sum = 31 * sum + path.hashCode();
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    sum = 31 * sum + Files.size(path);
                    sum = 31 * sum + Files.getLastModifiedTime(path).hashCode();
                }
            }
            return sum;
        } catch (IOException | UncheckedIOException changing) {
            // A file went between listing and reading: nobody stands still here.
            return System.nanoTime();
        }
    }
}
