package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub's nodes as lines to read, those first that need a look. */
final class NodesView {

    private static final Map<String, Text> STANDS = Map.of(
            "canary", new Text("灰度", "canary"),
            "shadow", new Text("影子", "shadow"),
            "not-started", new Text("✗ 未启动", "✗ not started"));

    private final Reading reading;
    private final List<Map<?, ?>> nodes;

    NodesView(Reading reading, List<?> nodes) {
        this.reading = reading;
        this.nodes = PlanCommand.maps(nodes).stream()
                .sorted(Comparator.<Map<?, ?>>comparingInt(NodesView::badness)
                        .reversed()
                        .thenComparing(node -> String.valueOf(node.get("name"))))
                .toList();
    }

    private static boolean alive(Map<?, ?> node) {
        return Boolean.TRUE.equals(node.get("alive"));
    }

    private static int badness(Map<?, ?> node) {
        return !alive(node) ? 2 : Server.list(node, "differences").isEmpty() ? 0 : 1;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        nodes.forEach(node -> show(node, lines));
        return lines;
    }

    /** What somebody should look at; empty when all nodes are there and answer with what they should. */
    Optional<Text> sentence() {
        long silent = nodes.stream().filter(node -> !alive(node)).count();
        long differing = nodes.stream().filter(node -> badness(node) == 1).count();
        if (silent + differing == 0) {
            return Optional.empty();
        }
        return Optional.of(Text.of(
                "节点 %1$d 个：失联 %2$d，版本不一致 %3$d",
                "%4$s: %2$d silent, %3$d with other versions than they should have",
                nodes.size(),
                silent,
                differing,
                Text.count(nodes.size(), "node", "nodes")));
    }

    private void show(Map<?, ?> node, List<String> lines) {
        Text mark = !alive(node)
                ? Text.of("✗ 失联，最后 %s", "✗ silent, last seen %s", Reading.time(node.get("seenAt")))
                : badness(node) == 1 ? Text.of("! 版本不一致", "! other versions") : Text.of("✓ 在线", "✓ there");
        String self = Boolean.TRUE.equals(node.get("self")) ? reading.say(Text.of("（本节点）", " (this node)")) : "";
        lines.add("%-24s %s%s  %s"
                .formatted(
                        node.get("name"),
                        reading.say(mark),
                        self,
                        reading.say(Text.of("自 %s 起", "since %s", Reading.time(node.get("startedAt"))))));
        for (Map<?, ?> runs : PlanCommand.maps(Server.list(node, "runs"))) {
            Text stand = STANDS.get(String.valueOf(runs.get("stand")));
            lines.add("    %-22s %s%s"
                    .formatted(runs.get("bundle"), version(runs), stand == null ? "" : "  " + reading.say(stand)));
        }
        for (Map<?, ?> difference : PlanCommand.maps(Server.list(node, "differences"))) {
            lines.add("    ! "
                    + reading.say(Text.of(
                            "%s：应为 %s，实为 %s",
                            "%s: should answer with %s, answers with %s",
                            String.valueOf(difference.get("bundle")),
                            version(difference.get("should")),
                            version(difference.get("does")))));
        }
    }

    private String version(@Nullable Object version) {
        if (!(version instanceof Map<?, ?> map)) {
            return reading.say(Text.of("无", "nothing"));
        }
        String digest = String.valueOf(map.get("digest"));
        return map.get("version") + " (" + digest.substring(0, Math.min(8, digest.length())) + ")";
    }
}
