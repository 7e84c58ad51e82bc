package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way of an exchange as a tree: a step that holds others, or calls another route, stands above what it led to. */
final class TraceText {

    private static final int NAMES = 44;
    private static final Pattern SHAPE = Pattern.compile("(map of|list of|text of) (\\d+)|(\\d+) bytes");
    private static final Map<String, Text> SHAPES = Map.of(
            "nothing", new Text("空", "nothing"),
            "number", new Text("数字", "number"),
            "boolean", new Text("布尔值", "boolean"),
            "other", new Text("其他", "other"),
            "map of", new Text("%s 个字段", "map of %s"),
            "list of", new Text("%s 项", "list of %s"),
            "text of", new Text("%s 字文本", "text of %s"));

    private final Reading reading;

    TraceText(Reading reading) {
        this.reading = reading;
    }

    List<String> lines(Map<?, ?> trace) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s %s %s %s ms %s"
                .formatted(
                        Reading.time(trace.get("at")),
                        trace.get("exchange"),
                        trace.get("version"),
                        trace.get("input"),
                        millis(trace.get("micros")),
                        trace.get("problem") == null
                                ? reading.say(Text.of("成功", "went well"))
                                : String.valueOf(trace.get("problem"))));
        List<Map<?, ?>> steps = PlanCommand.maps(Server.list(trace, "steps"));
        for (int i = 0; i < steps.size(); i++) {
            lines.add(line(branch(steps, i), steps.get(i)));
        }
        if (trace.get("more") instanceof Long more && more > 0) {
            lines.add("  "
                    + reading.say(
                            Text.of("…… 另有 %1$d 步", "… and %2$s", more, Text.count(more, "more step", "more steps"))));
        }
        return lines;
    }

    private String line(String branch, Map<?, ?> step) {
        String failed = Boolean.TRUE.equals(step.get("failed")) ? "✗ " : "";
        return "  %s %9s ms  %-14s %s"
                .formatted(
                        ("%-" + NAMES + "s").formatted(branch + failed + step.get("name")),
                        millis(step.get("micros")),
                        shape(String.valueOf(step.get("body"))),
                        step.get("place"));
    }

    /** What is drawn before a step: an open line for each level above that goes on below. */
    private static String branch(List<Map<?, ?>> steps, int at) {
        StringBuilder drawn = new StringBuilder();
        int depth = depth(steps.get(at));
        for (int level = 0; level < depth; level++) {
            drawn.append(goesOn(steps, at, level) ? "│  " : "   ");
        }
        return drawn.append(goesOn(steps, at, depth) ? "├─ " : "└─ ").toString();
    }

    /** Whether another step of this level follows under the same step. */
    private static boolean goesOn(List<Map<?, ?>> steps, int at, int level) {
        for (int i = at + 1; i < steps.size(); i++) {
            int depth = depth(steps.get(i));
            if (depth <= level) {
                return depth == level;
            }
        }
        return false;
    }

    private static int depth(Map<?, ?> step) {
        return step.get("depth") instanceof Long depth ? Math.toIntExact(depth) : 0;
    }

    private String shape(String body) {
        Matcher sized = SHAPE.matcher(body);
        if (!sized.matches()) {
            return reading.say(SHAPES.getOrDefault(body, new Text(body, body)));
        }
        return sized.group(3) != null
                ? reading.say(Text.of("%s 字节", "%s bytes", sized.group(3)))
                : reading.say(SHAPES.getOrDefault(sized.group(1), new Text("%s", "%s")))
                        .replace("%s", sized.group(2));
    }

    private static String millis(@Nullable Object micros) {
        return micros instanceof Number number ? "%.3f".formatted(number.longValue() / 1_000.0) : "-";
    }
}
