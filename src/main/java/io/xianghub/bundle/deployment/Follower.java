package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.Text;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does on this node what another has done: starts, swaps and drains as a deployment does. What fails before the swap leaves
 * this node as it was and nothing started behind; what fails after it is told.
 */
final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final Works works;
    private final Resumption resumption;

    Follower(Works works, Resumption resumption) {
        this.works = works;
        this.resumption = resumption;
    }

    /** @param wanted null where nothing should answer any more */
    void follow(Major major, BundleStore.@Nullable StandingRow wanted) {
        if (wanted == null) {
            slot(major).ifPresent(slot -> leave(major, slot));
            return;
        }
        String digest = wanted.version().digest();
        if (!digest.equals(here(major).digest())) {
            answer(major, digest);
        }
        if (!Standing.wanted(wanted).equals(here(major))) {
            slot(major).ifPresent(slot -> stand(slot, wanted.candidate()));
        }
    }

    Standing here(Major major) {
        return slot(major).map(Standing::here).orElse(Standing.NOTHING);
    }

    private void answer(Major major, String digest) {
        ActiveBundles.Slot before = slot(major).orElse(null);
        Candidate candidate = before == null ? null : before.candidate();
        Candidate promoted = runs(candidate, digest) ? candidate : null;
        RunningBundle next = promoted != null ? promoted.running() : resumption.started(major.bundle(), digest);
        try {
            if (before != null) {
                before.active().stopPolling();
            }
            works.active().swap(next);
        } catch (RuntimeException | Error failed) {
            if (promoted == null) {
                Aftermath.retire(next, Duration.ZERO);
            }
            if (before != null) {
                Aftermath.poll(before.active());
            }
            throw failed;
        }
        Aftermath.publish(works, major.bundle());
        Aftermath.poll(next);
        tell(next.version(), BundleEvent.Kind.DEPLOYED, Text.of("本节点已切换", "answers on this node"));
        if (promoted != null) {
            promoted.stopComparing();
        }
        if (before != null) {
            gone(before.active());
        }
    }

    private void stand(ActiveBundles.Slot slot, BundleStore.@Nullable CandidateRow wanted) {
        Candidate before = slot.candidate();
        Candidate stays = null;
        if (wanted == null) {
            works.active().beside(slot.active().version(), null);
        } else {
            stays = runs(before, wanted.digest()) ? before : null;
            RunningBundle running =
                    stays != null ? stays.running() : resumption.started(wanted.name(), wanted.digest());
            resumption.beside(running, wanted, stays == null);
            tell(running.version(), BundleEvent.Kind.CANDIDATE, Text.of("已在本节点并行", "stands beside on this node"));
        }
        if (before != null) {
            before.stopComparing();
            if (stays == null) {
                gone(before.running());
            }
        }
    }

    private static boolean runs(@Nullable Candidate candidate, String digest) {
        return candidate != null && candidate.running().version().digest().equals(digest);
    }

    private void leave(Major major, ActiveBundles.Slot slot) {
        RunningBundle leaving = slot.active();
        try {
            leaving.stopPolling();
        } catch (RuntimeException | Error failed) {
            Aftermath.poll(leaving);
            throw failed;
        }
        works.active().remove(major.bundle(), major.number());
        slot.beside().ifPresent(candidate -> {
            candidate.stopComparing();
            gone(candidate.running());
        });
        gone(leaving);
        // Not before: calls that still ended have left their ways.
        if (works.active().running(major.bundle()).isEmpty()) {
            works.observations().traces().forget(major.bundle());
        }
        Aftermath.publish(works, major.bundle());
        tell(leaving.version(), BundleEvent.Kind.UNDEPLOYED, Text.of("已从本节点卸载", "left this node"));
    }

    private void gone(RunningBundle leaving) {
        Retired retired = Aftermath.retire(leaving, works.patience());
        if (!retired.drained() || !retired.residue().isEmpty()) {
            LOG.warn(
                    "Bundle {} left with drained: {}, residue {}",
                    leaving.version(),
                    retired.drained(),
                    retired.residue());
        }
    }

    private void tell(Services.Active version, BundleEvent.Kind kind, Text message) {
        works.observations().log().record(version, kind, message);
        LOG.info("Bundle {} {} {}", version.bundle(), version.version(), message.en());
    }

    private Optional<ActiveBundles.Slot> slot(Major major) {
        return works.active().slot(major.bundle(), major.number());
    }
}
