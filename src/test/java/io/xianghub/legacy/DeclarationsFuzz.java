package io.xianghub.legacy;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Templates and success rules in YAML: findings with places, or what fills and judges every tree. */
public final class DeclarationsFuzz {

    private static final String FILE = "routes/fuzzed/bundle.yaml";
    private static final WireCharset CHARSET = WireCharset.named("GBK");
    private static final Binding BINDING = new Binding(
            "http://127.0.0.1:9",
            Map.of("node", "A1"),
            new Secret("synthetic"),
            Map.of("sm4", new Secret("0123456789abcdeffedcba9876543210")),
            Tls.DEFAULT,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Limits.DEFAULT);

    private DeclarationsFuzz() {}

    /** @param data {@code t} for a template or another byte for a rule; YAML; after a NUL the tree in JSON */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            byte[] rest = Oracle.rest(data);
            int end = 0;
            while (end < rest.length && rest[end] != 0) {
                end++;
            }
            byte[] yaml = Arrays.copyOf(rest, end);
            Findings findings = new Findings();
            Optional<YamlNode> node = Yaml.read(FILE, yaml, findings);
            Object tree = end < rest.length ? json(Arrays.copyOfRange(rest, end + 1, rest.length)) : Map.of();
            if (node.isPresent() && data[0] == 't') {
                template(node.get(), tree, findings);
            } else if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
                rule(mapping, tree, findings);
            }
            Oracle.told(findings, FILE, yaml);
        });
    }

    private static void template(YamlNode node, Object tree, Findings findings) {
        Template template = Template.of(node, new Holes(Hole.Kinds.HEADER, CHARSET, true), findings);
        if (findings.hasErrors()) {
            return;
        }
        TemplateValues values = new TemplateValues(
                tree,
                Map.of("row", tree),
                Map.of("tx", "1101"),
                new TemplateValues.Bound(BINDING, true),
                new Moment(Instant.parse("2026-06-01T01:30:15Z"), () -> 7));
        try {
            template.text(values);
        } catch (Problem refused) {
            Oracle.told(refused);
        }
    }

    private static void rule(YamlNode.Mapping mapping, Object tree, Findings findings) {
        Optional<SuccessRule> rule = SuccessRule.read(new Fields(mapping, findings));
        if (!findings.hasErrors()) {
            boolean holds = rule.orElseThrow().holds(tree);
            Oracle.require(holds == rule.get().holds(tree), "a rule that says one thing and then another");
        }
    }

    private static Object json(byte[] bytes) throws Malformed {
        Object tree = Json.parse(bytes, StandardCharsets.UTF_8);
        return tree == null ? "" : tree;
    }
}
