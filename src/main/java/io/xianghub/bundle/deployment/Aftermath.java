package io.xianghub.bundle.deployment;

import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows once a change stands in the database. Nothing of it can take the change back: what fails is told, and the
 * rest goes on.
 */
final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private Aftermath() {}

    /** One thing that is still to be done. */
    private enum Step {
        PUBLISH(
                "deployment.not-published",
                "已生效，但其连接的归属未能登记：%s",
                "It is done, but whose connections they are could not be noted: %s",
                "排除原因后重启枢纽，或部署新的版本",
                "Remove the cause, then start the hub again or deploy another version"),
        POLL(
                "deployment.not-polling",
                "已生效，但未能开始轮询：%s",
                "It answers but does not poll: %s",
                "排除原因后重启枢纽，或部署新的版本",
                "Remove the cause, then start the hub again or deploy another version"),
        RETIRE(
                "deployment.not-retired",
                "离开的版本未能停干净：%s",
                "The version that left could not be stopped whole: %s",
                "请在方便时重启枢纽",
                "Start the hub again when it suits"),
        RECEIPT(
                "deployment.receipt-incomplete",
                "已生效，但回执未能补全：%s",
                "It is done, but its receipt could not be completed: %s",
                "本次回答即为完整的回执，请自行留存",
                "This answer is the whole receipt; keep it");

        private final String code;
        private final String zh;
        private final String en;
        private final String remedyZh;
        private final String remedyEn;

        Step(String code, String zh, String en, String remedyZh, String remedyEn) {
            this.code = code;
            this.zh = zh;
            this.en = en;
            this.remedyZh = remedyZh;
            this.remedyEn = remedyEn;
        }
    }

    /** The connections follow the version that serves the bundle now; a warning when that is not known everywhere. */
    static Optional<Finding> publish(Works works, BundleName bundle) {
        return attempt(bundle, Step.PUBLISH, () -> works.publish(bundle));
    }

    /** A version begins to poll, or goes on with it; a warning when it does not. */
    static Optional<Finding> poll(RunningBundle running) {
        return attempt(running.version().bundle(), Step.POLL, running::startPolling);
    }

    /** What a version leaves behind; that it could not be stopped whole is residue too. */
    static Retired retire(RunningBundle leaving, Duration patience) {
        Retired[] retired = new Retired[1];
        return attempt(leaving.version().bundle(), Step.RETIRE, () -> retired[0] = leaving.retire(patience))
                .map(finding -> new Retired(false, List.of(finding.message().en())))
                .orElseGet(() -> retired[0]);
    }

    /** Keeps the receipt as it is finally known; a warning when the one that was committed stays as it is. */
    static Optional<Finding> complete(Works works, Receipt receipt) {
        return attempt(receipt.bundle(), Step.RECEIPT, () -> works.receipts().complete(receipt));
    }

    private static Optional<Finding> attempt(BundleName bundle, Step step, Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RuntimeException | Error failed) {
            Text told = Text.of(step.zh, step.en, String.valueOf(failed.getMessage()));
            LOG.error("Bundle {}: {}", bundle, told.en(), failed);
            return Optional.of(new Finding(
                    Finding.Severity.WARNING,
                    "routes/" + bundle,
                    0,
                    0,
                    step.code,
                    told,
                    new Text(step.remedyZh, step.remedyEn)));
        }
    }
}
