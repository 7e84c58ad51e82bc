package io.xianghub.bundle;

import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RouteNotBuilt;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys bundle versions: checked, admitted, started beside the old version, committed, swapped, drained. Whatever fails
 * before the commit leaves the hub exactly as it was.
 */
final class Deployments {

    static final String DEPLOYED = "deployed";
    static final String ROLLED_BACK = "rolled-back";

    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BundleStore store;
    private final ActiveBundles active;
    private final BundleContexts contexts;
    private final Connections connections;
    private final Admission admission;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Deployments(
            BundleStore store,
            ActiveBundles active,
            BundleContexts contexts,
            Connections connections,
            Admission admission,
            Clock clock) {
        this.store = store;
        this.active = active;
        this.contexts = contexts;
        this.connections = connections;
        this.admission = admission;
        this.clock = clock;
    }

    /** Everything that would be found when these files were deployed. */
    List<Finding> check(BundleFiles files) {
        Findings findings = new Findings();
        BundleCheck.check(files, findings, clock).ifPresent(bundle -> admission.check(bundle, findings));
        return findings.all();
    }

    /**
     * Deploys the files and waits until the version they replace has finished.
     *
     * @throws Problem {@code BUNDLE_REFUSED} with all findings, or {@code DEPLOYMENT_FAILED}; nothing has changed
     */
    Receipt deploy(BundleFiles files, String by) {
        return deploy(files, by, DEPLOYED);
    }

    /** Deploys a version that was admitted before; what has become of its department's people meanwhile does not keep it back. */
    Receipt rollBack(BundleFiles files, String by) {
        return deploy(files, by, ROLLED_BACK);
    }

    private Receipt deploy(BundleFiles files, String by, String outcome) {
        oneAtATime.lock();
        try {
            Stopwatch phases = new Stopwatch();
            Findings findings = new Findings();
            Optional<CheckedBundle> checked = BundleCheck.check(files, findings, clock);
            phases.end("check");
            if (outcome.equals(DEPLOYED)) {
                checked.ifPresent(bundle -> admission.check(bundle, findings));
            }
            phases.end("admit");
            if (checked.isEmpty() || findings.hasErrors()) {
                throw refused(files.name(), findings.all());
            }
            RunningBundle old = active.running(
                            files.name(), checked.get().definition().version().major())
                    .orElse(null);
            Receipt receipt = receipt(checked.get(), old, by, outcome, findings.all());
            if (old != null && old.version().digest().equals(receipt.digest())) {
                return receipt;
            }
            return replace(checked.get(), old, receipt, phases);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Starts what the database says is active; used at start-up, when nothing runs yet. */
    void resume(BundleFiles files) {
        Findings findings = new Findings();
        CheckedBundle bundle =
                BundleCheck.check(files, findings, clock).orElseThrow(() -> refused(files.name(), findings.all()));
        RunningBundle running = start(bundle);
        publish(running);
        active.swap(running);
        running.startPolling();
    }

    private Receipt replace(CheckedBundle bundle, @Nullable RunningBundle old, Receipt planned, Stopwatch phases) {
        RunningBundle next = start(bundle);
        phases.end("start");
        try {
            if (old != null) {
                old.stopPolling();
            }
            store.activate(bundle.files(), bundle.definition().department(), planned);
        } catch (RuntimeException failed) {
            next.retire(Duration.ZERO);
            if (old != null) {
                old.startPolling();
            }
            throw failed(bundle.definition().name(), failed);
        }
        phases.end("commit");
        publish(next);
        active.swap(next);
        startPolling(next);
        phases.end("swap");
        boolean drained = old == null || old.retire(PATIENCE);
        phases.end("drain");
        Receipt receipt = completed(planned, drained, phases.phases());
        store.complete(receipt);
        return receipt;
    }

    /** After the commit: what is polled must be known under a digest that the database knows. */
    private static void startPolling(RunningBundle next) {
        try {
            next.startPolling();
        } catch (IllegalStateException still) {
            LOG.error("Bundle {} answers but does not poll", next.version().bundle(), still);
        }
    }

    private RunningBundle start(CheckedBundle bundle) {
        Map<String, Connection> opened = new LinkedHashMap<>();
        try {
            bundle.definition()
                    .connections()
                    .forEach((name, definition) -> opened.put(
                            name, connections.open(bundle.definition().name(), definition)));
            return contexts.start(
                    bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        } catch (RouteNotBuilt refused) {
            opened.values().forEach(Connection::close);
            throw failed(bundle.definition().name(), refused);
        }
    }

    private void publish(RunningBundle next) {
        connections.publish(
                next.version().bundle(),
                next.version().department(),
                next.scope().connections());
    }

    private Receipt receipt(
            CheckedBundle bundle, @Nullable RunningBundle old, String by, String outcome, List<Finding> warnings) {
        String digest = bundle.files().digest();
        boolean same = old != null && old.version().digest().equals(digest);
        return new Receipt(
                Ids.next(),
                bundle.definition().name(),
                bundle.definition().version(),
                digest,
                old == null
                        ? null
                        : new Receipt.Previous(
                                old.version().version(), old.version().digest()),
                same ? "unchanged" : outcome,
                by,
                clock.instant(),
                true,
                List.of(),
                warnings);
    }

    private static Receipt completed(Receipt planned, boolean drained, List<Receipt.Phase> phases) {
        return new Receipt(
                planned.id(),
                planned.bundle(),
                planned.version(),
                planned.digest(),
                planned.previous(),
                planned.outcome(),
                planned.by(),
                planned.at(),
                drained,
                phases,
                planned.warnings());
    }

    private static Problem refused(BundleName name, List<Finding> findings) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        return Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of(
                                "路由包 %s 有 %d 处错误，未部署",
                                "The bundle %s has %d errors and was not deployed", name, errors))
                .with("findings", findings);
    }

    private static Problem failed(BundleName name, RuntimeException cause) {
        String why = String.valueOf(cause.getMessage());
        return Problem.of(
                        ProblemType.DEPLOYMENT_FAILED,
                        Text.of("路由包 %s 无法启动：%s", "The bundle %s could not be started: %s", name, why))
                .causedBy(cause);
    }

    /** Times consecutive phases. */
    private static final class Stopwatch {

        private final List<Receipt.Phase> phases = new ArrayList<>();
        private long since = System.nanoTime();

        void end(String phase) {
            long now = System.nanoTime();
            phases.add(new Receipt.Phase(phase, Duration.ofNanos(now - since).toMillis()));
            since = now;
        }

        List<Receipt.Phase> phases() {
            return List.copyOf(phases);
        }
    }
}
