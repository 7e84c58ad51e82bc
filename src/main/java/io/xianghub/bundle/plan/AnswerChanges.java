package io.xianghub.bundle.plan;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.plan.Part.Difference;
import io.xianghub.bundle.sample.OfflineSamples;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.bundle.sample.SampleResult.Unmet;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.TreeDifferences;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the next version's samples with the version that answers and with the next one, and says where the results differ. */
final class AnswerChanges {

    private static final Set<Part.Role> MAKING_ANSWERS =
            Set.of(Part.Role.DEFINITION, Part.Role.ROUTE, Part.Role.MAPPING, Part.Role.DICTIONARY);

    private final Clock clock;
    private final Map<Place, Integer> samples = new LinkedHashMap<>();

    AnswerChanges(Clock clock) {
        this.clock = clock;
    }

    private record Place(String of, String file, String path, Difference difference) {}

    /** Null where nothing that makes answers differs, or where the samples can be run with only one of them. */
    @Nullable List<AnswerChange> between(CheckedBundle running, CheckedBundle next) {
        if (Parts.between(running.files(), next.files()).stream()
                .noneMatch(part -> MAKING_ANSWERS.contains(part.role()))) {
            return null;
        }
        try {
            return withSamplesOf(running.files(), next.files())
                    .map(before -> compare(
                            OfflineSamples.run(before, SampleLimits.DEFAULT),
                            OfflineSamples.run(next, SampleLimits.DEFAULT)))
                    .orElse(null);
        } catch (Problem doesNotStart) {
            return null;
        }
    }

    /** The version that answers, with those samples of the next one that mean something to it. */
    private Optional<CheckedBundle> withSamplesOf(BundleFiles running, BundleFiles next) {
        SortedMap<String, byte[]> mixed = new TreeMap<>();
        running.files().forEach((path, bytes) -> put(path, bytes, !running.trial(path), mixed));
        next.files().forEach((path, bytes) -> put(path, bytes, next.trial(path), mixed));
        Findings findings = new Findings();
        Optional<CheckedBundle> checked = BundleCheck.check(new BundleFiles(running.name(), mixed), findings, clock);
        if (checked.isPresent()) {
            return checked;
        }
        Set<String> foreign = findings.all().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR && next.trial(finding.file()))
                .map(finding -> sample(finding.file()))
                .collect(Collectors.toSet());
        mixed.keySet().removeIf(path -> next.trial(path) && foreign.contains(sample(path)));
        return BundleCheck.check(new BundleFiles(running.name(), mixed), new Findings(), clock);
    }

    private static void put(String path, byte[] bytes, boolean take, Map<String, byte[]> into) {
        if (take) {
            into.put(path, bytes);
        }
    }

    /** The case's folder, or the mapping sample's files: {@code mappings/<bundle>/samples/<mapping>/<case>}. */
    private static String sample(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 5) {
            return path;
        }
        String name = parts[0].equals("mappings") ? parts[4].replaceAll("\\..*", "") : parts[4];
        return String.join("/", parts[0], parts[1], parts[2], parts[3], name);
    }

    private List<AnswerChange> compare(SampleReport before, SampleReport now) {
        Map<String, SampleResult> earlier =
                before.samples().stream().collect(Collectors.toMap(AnswerChanges::key, sample -> sample, (a, b) -> a));
        for (SampleResult sample : now.samples()) {
            SampleResult was = earlier.get(key(sample));
            if (was != null && was.trouble() == null && sample.trouble() == null) {
                compare(was, sample);
            }
        }
        return samples.entrySet().stream()
                .map(place -> new AnswerChange(
                        place.getKey().of(),
                        place.getKey().file(),
                        place.getKey().path(),
                        place.getKey().difference(),
                        place.getValue()))
                .toList();
    }

    private static String key(SampleResult sample) {
        return sample.kind().word() + " " + sample.name();
    }

    private void compare(SampleResult was, SampleResult now) {
        Map<String, Unmet> before = byFile(was);
        Map<String, Unmet> after = byFile(now);
        Set<String> files = new LinkedHashSet<>(before.keySet());
        files.addAll(after.keySet());
        Set<Place> places = new LinkedHashSet<>();
        for (String file : files) {
            differences(before.get(file), after.get(file))
                    .forEach((path, difference) -> places.add(new Place(of(now), part(file), path, difference)));
        }
        places.forEach(place -> samples.merge(place, 1, Integer::sum));
    }

    private static Map<String, Unmet> byFile(SampleResult sample) {
        Map<String, Unmet> unmet = new LinkedHashMap<>();
        sample.unmet().forEach(one -> unmet.put(stem(one.file()), one));
        return unmet;
    }

    /** Whoever met the expectation made just what it says; both are compared with it, or with each other. */
    private static Map<String, Difference> differences(@Nullable Unmet before, @Nullable Unmet after) {
        Map<String, Difference> found = new LinkedHashMap<>();
        if (before != null && after != null) {
            between(before.actual(), after.actual()).forEach(one -> add(one, true, found));
        } else if (after != null) {
            after.differences().forEach(one -> add(one, true, found));
        } else if (before != null) {
            before.differences().forEach(one -> add(one, false, found));
        }
        return found;
    }

    private static List<TreeDifferences.Difference> between(@Nullable Object before, @Nullable Object after) {
        return before instanceof byte[] was && after instanceof byte[] now
                ? TreeDifferences.between(was, now, StandardCharsets.UTF_8)
                : TreeDifferences.between(before, after);
    }

    /** @param expectedIsBefore whether what was expected is what came before; else it is what comes now */
    private static void add(TreeDifferences.Difference one, boolean expectedIsBefore, Map<String, Difference> found) {
        Difference difference =
                switch (one.kind()) {
                    case MISSING -> expectedIsBefore ? Difference.REMOVED : Difference.ADDED;
                    case UNEXPECTED -> expectedIsBefore ? Difference.ADDED : Difference.REMOVED;
                    case OTHER -> Difference.CHANGED;
                };
        found.putIfAbsent(one.path().replaceAll("\\[\\d+]", "[]"), difference);
    }

    private static String of(SampleResult sample) {
        String input = sample.name().replaceAll("/[^/]*$", "");
        return sample.kind() == SampleResult.Kind.MAPPING ? "mapping:" + input : input;
    }

    /** What of the sample the file says: {@code answer}, {@code legacy-1.sent}, {@code effects}; of a mapping its result. */
    private static String part(String stem) {
        String name = stem.substring(stem.lastIndexOf('/') + 1);
        return name.endsWith(".out") ? "answer" : name;
    }

    /** A case that ends in a problem has another file than one that is answered, and is still the same place. */
    private static String stem(String file) {
        int name = file.lastIndexOf('/') + 1;
        return file.substring(0, name) + file.substring(name).replaceAll("\\.(problem\\.json|[a-z0-9]+)$", "");
    }
}
