package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node to what the database says of what runs, whenever another node has changed it: started beside,
 * swapped and drained as in a deployment, without proving again what was proven.
 */
public final class CatchUp {

    /** What could not be started is tried again, but not at every look. */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final String BY = "hub";
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final Works works;
    private final Turns turns;
    private final Resumption resumption;
    private final Map<Major, Failed> failures = new ConcurrentHashMap<>();

    CatchUp(Works works, Turns turns, Resumption resumption) {
        this.works = works;
        this.turns = turns;
        this.resumption = resumption;
    }

    /** What the database, or this node, has for a major version: the digest that answers, and what stands beside it. */
    private record State(@Nullable String digest, @Nullable String candidate, Candidate.@Nullable Stand stand) {

        static final State NOTHING = new State(null, null, null);
    }

    private record Major(BundleName bundle, int number) {}

    private record Failed(State wanted, Instant tried, Behind shown) {}

    /** Finds what differs, and has each major version brought there; what is being changed here is left alone. */
    void look(Executor executor) {
        Map<Major, State> wanted = wanted();
        Map<Major, State> all = new LinkedHashMap<>(wanted);
        works.active()
                .slots()
                .forEach(slot -> all.putIfAbsent(major(slot.active().version()), State.NOTHING));
        works.active().unstarted().all().forEach(missing -> forget(missing.version(), wanted));
        failures.keySet()
                .removeIf(major -> all.getOrDefault(major, State.NOTHING).equals(here(major)));
        all.forEach((major, state) -> {
            if (!state.equals(here(major)) && isDue(major, state)) {
                executor.execute(() -> bring(major));
            }
        });
    }

    /** The major versions that this node could not bring to where they should be. */
    public List<Behind> behind() {
        return failures.entrySet().stream()
                .filter(failed -> slot(failed.getKey()).isPresent())
                .map(failed -> failed.getValue().shown())
                .toList();
    }

    /** What did not start with the hub, and should not run any more, is missing no longer. */
    private void forget(Services.Active missing, Map<Major, State> wanted) {
        if (!wanted.containsKey(major(missing))) {
            works.active()
                    .unstarted()
                    .remove(missing.bundle(), missing.version().major());
        }
    }

    private boolean isDue(Major major, State wanted) {
        Failed failed = failures.get(major);
        Instant tried = failed != null && failed.wanted().equals(wanted)
                ? failed.tried()
                : missing(major, wanted).map(Unstarted.Missing::since).orElse(Instant.EPOCH);
        return tried.plus(TRIED_AGAIN_AFTER).isBefore(works.clock().instant());
    }

    /** What did not start with the hub and is still what should. */
    private Optional<Unstarted.Missing> missing(Major major, State wanted) {
        return works.active().unstarted().find(major.bundle(), major.number()).filter(missing -> missing.version()
                .digest()
                .equals(wanted.digest()));
    }

    private void bring(Major major) {
        State wanted = State.NOTHING;
        try (Turns.Turn turn = turns.take(major.bundle(), BY)) {
            // Read again: what was under way here has ended.
            wanted = wanted().getOrDefault(major, State.NOTHING);
            turn.begin("start");
            follow(major, wanted);
            failures.remove(major);
        } catch (Problem refused) {
            if (refused.type() != ProblemType.DEPLOYMENT_IN_PROGRESS) {
                failed(major, wanted, refused);
            }
        } catch (RuntimeException failed) {
            LOG.error("Bundle {} could not be brought to where it should be", major.bundle(), failed);
            failed(major, wanted, Starter.failed(major.bundle(), failed));
        }
    }

    private void follow(Major major, State wanted) {
        if (wanted.digest() == null) {
            slot(major).ifPresent(slot -> leave(major, slot));
            return;
        }
        if (!wanted.digest().equals(here(major).digest())) {
            answer(major, wanted.digest());
        }
        if (!wanted.equals(here(major))) {
            slot(major).ifPresent(slot -> stand(slot, wanted));
        }
    }

    private void answer(Major major, String digest) {
        ActiveBundles.Slot before = slot(major).orElse(null);
        Candidate candidate = before == null ? null : before.candidate();
        boolean promoted =
                candidate != null && candidate.running().version().digest().equals(digest);
        RunningBundle next =
                candidate != null && promoted ? candidate.running() : resumption.started(major.bundle(), digest);
        if (before != null) {
            before.active().stopPolling();
        }
        works.active().swap(next);
        works.publish(major.bundle());
        startPolling(next);
        tell(next.version(), BundleEvent.Kind.DEPLOYED, Text.of("本节点已切换", "answers on this node"));
        if (candidate != null && promoted) {
            candidate.stopComparing();
        }
        if (before != null) {
            gone(before.active().version(), before.active().retire(works.patience()));
        }
    }

    private void stand(ActiveBundles.Slot slot, State wanted) {
        Candidate before = slot.candidate();
        Services.Active version = slot.active().version();
        if (wanted.candidate() == null || wanted.stand() == null) {
            works.active().beside(version, null);
        } else {
            boolean runs = before != null && before.running().version().digest().equals(wanted.candidate());
            RunningBundle running = before != null && runs
                    ? before.running()
                    : resumption.started(version.bundle(), wanted.candidate());
            Candidate next = Candidate.of(running, wanted.stand(), since(running.version()), works.shadows());
            works.active().beside(version, next);
            tell(running.version(), BundleEvent.Kind.CANDIDATE, Text.of("已在本节点并行", "stands beside on this node"));
            if (before != null && runs) {
                before.stopComparing();
                return;
            }
        }
        if (before != null) {
            gone(before.running().version(), before.retire(works.patience()));
        }
    }

    private Instant since(Services.Active candidate) {
        return works.store().candidates().stream()
                .filter(row ->
                        row.name().equals(candidate.bundle()) && row.digest().equals(candidate.digest()))
                .map(BundleStore.CandidateRow::since)
                .findAny()
                .orElseGet(works.clock()::instant);
    }

    private void leave(Major major, ActiveBundles.Slot slot) {
        slot.active().stopPolling();
        works.active().remove(major.bundle(), major.number());
        slot.beside().ifPresent(candidate -> candidate.retire(works.patience()));
        gone(slot.active().version(), slot.active().retire(works.patience()));
        if (works.active().running(major.bundle()).isEmpty()) {
            works.observations().traces().forget(major.bundle());
        }
        works.publish(major.bundle());
        tell(slot.active().version(), BundleEvent.Kind.UNDEPLOYED, Text.of("已从本节点卸载", "left this node"));
    }

    private static void startPolling(RunningBundle next) {
        try {
            next.startPolling();
        } catch (IllegalStateException still) {
            LOG.error("Bundle {} answers and does not poll", next.version(), still);
        }
    }

    private static void gone(Services.Active version, Retired retired) {
        if (!retired.drained() || !retired.residue().isEmpty()) {
            LOG.warn("Bundle {} left with drained: {}, residue {}", version, retired.drained(), retired.residue());
        }
    }

    private void failed(Major major, State wanted, Problem problem) {
        Failed before = failures.get(major);
        Instant now = works.clock().instant();
        boolean again = before != null && before.wanted().equals(wanted);
        Instant since = before != null && again ? before.shown().since() : now;
        Services.Active version = missingHere(major);
        String words = version != null ? BundleLog.words(version) : wanted.candidate();
        Behind shown = new Behind(major.bundle(), major.number(), words, since, Resumption.why(problem));
        failures.put(major, new Failed(wanted, now, shown));
        if (again || missing(major, wanted).isPresent()) {
            return;
        }
        if (version != null) {
            resumption.missing(version, problem);
        } else {
            resumption.notBeside(major.bundle(), problem);
        }
    }

    /** The version that should answer and does not; null when it does. */
    private Services.@Nullable Active missingHere(Major major) {
        return works.store().active().stream()
                .map(BundleStore.ActiveRow::version)
                .filter(version -> major(version).equals(major)
                        && !version.digest().equals(here(major).digest()))
                .findAny()
                .orElse(null);
    }

    private void tell(Services.Active version, BundleEvent.Kind kind, Text message) {
        works.observations().log().record(version, kind, message);
        LOG.info("Bundle {} {} {}", version.bundle(), version.version(), message.en());
    }

    private Map<Major, State> wanted() {
        Map<Major, BundleStore.CandidateRow> beside = new LinkedHashMap<>();
        works.store().candidates().forEach(row -> beside.put(new Major(row.name(), row.major()), row));
        Map<Major, State> wanted = new LinkedHashMap<>();
        works.store().active().forEach(row -> {
            Major major = major(row.version());
            String digest = row.version().digest();
            BundleStore.CandidateRow candidate = beside.get(major);
            wanted.put(
                    major,
                    candidate == null
                            ? new State(digest, null, null)
                            : new State(digest, candidate.digest(), candidate.stand()));
        });
        return wanted;
    }

    private State here(Major major) {
        return slot(major)
                .map(slot -> {
                    String digest = slot.active().version().digest();
                    Candidate beside = slot.candidate();
                    return beside == null
                            ? new State(digest, null, null)
                            : new State(digest, beside.running().version().digest(), beside.stand());
                })
                .orElse(State.NOTHING);
    }

    private Optional<ActiveBundles.Slot> slot(Major major) {
        return works.active().slot(major.bundle(), major.number());
    }

    private static Major major(Services.Active version) {
        return new Major(version.bundle(), version.version().major());
    }
}
