package io.xianghub.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.OfflineSamples;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub test}: a bundle's mapping samples and cases, offline, with its real routes and mappings. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {"离线运行路由包的样例和用例", "Runs the samples and cases of bundles offline"})
final class TestCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Parameters(arity = "0..*", paramLabel = "<bundle>", description = "缺省为全部 / all by default")
    private List<String> bundles = new ArrayList<>();

    @Option(names = "--coverage", description = "列出没有样例触及的部分 / list what no sample touches")
    private boolean coverage;

    @Option(names = "--junit", paramLabel = "<file>", description = "把结果写成 JUnit XML / write the results as JUnit XML")
    private @Nullable Path junit;

    @Option(names = "--update", description = "把不一致的期望文件改写为实际结果 / rewrite expectations that were not met to what came")
    private boolean update;

    @Override
    public Integer call() {
        // Camel tells of every context and route; a test tells of its failures.
        Logger log = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            return testAll();
        } finally {
            log.setLevel(before);
        }
    }

    private int testAll() {
        List<String> names = bundles.isEmpty()
                ? BundleFiles.names(folder.root()).stream()
                        .map(Object::toString)
                        .toList()
                : bundles;
        if (names.isEmpty()) {
            throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("没有 routes/ 目录", "There is no folder routes/")));
        }
        Map<String, SampleReport> reports = new LinkedHashMap<>();
        long errors = 0;
        for (String name : names) {
            errors += test(name, reports);
        }
        SampleView view = new SampleView(reading, coverage);
        reports.forEach(view::bundle);
        if (junit != null) {
            write(junit, JunitXml.of(reports, reading.locale()));
        }
        boolean failed = reports.values().stream().anyMatch(report -> !report.allPassed());
        reading.data(view.tree(names, reports, errors), view.summary(reports, errors));
        return errors > 0 || failed ? Exit.FINDINGS : Exit.OK;
    }

    /** @return the number of errors that kept the bundle from being run */
    private long test(String name, Map<String, SampleReport> reports) {
        BundleFiles files = folder.read(name, reading);
        Expectations expectations = new Expectations(folder.root(), reading);
        Findings findings = new Findings();
        CheckedBundle checked = BundleCheck.check(
                        update ? expectations.withPlaceholders(files) : files, findings, Clock.systemUTC())
                .orElse(null);
        findings.all().forEach(reading::finding);
        if (checked == null) {
            return findings.all().stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .count();
        }
        try {
            SampleReport report = OfflineSamples.run(checked, SampleLimits.DEFAULT);
            // What was mended has not failed: it is shown how the samples go on what is written now.
            reports.put(name, update && expectations.update(report) ? again(name, expectations, report) : report);
            return 0;
        } catch (Problem refused) {
            reading.note(Objects.requireNonNull(refused.detail()));
            return 1;
        }
    }

    private SampleReport again(String name, Expectations expectations, SampleReport before) {
        return BundleCheck.check(
                        expectations.withPlaceholders(folder.read(name, reading)), new Findings(), Clock.systemUTC())
                .map(mended -> OfflineSamples.run(mended, SampleLimits.DEFAULT))
                .orElse(before);
    }

    private void write(Path file, String content) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, content);
        } catch (IOException refused) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写 %s：%s", "%s cannot be written: %s", file, String.valueOf(refused.getMessage()))));
        }
    }
}
