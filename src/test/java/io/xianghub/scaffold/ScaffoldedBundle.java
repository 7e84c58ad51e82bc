package io.xianghub.scaffold;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.OfflineSamples;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code hub init} made of a source, for tests to look at. */
record ScaffoldedBundle(Optional<Scaffolded> bundle, Findings findings) {

    static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T04:00:00Z"), ZoneOffset.UTC);
    static final SampleLimits LIMITS = new SampleLimits(Duration.ofSeconds(10), Duration.ofMinutes(5));
    static final BundleName NAME = new BundleName("tried");

    static ScaffoldedBundle of(String from) {
        return of(new Order.Source(from, null, null), false);
    }

    static ScaffoldedBundle of(Order.Source source, boolean apply) {
        return of(new Order(NAME, source, Selection.ALL, Order.Owner.UNKNOWN, apply));
    }

    static ScaffoldedBundle of(Order order) {
        Findings findings = new Findings();
        return new ScaffoldedBundle(Scaffold.of(order, findings, NOW), findings);
    }

    /** Writes the text beside a test's other files and scaffolds from it. */
    static ScaffoldedBundle of(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return of(path.toString());
    }

    BundleFiles files() {
        return bundle.orElseThrow(() -> new AssertionError(findings.all().toString()))
                .files();
    }

    String text(String path) {
        return new String(
                files().file(path)
                        .orElseThrow(() -> new AssertionError(
                                path + " is not one of " + files().files().keySet())),
                StandardCharsets.UTF_8);
    }

    Map<?, ?> yaml(String path) {
        Findings read = new Findings();
        return (Map<?, ?>) Yaml.read(path, text(path).getBytes(StandardCharsets.UTF_8), read)
                .map(YamlNode::plain)
                .orElseThrow(() -> new AssertionError(read.all().toString()));
    }

    Object json(String path) {
        try {
            return Json.parse(text(path));
        } catch (Malformed broken) {
            throw new AssertionError(path, broken);
        }
    }

    List<String> operations() {
        return bundle.orElseThrow(() -> new AssertionError(findings.all().toString()))
                .operations();
    }

    List<String> codes() {
        return findings.all().stream().map(Finding::code).toList();
    }

    /** What {@code hub validate} finds. */
    List<Finding> validated() {
        Findings own = new Findings();
        BundleCheck.check(files(), own, NOW);
        return own.all();
    }

    /** The samples and cases that {@code hub test} fails. */
    List<SampleResult> tested() {
        CheckedBundle checked = BundleCheck.check(files(), new Findings(), NOW).orElseThrow();
        SampleReport report = OfflineSamples.run(checked, LIMITS);
        if (report.samples().isEmpty()) {
            throw new AssertionError("There are no samples");
        }
        return report.failures();
    }
}
