package io.xianghub.bundle.deployment;

import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Text;

/** Tells a bundle's log what was done to the bundle. */
final class Chronicle {

    private final BundleLog log;

    Chronicle(BundleLog log) {
        this.log = log;
    }

    Receipt tell(Receipt receipt) {
        BundleEvent.Kind kind = kind(receipt.outcome());
        String outcome = receipt.outcome().word();
        String said = outcome.equals(kind.word()) ? "" : outcome + " ";
        String version = said + receipt.version() + " (" + receipt.digest().substring(0, 8) + ")";
        log.record(
                receipt.bundle(),
                kind,
                Text.of("%s，由 %s，回执 %s", "%s by %s, receipt %s", version, receipt.by(), receipt.id()));
        return receipt;
    }

    private static BundleEvent.Kind kind(Receipt.Outcome outcome) {
        return switch (outcome) {
            case DEPLOYED, UNCHANGED, SIGNED_ANEW, PROMOTED -> BundleEvent.Kind.DEPLOYED;
            case ROLLED_BACK -> BundleEvent.Kind.ROLLED_BACK;
            case CANARY, SHADOW, ABANDONED -> BundleEvent.Kind.CANDIDATE;
            case UNINSTALLED -> BundleEvent.Kind.UNDEPLOYED;
            case REFUSED -> BundleEvent.Kind.REFUSED;
        };
    }
}
