package io.xianghub.bundle.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bundle of the tree, some of whose files are changed for a test. */
final class BundleOfFiles {

    private final BundleName name;
    private final SortedMap<String, byte[]> files;

    private BundleOfFiles(BundleName name, SortedMap<String, byte[]> files) {
        this.name = name;
        this.files = files;
    }

    static BundleOfFiles shipped(String name) {
        BundleName bundle = new BundleName(name);
        return new BundleOfFiles(
                bundle,
                new TreeMap<>(BundleFiles.read(Path.of("."), bundle, new Findings())
                        .orElseThrow()
                        .files()));
    }

    BundleOfFiles changing(String file, String from, String to) {
        String before = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(before).contains(from);
        return with(file, before.replace(from, to));
    }

    BundleOfFiles with(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    CheckedBundle checked() {
        Findings findings = new Findings();
        Optional<CheckedBundle> checked = check(findings);
        assertThat(findings.hasErrors()).as(findings.all().toString()).isFalse();
        return checked.orElseThrow();
    }

    /** What is said of its contract's coverage, as a terminal shows it. */
    List<String> coverage() {
        Findings findings = new Findings();
        check(findings);
        assertThat(findings.hasErrors()).as(findings.all().toString()).isFalse();
        return findings.all().stream()
                .filter(finding -> finding.code().startsWith("coverage."))
                .map(BundleOfFiles::words)
                .toList();
    }

    private static String words(Finding finding) {
        return finding.place() + " " + finding.code() + " " + finding.message().en();
    }

    private Optional<CheckedBundle> check(Findings findings) {
        // what its cases expect is beside the point when the rest is changed
        TreeMap<String, byte[]> kept = new TreeMap<>(files);
        kept.keySet().removeIf(path -> path.contains("/cases/") || path.contains("/samples/"));
        return BundleCheck.check(new BundleFiles(name, kept), findings, Clock.systemUTC());
    }
}
