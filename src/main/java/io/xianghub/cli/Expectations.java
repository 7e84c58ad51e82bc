package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.TreeDifferences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what came of samples into the files that say what should come, when the user asks for it. */
final class Expectations {

    private static final Pattern CASE = Pattern.compile("(routes/[^/]+/cases/[^/]+/[^/]+)/request\\..*");
    private static final String ANSWER = "/answer.";

    private final Path root;
    private final Reading reading;

    Expectations(Path root, Reading reading) {
        this.root = root;
        this.reading = reading;
    }

    /** The files, with an answer that nothing meets where a case has none yet. */
    BundleFiles withPlaceholders(BundleFiles files) {
        SortedMap<String, byte[]> all = new TreeMap<>(files.files());
        for (String path : files.files().keySet()) {
            Matcher request = CASE.matcher(path);
            if (request.matches() && !saysWhatComes(files, request.group(1))) {
                all.put(request.group(1) + "/answer.json", "\"\"".getBytes(StandardCharsets.UTF_8));
            }
        }
        return new BundleFiles(files.name(), all);
    }

    /** Calls are answered; of anything else, what it causes may say enough. */
    private static boolean saysWhatComes(BundleFiles files, String folder) {
        boolean answers = !folder.matches(".*/cases/(message|file|sync)\\..*");
        return files.files().keySet().stream()
                .filter(path -> path.startsWith(folder + "/"))
                .map(path -> path.substring(folder.length()))
                .anyMatch(file -> file.startsWith(ANSWER)
                        || (!answers && (file.equals("/effects.json") || file.endsWith(".sent.json"))));
    }

    /** Rewrites every expectation that was not met; what may be anything stays so. False where there was none to rewrite. */
    boolean update(SampleReport report) {
        boolean written = false;
        for (SampleResult sample : report.failures()) {
            for (SampleResult.Unmet unmet : sample.unmet()) {
                if (unmet.actual() != null && !unmet.file().matches(".*/legacy-[0-9]+")) {
                    rewrite(unmet.file(), unmet);
                    written = true;
                }
            }
        }
        return written;
    }

    private void rewrite(String file, SampleResult.Unmet unmet) {
        String target = file;
        int answer = file.lastIndexOf(ANSWER);
        if (answer >= 0) {
            String ending = unmet.refused() ? "problem.json" : unmet.actual() instanceof byte[] ? "txt" : "json";
            boolean keeps = unmet.actual() instanceof byte[] && !file.endsWith("json");
            target = keeps ? file : file.substring(0, answer) + ANSWER + ending;
        }
        try {
            byte[] content = unmet.actual() instanceof byte[] bytes
                    ? bytes
                    : Json.writeIndented(keepingAny(root.resolve(file), tree(unmet)))
                            .getBytes(StandardCharsets.UTF_8);
            Files.write(root.resolve(target), content);
            reading.note(Text.of("已写 %s", "Wrote %s", target));
            if (!target.equals(file) && Files.deleteIfExists(root.resolve(file))) {
                reading.note(Text.of("已删 %s", "Removed %s", file));
            }
        } catch (IOException refused) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写 %s：%s", "%s cannot be written: %s", target, String.valueOf(refused.getMessage()))));
        }
    }

    /** Of a problem, what a case should hold on to: its texts may be said better one day. */
    private static @Nullable Object tree(SampleResult.Unmet unmet) {
        Object tree = SampleView.plain(unmet.actual());
        if (!unmet.refused() || !(tree instanceof Map<?, ?> problem)) {
            return tree;
        }
        Map<Object, @Nullable Object> kept = new LinkedHashMap<>(problem);
        kept.keySet().removeAll(List.of("detail", "cause"));
        if (problem.get("violations") instanceof List<?> violations) {
            kept.put(
                    "violations",
                    violations.stream()
                            .map(wrong -> wrong instanceof Map<?, ?> map ? Map.of("path", map.get("path")) : wrong)
                            .toList());
        }
        return kept;
    }

    private static @Nullable Object keepingAny(Path file, @Nullable Object actual) throws IOException {
        try {
            return Files.exists(file) ? keepingAny(Json.parse(Files.readAllBytes(file)), actual) : actual;
        } catch (Malformed unreadable) {
            return actual;
        }
    }

    private static @Nullable Object keepingAny(@Nullable Object before, @Nullable Object actual) {
        if (TreeDifferences.ANY.equals(before)) {
            return before;
        }
        if (before instanceof Map<?, ?> old && actual instanceof Map<?, ?> now) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            now.forEach((name, value) -> kept.put(name, keepingAny(old.get(name), value)));
            return kept;
        }
        if (before instanceof List<?> old && actual instanceof List<?> now) {
            List<@Nullable Object> kept = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                kept.add(i < old.size() ? keepingAny(old.get(i), now.get(i)) : now.get(i));
            }
            return kept;
        }
        return actual;
    }
}
