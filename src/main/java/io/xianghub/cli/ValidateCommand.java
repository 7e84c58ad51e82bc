package io.xianghub.cli;

import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.check.Placeholders;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.simulation.SimulatorCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hub validate}: all findings of a bundle at once, offline. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {"离线检查路由包", "Checks bundles offline"})
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Parameters(arity = "0..*", paramLabel = "<bundle>", description = "缺省为全部 / all by default")
    private List<String> bundles = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> names = bundles.isEmpty()
                ? BundleFiles.names(folder.root()).stream()
                        .map(Object::toString)
                        .toList()
                : bundles;
        if (names.isEmpty()) {
            throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("没有 routes/ 目录", "There is no folder routes/")));
        }
        List<Finding> all = new ArrayList<>();
        for (String name : names) {
            Findings findings = new Findings();
            BundleFiles files = folder.read(name, reading);
            BundleCheck.check(files, findings, Clock.systemUTC());
            SimulatorCheck.check(folder.root(), new BundleName(name), findings);
            Placeholders.check(files, findings);
            findings.all().forEach(reading::finding);
            all.addAll(findings.all());
        }
        long errors = all.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        reading.data(
                Map.of("bundles", names, "errors", errors, "findings", trees(all)),
                reading.say(Text.of(
                        "检查了 %1$s：%2$d 处错误，%3$d 处警告",
                        "Checked %1$s: %4$s, %5$s",
                        String.join(" ", names),
                        errors,
                        all.size() - errors,
                        Text.count(errors, "error", "errors"),
                        Text.count(all.size() - errors, "warning", "warnings"))));
        return errors == 0 ? Exit.OK : Exit.FINDINGS;
    }

    private List<Map<String, Object>> trees(List<Finding> findings) {
        return findings.stream()
                .map(finding -> Map.<String, Object>of(
                        "severity", finding.severity().word(),
                        "file", finding.file(),
                        "line", finding.line(),
                        "column", finding.column(),
                        "code", finding.code(),
                        "message", reading.say(finding.message()),
                        "remedy", reading.say(finding.remedy())))
                .toList();
    }
}
