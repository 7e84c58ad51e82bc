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
        String version = receipt.version() + " (" + receipt.digest().substring(0, 8) + ")";
        Text outcome = outcome(receipt.outcome());
        // The kind stands before it, in English.
        String said = receipt.outcome().word().equals(kind.word()) ? "" : outcome.en() + " ";
        log.record(
                receipt.bundle(),
                kind,
                new Text(
                        "%s %s，由 %s，回执 %s".formatted(outcome.zh(), version, receipt.by(), receipt.id()),
                        "%s%s by %s, receipt %s".formatted(said, version, receipt.by(), receipt.id())));
        return receipt;
    }

    private static Text outcome(Receipt.Outcome outcome) {
        return switch (outcome) {
            case DEPLOYED -> Text.of("部署", "deployed");
            case ROLLED_BACK -> Text.of("退回", "rolled back to");
            case UNCHANGED -> Text.of("未变", "unchanged");
            case SIGNED_ANEW -> Text.of("换签", "signed anew");
            case CANARY -> Text.of("灰度", "canary");
            case SHADOW -> Text.of("影子", "shadow");
            case PROMOTED -> Text.of("转正", "promoted");
            case ABANDONED -> Text.of("撤下", "abandoned");
            case UNINSTALLED -> Text.of("卸载", "uninstalled");
            case REFUSED -> Text.of("拒绝", "refused");
        };
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
