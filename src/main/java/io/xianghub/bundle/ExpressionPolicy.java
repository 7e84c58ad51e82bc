package io.xianghub.bundle;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the expressions of a bundle's routes may read. */
final class ExpressionPolicy {

    // Simple reaches beans, the environment and any method of the body: only these three may be read, by plain names.
    private static final Pattern SIMPLE_VALUE =
            Pattern.compile("\\$\\{(body(\\[[A-Za-z0-9_]+])?|(header|exchangeProperty)\\.[A-Za-z][A-Za-z0-9_-]*)}");

    private final Findings findings;

    ExpressionPolicy(Findings findings) {
        this.findings = findings;
    }

    /**
     * Checks the expression of one step.
     *
     * @return the address that an {@code enrich} names, which is an endpoint like any other
     */
    Optional<YamlNode> check(String step, Position at, YamlNode.Mapping holder) {
        YamlNode.Mapping expression = holder;
        if (holder.get("expression").orElse(null) instanceof YamlNode.Mapping nested) {
            languages(nested);
            expression = nested;
        }
        Optional<YamlNode> simple = expression.get("simple").map(this::unwrap);
        Optional<YamlNode> constant = expression.get("constant").map(this::unwrap);
        simple.ifPresent(this::simple);
        if (step.equals("enrich")) {
            if (constant.isEmpty()) {
                refuse(
                        at,
                        "route.enrich",
                        "enrich 需要常量地址",
                        "enrich needs a constant address",
                        "使用 constant",
                        "Use constant");
            }
            return constant;
        }
        if (simple.isEmpty() && constant.isEmpty()) {
            refuse(
                    at,
                    "route.no-expression",
                    step + " 缺少表达式",
                    step + " has no expression",
                    "补上 simple 或 constant",
                    "Add simple or constant");
        }
        return Optional.empty();
    }

    private void languages(YamlNode.Mapping nested) {
        nested.entries().forEach((language, entry) -> {
            if (!RouteGrammar.LANGUAGES.contains(language)) {
                refuse(
                        entry.keyAt(),
                        "route.language",
                        "不允许的表达式语言 " + language,
                        "The expression language " + language + " is not allowed",
                        "使用 simple 或 constant",
                        "Use simple or constant");
            }
        });
    }

    /** {@code simple: x} and {@code simple: {expression: x}} are the same; the long form may say nothing else. */
    private YamlNode unwrap(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return node;
        }
        mapping.entries().forEach((key, entry) -> {
            if (!key.equals("expression")) {
                refuse(
                        entry.keyAt(),
                        "route.option",
                        "表达式不允许选项 " + key,
                        "An expression may not have the option " + key,
                        "只写 expression",
                        "Write expression alone");
            }
        });
        return mapping.get("expression").orElse(node);
    }

    private void simple(YamlNode node) {
        String text = node.asText().orElse("$");
        String rest = SIMPLE_VALUE.matcher(text).replaceAll("");
        if (rest.contains("$") || rest.contains("{{")) {
            refuse(
                    node.at(),
                    "route.simple",
                    "simple 只能读取 body、header 和 exchangeProperty：" + text,
                    "simple may read body, header and exchangeProperty only: " + text,
                    "使用 ${body}、${body[名称]}、${header.名称}、${exchangeProperty.名称}",
                    "Use ${body}, ${body[name]}, ${header.name}, ${exchangeProperty.name}");
        }
    }

    private void refuse(Position at, String code, String zh, String en, String remedyZh, String remedyEn) {
        findings.error(at, code, new Text(zh, en), new Text(remedyZh, remedyEn));
    }
}
