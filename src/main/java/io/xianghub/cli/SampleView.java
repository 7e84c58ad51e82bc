package io.xianghub.cli;

import io.xianghub.bundle.sample.Coverage;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the results of samples are shown in a terminal, and as JSON. */
final class SampleView {

    private static final int MOST_DIFFERENCES = 20;
    private static final int LONGEST_VALUE = 300;

    private final Reading reading;
    private final boolean details;

    SampleView(Reading reading, boolean details) {
        this.reading = reading;
        this.details = details;
    }

    /** Each failing sample, and the bundle's coverage. */
    void bundle(String name, SampleReport report) {
        report.failures().forEach(this::failure);
        reading.note(Text.of(
                "%s：%d/%d 通过，%d 毫秒；覆盖 %s",
                "%s: %d of %d passed in %d ms; covered %s",
                name,
                report.passed(),
                report.samples().size(),
                report.millis(),
                covered(report.coverage())));
        if (details) {
            report.coverage().parts().stream()
                    .filter(part -> !part.untouched().isEmpty())
                    .forEach(part -> reading.note(Text.of(
                            "  %s %s 未触及：%s",
                            "  %s %s untouched: %s",
                            reading.word(part.kind().word()),
                            part.of(),
                            String.join(" ", part.untouched()))));
        }
    }

    private void failure(SampleResult sample) {
        reading.note(Text.of("%s：失败 %s", "%s: failed %s", sample.file(), sample.name()));
        if (sample.trouble() != null) {
            reading.note(new Text(
                    "  " + sample.trouble().zh(), "  " + sample.trouble().en()));
        }
        for (SampleResult.Unmet unmet : sample.unmet()) {
            if (!unmet.file().equals(sample.file())) {
                reading.note(new Text("  " + unmet.file(), "  " + unmet.file()));
            }
            unmet.differences().stream().limit(MOST_DIFFERENCES).forEach(difference -> reading.note(line(difference)));
            int more = unmet.differences().size() - MOST_DIFFERENCES;
            if (more > 0) {
                reading.note(Text.of(
                        "  另有 %1$d 处不同", "  and %2$s", more, Text.count(more, "more difference", "more differences")));
            }
        }
    }

    static Text line(Difference difference) {
        boolean whole = difference.path().isEmpty();
        String zh = "  " + (whole ? "（整体）" : difference.path());
        String en = "  " + (whole ? "(whole)" : difference.path());
        Text what =
                switch (difference.kind()) {
                    case MISSING -> Text.of("：应为 %s，实际没有", ": expected %s, is missing", shown(difference.expected()));
                    case UNEXPECTED -> Text.of("：不应有，实际为 %s", ": not expected, got %s", shown(difference.actual()));
                    case OTHER ->
                        Text.of(
                                "：应为 %s，实际为 %s",
                                ": expected %s, got %s", shown(difference.expected()), shown(difference.actual()));
                };
        return new Text(zh + what.zh(), en + what.en());
    }

    private static String shown(@Nullable Object value) {
        String text =
                value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : Json.write(plain(value));
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    /** What JSON can carry: dates of rows as their text. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, member) -> plain.put(String.valueOf(name), plain(member)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean
                ? value
                : value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }

    private String covered(Coverage coverage) {
        List<String> parts = new ArrayList<>();
        for (Coverage.Kind kind : Coverage.Kind.values()) {
            if (coverage.all(kind) > 0) {
                parts.add(reading.word(kind.word()) + " " + coverage.touched(kind) + "/" + coverage.all(kind));
            }
        }
        return parts.isEmpty() ? "-" : String.join(", ", parts);
    }

    String summary(Map<String, SampleReport> reports, long errors) {
        long all = reports.values().stream()
                .mapToLong(report -> report.samples().size())
                .sum();
        long passed = reports.values().stream().mapToLong(SampleReport::passed).sum();
        return reading.say(
                errors == 0
                        ? Text.of(
                                "样例 %1$d 个：%2$d 通过，%3$d 失败",
                                "%4$s: %2$d passed, %3$d failed",
                                all,
                                passed,
                                all - passed,
                                Text.count(all, "sample", "samples"))
                        : Text.of(
                                "样例 %1$d 个：%2$d 通过，%3$d 失败；另有 %4$d 处检查错误",
                                "%5$s: %2$d passed, %3$d failed; and %6$s of the check",
                                all,
                                passed,
                                all - passed,
                                errors,
                                Text.count(all, "sample", "samples"),
                                Text.count(errors, "error", "errors")));
    }

    Map<String, Object> tree(List<String> names, Map<String, SampleReport> reports, long errors) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("errors", errors);
        tree.put(
                "bundles",
                names.stream()
                        .filter(reports::containsKey)
                        .map(name -> bundleTree(name, reports.get(name)))
                        .toList());
        return tree;
    }

    private Map<String, Object> bundleTree(String name, @Nullable SampleReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("bundle", name);
        if (report != null) {
            tree.put("passed", report.passed());
            tree.put("failed", report.failures().size());
            tree.put("millis", report.millis());
            tree.put("samples", report.samples().stream().map(this::sampleTree).toList());
            tree.put(
                    "coverage",
                    report.coverage().parts().stream()
                            .map(part -> Map.of(
                                    "kind", part.kind().word(),
                                    "of", part.of(),
                                    "all", part.all(),
                                    "touched", part.touched(),
                                    "untouched", List.copyOf(part.untouched())))
                            .collect(Collectors.toList()));
        }
        return tree;
    }

    private Map<String, Object> sampleTree(SampleResult sample) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", sample.kind().word());
        tree.put("name", sample.name());
        tree.put("file", sample.file());
        tree.put("passed", sample.passed());
        tree.put("millis", sample.millis());
        if (sample.trouble() != null) {
            tree.put("trouble", reading.say(sample.trouble()));
        }
        List<Map<String, @Nullable Object>> differences = new ArrayList<>();
        for (SampleResult.Unmet unmet : sample.unmet()) {
            for (Difference difference : unmet.differences()) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("file", unmet.file());
                one.put("path", difference.path());
                one.put("kind", difference.kind().name().toLowerCase(java.util.Locale.ROOT));
                one.put("expected", plain(difference.expected()));
                one.put("actual", plain(difference.actual()));
                differences.add(one);
            }
        }
        if (!differences.isEmpty()) {
            tree.put("differences", differences);
        }
        return tree;
    }
}
