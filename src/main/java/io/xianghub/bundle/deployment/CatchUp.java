package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Follower follower;
    private final Map<Major, Failed> failures = new ConcurrentHashMap<>();

    CatchUp(Works works, Turns turns, Resumption resumption) {
        this.works = works;
        this.turns = turns;
        this.resumption = resumption;
        this.follower = new Follower(works, resumption);
    }

    private record Failed(Standing wanted, Instant tried, Behind shown) {}

    /** Finds what differs, and has each major version brought there; what is being changed here is left alone. */
    void look(Executor executor) {
        Map<Major, BundleStore.StandingRow> rows = rows();
        Set<Major> all = new LinkedHashSet<>(rows.keySet());
        works.active().slots().forEach(slot -> all.add(Major.of(slot.active().version())));
        works.active().unstarted().all().forEach(missing -> forget(missing.version(), rows));
        failures.keySet().removeIf(major -> Standing.wanted(rows.get(major)).equals(follower.here(major)));
        all.forEach(major -> {
            BundleStore.StandingRow row = rows.get(major);
            Standing wanted = Standing.wanted(row);
            if (!wanted.equals(follower.here(major)) && isDue(major, wanted)) {
                executor.execute(() -> bring(major, row));
            }
        });
    }

    /** The major versions that this node could not bring to where they should be. */
    public List<Behind> behind() {
        return failures.entrySet().stream()
                .filter(failed -> !follower.here(failed.getKey()).equals(Standing.NOTHING))
                .map(failed -> failed.getValue().shown())
                .toList();
    }

    /** What did not start with the hub, and should not run any more, is missing no longer. */
    private void forget(Services.Active missing, Map<Major, BundleStore.StandingRow> rows) {
        if (!rows.containsKey(Major.of(missing))) {
            works.active()
                    .unstarted()
                    .remove(missing.bundle(), missing.version().major());
        }
    }

    private boolean isDue(Major major, Standing wanted) {
        Failed failed = failures.get(major);
        Instant tried = failed != null && failed.wanted().equals(wanted)
                ? failed.tried()
                : missing(major, wanted).map(Unstarted.Missing::since).orElse(Instant.EPOCH);
        return tried.plus(TRIED_AGAIN_AFTER).isBefore(works.clock().instant());
    }

    /** What did not start with the hub and is still what should. */
    private Optional<Unstarted.Missing> missing(Major major, Standing wanted) {
        return works.active().unstarted().find(major.bundle(), major.number()).filter(missing -> missing.version()
                .digest()
                .equals(wanted.digest()));
    }

    /** @param seen what the look found, for what is said when the database cannot be read again */
    private void bring(Major major, BundleStore.@Nullable StandingRow seen) {
        BundleStore.StandingRow row = seen;
        try (Turns.Turn turn = turns.take(major.bundle(), BY)) {
            // Read again: what was under way here has ended.
            row = rows().get(major);
            turn.begin("start");
            follower.follow(major, row);
            failures.remove(major);
        } catch (Problem refused) {
            if (refused.type() != ProblemType.DEPLOYMENT_IN_PROGRESS) {
                failed(major, row, refused);
            }
        } catch (RuntimeException | Error failed) {
            LOG.error("Bundle {} could not be brought to where it should be", major.bundle(), failed);
            failed(major, row, Starter.failed(major.bundle(), failed));
        }
    }

    private void failed(Major major, BundleStore.@Nullable StandingRow row, Problem problem) {
        Standing wanted = Standing.wanted(row);
        Failed before = failures.get(major);
        Instant now = works.clock().instant();
        boolean again = before != null && before.wanted().equals(wanted);
        Instant since = before != null && again ? before.shown().since() : now;
        Services.Active version = missingHere(major, row);
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
    private Services.@Nullable Active missingHere(Major major, BundleStore.@Nullable StandingRow row) {
        return row == null || row.version().digest().equals(follower.here(major).digest()) ? null : row.version();
    }

    private Map<Major, BundleStore.StandingRow> rows() {
        Map<Major, BundleStore.StandingRow> rows = new LinkedHashMap<>();
        works.store().standing().forEach(row -> rows.put(Major.of(row.version()), row));
        return rows;
    }
}
