package io.xianghub.bundle.route;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;

/** How much of each kind the routes of one bundle may have, so that what they cost the hub is bounded. */
final class RouteAmounts {

    /** What costs threads or memory as long as the bundle runs. */
    enum Kind {
        STEPS("steps", 5_000, "步骤", "steps"),
        TAPS("taps", 8, "wireTap", "wireTaps"),
        POLLERS("pollers", 16, "轮询路由", "routes that poll");

        private final String code;
        private final int most;
        private final String zh;
        private final String en;

        Kind(String code, int most, String zh, String en) {
            this.code = code;
            this.most = most;
            this.zh = zh;
            this.en = en;
        }
    }

    private static final int MOST_ROUNDS = 10_000;

    private final Findings findings;
    private final Map<Kind, Integer> counts = new HashMap<>();

    RouteAmounts(Findings findings) {
        this.findings = findings;
    }

    /** Counts one more; the first that is too many is reported. */
    void add(Kind kind, Position at) {
        if (counts.merge(kind, 1, Integer::sum) == kind.most + 1) {
            findings.error(
                    at,
                    "route.too-many-" + kind.code,
                    Text.of("路由包的%s超过 %d 个", "The bundle has more than %2$d %3$s", kind.zh, kind.most, kind.en),
                    Text.of("拆分为多个路由包", "Divide it into several bundles"));
        }
    }

    /** A loop goes round a number of times that the file states, and does something. */
    void loop(Position at, YamlNode.Mapping loop, String rounds) {
        if (!rounds.matches("[1-9][0-9]{0,4}") || Integer.parseInt(rounds) > MOST_ROUNDS) {
            findings.error(
                    at,
                    "route.loop",
                    Text.of("loop 的次数应为 1 到 %d 的常量", "A loop needs a constant from 1 to %d", MOST_ROUNDS),
                    Text.of("写成 constant: \"3\"", "Write constant: \"3\""));
        }
        if (!(loop.get("steps").orElse(null) instanceof YamlNode.Sequence steps)
                || steps.items().isEmpty()) {
            findings.error(
                    at,
                    "route.loop-empty",
                    Text.of("loop 没有步骤", "The loop has no steps"),
                    Text.of("补上 steps，或删除 loop", "Add steps, or remove the loop"));
        }
    }

    /** Patterns are names, exact or by their beginning: Camel would try anything else as a backtracking expression. */
    void pattern(YamlNode node) {
        String pattern = node.asText().orElse("");
        if (!pattern.matches("\\*|[A-Za-z][A-Za-z0-9_-]*\\*?")) {
            findings.error(
                    node.at(),
                    "route.pattern",
                    Text.of("removeHeaders 的模式 %s 不可用", "removeHeaders cannot use the pattern %s", pattern),
                    Text.of("写名称、以 * 结尾的前缀，或 *", "Write a name, a prefix that ends in *, or *"));
        }
    }

    /** Placeholders read what surrounds the hub; Camel resolves them in any text. */
    void placeholders(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            placeholder(scalar.text(), scalar.at());
        } else if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(this::placeholders);
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                placeholder(key, entry.keyAt());
                placeholders(entry.value());
            });
        }
    }

    private void placeholder(String text, Position at) {
        if (text.contains("{{") || text.contains("}}")) {
            findings.error(
                    at,
                    "route.placeholder",
                    Text.of("路由包不允许使用占位符 {{ }}", "A bundle may not use placeholders {{ }}"),
                    Text.of("直接写出值", "Write the value itself"));
        }
    }
}
