package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bundles that run as lines to read, the worst first. */
final class StatusView {

    private final Reading reading;

    StatusView(Reading reading) {
        this.reading = reading;
    }

    /** One bundle version: what runs, and how it fares as far as that is known. */
    private record Line(Map<?, ?> running, Map<?, ?> faring) {

        long number(String key) {
            return faring.get(key) instanceof Number number ? number.longValue() : 0;
        }

        /** Those that are not closed, by connection. */
        Map<String, String> breakers() {
            Map<String, String> open = new TreeMap<>();
            if (faring.get("breakers") instanceof Map<?, ?> breakers) {
                breakers.forEach((connection, state) -> {
                    if (!"closed".equals(state)) {
                        open.put(String.valueOf(connection), String.valueOf(state));
                    }
                });
            }
            return open;
        }

        /** The more, the sooner somebody must look. */
        int badness() {
            return (breakers().isEmpty() ? 0 : 2) + (number("failures") == 0 ? 0 : 1);
        }
    }

    List<String> lines(List<?> running, List<?> faring) {
        Map<String, Map<?, ?>> fares = new HashMap<>();
        faring.forEach(item -> {
            if (item instanceof Map<?, ?> one) {
                fares.put(key(one), one);
            }
        });
        List<Line> all = new ArrayList<>();
        running.forEach(item -> {
            if (item instanceof Map<?, ?> one) {
                all.add(new Line(one, fares.getOrDefault(key(one), Map.of())));
            }
        });
        all.sort(Comparator.comparingInt(Line::badness).reversed().thenComparing(line -> key(line.running())));
        List<String> lines = new ArrayList<>();
        fares.values().stream()
                .filter(one -> one.get("notStarted") instanceof Map<?, ?>)
                .sorted(Comparator.comparing(StatusView::key))
                .forEach(one -> missing(one, lines));
        all.forEach(line -> show(line, lines));
        return lines;
    }

    /** What this node could not take over from others. */
    List<String> behind(List<?> behind) {
        List<String> lines = new ArrayList<>();
        behind.forEach(item -> {
            if (item instanceof Map<?, ?> one) {
                lines.add(reading.say(Text.of(
                        "✗ 落后  %s：本节点自 %3$s 起未能切换到 %2$s：%4$s",
                        "✗ behind  %s: this node could not go over to %s since %s: %s",
                        String.valueOf(one.get("bundle")),
                        Objects.toString(one.get("wanted"), "-"),
                        Reading.time(one.get("since")),
                        reading.say(Reading.text(one.get("why"))))));
            }
        });
        return lines;
    }

    private static String key(Map<?, ?> bundle) {
        return bundle.get("bundle") + " " + bundle.get("version");
    }

    /** A version that should answer and does not, with what is wrong and what to do. */
    private void missing(Map<?, ?> faring, List<String> lines) {
        if (!(faring.get("notStarted") instanceof Map<?, ?> missing)) {
            return;
        }
        lines.add("%-22s %-8s %s  %s"
                .formatted(
                        faring.get("bundle"),
                        faring.get("version"),
                        digest(missing),
                        reading.say(Text.of(
                                "✗ 未启动，自 %s 起不应答",
                                "✗ not started, answers nobody since %s", Reading.time(missing.get("since"))))));
        String bundle = String.valueOf(faring.get("bundle"));
        List<?> findings = Server.list(missing, "findings");
        if (findings.isEmpty()) {
            lines.add("    " + reading.say(Reading.text(missing.get("why"))));
        }
        for (Object found : findings) {
            if (found instanceof Map<?, ?> finding
                    && "error".equalsIgnoreCase(String.valueOf(finding.get("severity")))) {
                lines.addAll(words(finding));
            }
        }
        lines.add("    "
                + reading.say(Text.of(
                        "更正后 hub deploy %s 即生效，无需重启；或 hub rollback %s 退回上一版本",
                        "Mended, hub deploy %s brings it back without a restart; hub rollback %s goes back to the"
                                + " version before",
                        bundle,
                        bundle)));
    }

    private List<String> words(Map<?, ?> finding) {
        return List.of(
                "    " + finding.get("code") + " " + finding.get("file") + ": "
                        + reading.say(Reading.text(finding.get("message"))),
                "      → " + reading.say(Reading.text(finding.get("remedy"))));
    }

    private void show(Line line, List<String> lines) {
        Map<?, ?> running = line.running();
        String mark = reading.say(
                line.badness() > 1
                        ? Text.of("✗ 熔断", "✗ cut off")
                        : line.badness() > 0 ? Text.of("! 有失败", "! failures") : Text.of("✓ 正常", "✓ well"));
        lines.add("%-22s %-8s %s  %-10s %s"
                .formatted(
                        running.get("bundle"),
                        running.get("version"),
                        digest(running),
                        mark,
                        reading.say(Reading.text(running.get("title")))));
        lines.add("    "
                + reading.say(Text.of(
                        "部门 %1$s，自 %2$s 起；近 %3$d 分钟 %4$d 次，失败 %5$d 次",
                        "department %1$s, since %2$s; last %3$d minutes: %6$s, %5$d failed",
                        Objects.toString(running.get("department"), "-"),
                        Reading.time(line.faring().get("since")),
                        line.number("minutes"),
                        line.number("calls"),
                        line.number("failures"),
                        Text.count(line.number("calls"), "call", "calls"))));
        if (!line.breakers().isEmpty()) {
            String breakers = line.breakers().entrySet().stream()
                    .map(breaker -> breaker.getKey() + " " + reading.word(breaker.getValue()))
                    .collect(Collectors.joining(", "));
            lines.add("    " + reading.say(Text.of("熔断器：%s", "breakers: %s", breakers)));
        }
        for (Object warning : Server.list(line.faring(), "warnings")) {
            if (warning instanceof Map<?, ?> finding) {
                lines.addAll(words(finding));
            }
        }
        if (running.get("candidate") instanceof Map<?, ?> candidate) {
            lines.add("    " + reading.say(Text.of("候选：%s", "candidate: %s", candidate(candidate))));
        }
    }

    private String candidate(Map<?, ?> candidate) {
        Map<?, ?> stand = candidate.get("stand") instanceof Map<?, ?> how ? how : Map.of();
        return "%s (%s)  %s %s%%  %s"
                .formatted(
                        candidate.get("version"),
                        digest(candidate),
                        reading.word(stand.get("mode")),
                        stand.get("share"),
                        reading.say(Text.of("自 %s 起", "since %s", Reading.time(candidate.get("since")))));
    }

    private static String digest(Map<?, ?> bundle) {
        @Nullable Object digest = bundle.get("digest");
        String text = String.valueOf(digest);
        return text.substring(0, Math.min(8, text.length()));
    }
}
