package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts with the hub what the database says should run, each version looked at as if it came anew. One that cannot be
 * started keeps no other from starting; it is remembered with what is wrong and how to mend it.
 */
final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final Works works;

    Resumption(Works works) {
        this.works = works;
    }

    void all() {
        List<BundleStore.StandingRow> standing = works.store().standing();
        standing.forEach(row -> active(row.version()));
        standing.stream()
                .map(BundleStore.StandingRow::candidate)
                .filter(Objects::nonNull)
                .forEach(this::candidate);
        works.active()
                .unstarted()
                .all()
                .forEach(missing -> LOG.error(
                        "Bundle {} does not answer; hub status says why and what to do",
                        BundleLog.words(missing.version())));
    }

    private void active(Services.Active version) {
        try {
            RunningBundle running = started(version.bundle(), version.digest());
            works.active().swap(running);
            Aftermath.publish(works, version.bundle());
            Aftermath.poll(running);
            LOG.info("Bundle {} {} resumed", version.bundle(), BundleLog.words(version));
        } catch (Problem refused) {
            missing(version, refused);
        } catch (RuntimeException | Error failed) {
            LOG.error("Bundle {} failed to start", version.bundle(), failed);
            missing(version, Starter.failed(version.bundle(), failed));
        }
    }

    /** A version does not start here that should answer. */
    void missing(Services.Active version, Problem problem) {
        report(version.bundle(), problem);
        works.observations().log().record(version, BundleEvent.Kind.FAILED, why(problem));
        if (works.active().slot(version.bundle(), version.version().major()).isEmpty()) {
            works.active()
                    .unstarted()
                    .add(new Unstarted.Missing(
                            version,
                            works.clock().instant(),
                            problem.type().slug(),
                            why(problem),
                            Gate.findings(problem)));
        }
    }

    private void candidate(BundleStore.CandidateRow row) {
        if (works.active().slot(row.name(), row.major()).isEmpty()) {
            LOG.error("The candidate of {} was not started: nothing runs that it could stand beside", row.name());
            return;
        }
        try {
            RunningBundle running = started(row.name(), row.digest());
            beside(running, row, true);
        } catch (Problem refused) {
            notBeside(row.name(), refused);
        } catch (RuntimeException | Error failed) {
            LOG.error("The candidate of {} failed to start", row.name(), failed);
        }
    }

    /** @param anew whether it was started for this, and has nowhere else to go */
    void beside(RunningBundle running, BundleStore.CandidateRow row, boolean anew) {
        try {
            works.active().beside(running.version(), Candidate.of(running, row.stand(), row.since(), works.shadows()));
        } catch (RuntimeException | Error failed) {
            if (anew) {
                Aftermath.retire(running, Duration.ZERO);
            }
            throw failed;
        }
    }

    /** A version does not start here that should stand beside. */
    void notBeside(BundleName name, Problem problem) {
        report(name, problem);
        works.observations().log().record(name, BundleEvent.Kind.FAILED, why(problem));
    }

    /** @throws Problem when what is kept is refused or does not start */
    RunningBundle started(BundleName name, String digest) {
        Findings findings = new Findings();
        CheckedBundle bundle = works.gate().again(works.store().files(name, digest), findings);
        findings.all().forEach(finding -> warn(name, finding));
        return works.starter().start(bundle);
    }

    /** What kept it from starting: the first thing that is wrong, where something is. */
    static Text why(Problem problem) {
        Text detail = problem.detail();
        return Gate.findings(problem).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst()
                .map(Finding::message)
                .orElseGet(() -> detail != null
                        ? detail
                        : new Text(
                                problem.type().title(Locale.CHINESE),
                                problem.type().title(Locale.ENGLISH)));
    }

    private static void report(BundleName name, Problem problem) {
        LOG.error("Bundle {} was not started: {}", name, problem.getMessage());
        Gate.findings(problem)
                .forEach(finding -> LOG.error(
                        "{} {} {} {}",
                        name,
                        finding.place(),
                        finding.message().en(),
                        finding.remedy().en()));
    }

    private static void warn(BundleName name, Finding finding) {
        LOG.warn(
                "{} {} {} {}",
                name,
                finding.place(),
                finding.message().en(),
                finding.remedy().en());
    }
}
