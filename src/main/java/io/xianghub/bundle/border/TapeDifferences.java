package io.xianghub.bundle.border;

import io.xianghub.shared.wire.TreeDifferences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where two versions that handled the same input differ in what they asked departments for and what they caused. */
public final class TapeDifferences {

    /** A member's name that holds an identity number, an account or a telephone number. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\[0-9])[^.\\[\\]]*[0-9]{6}[^.\\[\\]]*");

    private TapeDifferences() {}

    public static List<String> between(Tape live, Tape shadowed) {
        List<String> where = new ArrayList<>();
        compare(calls(live), calls(shadowed), where);
        compare(effects(live), effects(shadowed), where);
        return where;
    }

    /** The places where the trees differ, below {@code name}; what looks like a number of somebody's is no name to show. */
    public static List<String> paths(String name, @Nullable Object expected, @Nullable Object actual) {
        List<TreeDifferences.Difference> found = expected instanceof byte[] wanted && actual instanceof byte[] got
                ? TreeDifferences.between(wanted, got, StandardCharsets.UTF_8)
                : TreeDifferences.between(expected, actual);
        return found.stream()
                .map(difference -> NUMBER.matcher(difference.path()).replaceAll("*"))
                .map(path -> path.isEmpty() ? name : name + "." + path)
                .toList();
    }

    private static void compare(
            Map<String, List<@Nullable Object>> live,
            Map<String, List<@Nullable Object>> shadowed,
            List<String> where) {
        live.forEach((name, sent) -> {
            List<@Nullable Object> other = shadowed.getOrDefault(name, List.of());
            if (sent.size() != other.size()) {
                where.add(name + " (" + sent.size() + " → " + other.size() + ")");
                return;
            }
            for (int i = 0; i < sent.size(); i++) {
                where.addAll(paths(name, sent.get(i), other.get(i)));
            }
        });
        shadowed.forEach((name, sent) -> {
            if (!live.containsKey(name)) {
                where.add(name + " (0 → " + sent.size() + ")");
            }
        });
    }

    private static Map<String, List<@Nullable Object>> calls(Tape tape) {
        Map<String, List<@Nullable Object>> sent = new LinkedHashMap<>();
        for (Crossing.Call call : tape.calls()) {
            String name =
                    "legacy:" + call.sent().connection() + "/" + call.sent().operation();
            sent.computeIfAbsent(name, first -> new ArrayList<>())
                    .add(call.sent().tree());
        }
        return sent;
    }

    private static Map<String, List<@Nullable Object>> effects(Tape tape) {
        Map<String, List<@Nullable Object>> caused = new LinkedHashMap<>();
        for (Crossing.Effect effect : tape.effects()) {
            caused.computeIfAbsent(effect.to(), first -> new ArrayList<>()).add(effect.body());
        }
        return caused;
    }
}
