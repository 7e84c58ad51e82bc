package io.xianghub.bundle.deployment;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.bundle.sample.Samples;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import io.xianghub.shared.yaml.Position;
import java.util.List;
import java.util.stream.Collectors;

/** Proves a started version with its own samples and cases, on recorded answers, before it may answer anybody. */
final class Proof {

    private static final int DIFFERENCES_TOLD = 5;

    private final SampleLimits limits;

    Proof(SampleLimits limits) {
        this.limits = limits;
    }

    /**
     * Runs all samples; a version that has none is warned of.
     *
     * @throws Problem {@code BUNDLE_REFUSED} with a finding for each sample that did not pass
     */
    Receipt.Samples of(RunningBundle next, List<Finding> warnings) {
        SampleReport report = Samples.run(next.bundle(), next, limits);
        Findings findings = new Findings();
        report.failures().forEach(failure -> tell(failure, findings));
        if (findings.hasErrors()) {
            throw Problem.of(
                            ProblemType.BUNDLE_REFUSED,
                            Text.of(
                                    "路由包 %s 有 %d 个样例未通过，未部署",
                                    "The bundle %s fails %d of its samples and was not deployed",
                                    next.version().bundle(),
                                    report.failures().size()))
                    .with("findings", findings.all());
        }
        if (report.samples().isEmpty()) {
            findings.warning(
                    Position.whole("routes/" + next.version().bundle() + "/cases"),
                    "bundle.no-samples",
                    Text.of("没有样例：部署前未能证明它可用", "It has no samples: nothing proved it before it was deployed"),
                    Text.of("为每个操作补一个用例", "Add a case for each operation"));
            warnings.addAll(findings.all());
        }
        return new Receipt.Samples(
                Math.toIntExact(report.passed()), report.samples().size());
    }

    private static void tell(SampleResult failure, Findings findings) {
        Text trouble = failure.trouble();
        Text why = trouble != null ? trouble : differences(failure);
        findings.error(
                Position.whole(failure.file()),
                "sample.failed",
                new Text(
                        "样例 " + failure.name() + " 未通过：" + why.zh(),
                        "The sample " + failure.name() + " did not pass: " + why.en()),
                Text.of("用 hub test 查看并更正", "Look at it with hub test, and mend one of the two"));
    }

    private static Text differences(SampleResult failure) {
        List<Difference> all = failure.unmet().stream()
                .flatMap(unmet -> unmet.differences().stream())
                .toList();
        String told = all.stream()
                .limit(DIFFERENCES_TOLD)
                .map(difference -> (difference.path().isEmpty() ? "" : difference.path() + ": ")
                        + difference.expected()
                        + " ≠ "
                        + difference.actual())
                .collect(Collectors.joining("; "));
        return new Text(told, told);
    }
}
