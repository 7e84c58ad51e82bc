package io.xianghub.scaffold;

import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.time.Clock;
import java.util.Optional;

/** Turns the description of a department's system into a bundle that passes its own checks. */
public final class Scaffold {

    private Scaffold() {}

    /**
     * The bundle, or empty when {@code findings} has errors; what could not be taken over stands there as warnings. Nothing is
     * written.
     */
    public static Optional<Scaffolded> of(Order order, Findings findings, Clock clock) {
        Notes notes = new Notes(findings);
        Optional<LegacySystem> system = SourceReader.read(order, notes);
        if (system.isEmpty() || notes.hasErrors()) {
            notes.summarise();
            return Optional.empty();
        }
        Suggestions suggestions = new Suggestions(StandardDictionary.read());
        SampleTrees samples = new SampleTrees(suggestions);
        StandardNames names = new StandardNames(suggestions, samples, order.applySuggestions());
        Scaffolded scaffolded = new BundleWriter(order, system.get(), names, samples, notes).write(clock);
        notes.summarise();
        if (!fits(scaffolded.files(), system.get(), notes)) {
            return Optional.empty();
        }
        Findings own = new Findings();
        BundleCheck.check(scaffolded.files(), own, clock);
        own.all().forEach(findings::add);
        return findings.hasErrors() ? Optional.empty() : Optional.of(scaffolded);
    }

    /** Whether the hub would take a bundle as large as this. */
    private static boolean fits(BundleFiles files, LegacySystem system, Notes notes) {
        Findings read = new Findings();
        BundleFiles.unzip(files.zip(), read);
        Optional<Finding> tooLarge = read.all().stream().findFirst();
        tooLarge.ifPresent(finding -> notes.error(
                Position.whole(files.name().value()),
                "bundle-too-large",
                Text.of(
                        "生成的路由包有 %d 个文件：%s",
                        "The bundle would have %d files: %s",
                        files.files().size(),
                        finding.message().en()),
                Text.of(
                        "%d 个操作太多，用 --only 或 --tag 分成几个路由包；标签：%s",
                        "%d operations are too many: make several bundles with --only or --tag; tags: %s",
                        system.operations().size(),
                        system.tags())));
        return tooLarge.isEmpty();
    }
}
