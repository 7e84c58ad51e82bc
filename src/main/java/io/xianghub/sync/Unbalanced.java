package io.xianghub.sync;

import java.util.List;

/** What was staged is not what was read: the publishing transaction must not commit. */
final class Unbalanced extends RuntimeException {

    private final transient RunReport report;

    Unbalanced(RunReport report) {
        super("The totals do not balance in " + report.breaks().size() + " places");
        this.report = report;
    }

    List<RunReport.Break> breaks() {
        return report.breaks();
    }

    RunReport report() {
        return report;
    }
}
