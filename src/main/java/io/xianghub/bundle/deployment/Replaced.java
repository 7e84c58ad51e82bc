package io.xianghub.bundle.deployment;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which version another would replace: the one that answers, or the one that should and was not started with the hub. */
record Replaced(ActiveBundles active, BundleStore store, Clock clock) {

    /** Null when nothing should answer yet; a warning says when what should can no longer be read. */
    @Nullable CheckedBundle by(CheckedBundle next, Findings findings) {
        BundleName name = next.definition().name();
        int major = next.definition().version().major();
        Optional<ActiveBundles.Slot> slot = active.slot(name, major);
        if (slot.isPresent()) {
            return slot.get().active().bundle();
        }
        return active.unstarted()
                .find(name, major)
                .map(Unstarted.Missing::version)
                .flatMap(missing -> missing.equals(next.identity()) ? Optional.of(next) : kept(missing, findings))
                .orElse(null);
    }

    private Optional<CheckedBundle> kept(Services.Active missing, Findings findings) {
        Optional<CheckedBundle> kept = store.find(missing.bundle(), missing.digest())
                .flatMap(files -> BundleCheck.check(files, new Findings(), clock));
        if (kept.isEmpty()) {
            findings.warning(
                    Position.whole("routes/" + missing.bundle() + "/openapi.yaml"),
                    "contract.not-compared",
                    Text.of(
                            "应当运行的版本 %s 已无法读取，契约未能比对",
                            "The version %s that should run cannot be read any more; the contracts were not compared",
                            missing.version()),
                    Text.of("自行核对契约，并告知调用方", "Compare the contracts yourself, and tell the callers"));
        }
        return kept;
    }
}
